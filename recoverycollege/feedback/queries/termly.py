"""Forms that are asked once a term, of a person and not of a place: the hope check-in, and what
those are asked who teach here or work with people elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Exists, case, exists, select

from recoverycollege import clock
from recoverycollege.accounts.models import Person
from recoverycollege.catalogue.models import Term
from recoverycollege.classes.models import ScheduledClass, TeamMember
from recoverycollege.database import db
from recoverycollege.feedback.models import Answer, FormState
from recoverycollege.feedback.models.waves import AUDIENCES, WAVE_OF
from recoverycollege.feedback.queries.asked import asked_in_term
from recoverycollege.feedback.queries.forms import Form
from recoverycollege.feedback.rules.codes import term_code
from recoverycollege.feedback.rules.windows import half_of, term_window


@dataclass(frozen=True)
class TermForm(Form):
    """The form of an audience in a term."""

    term: Term
    audience: str

    @property
    def about(self) -> str:
        return self.term.name


def term_form(person_id: int, term_id: int, audience: str, zone: ZoneInfo) -> TermForm | None:
    """The form of a person in a term; None when there is none (any more)."""
    term = db.session.get(Term, term_id) if audience in AUDIENCES else None
    here = select(Person.id).where(Person.id == person_id, Person.erased_at.is_(None))
    if term is None or db.session.scalar(here) is None:
        return None
    asked = asked_in_term(term_id, audience)
    items = asked.items()
    when = term_window(term.starts_on, term.ends_on, zone) if items else None
    return TermForm(WAVE_OF[audience], items, when, asked, person_id, term, audience)


def term_now(now: datetime, zone: ZoneInfo) -> Term | None:
    """The term that runs; where several do, the one that began last."""
    today: date = clock.local(now, zone).date()
    return db.session.scalar(
        select(Term)
        .where(Term.starts_on <= today, Term.ends_on >= today)
        .order_by(Term.starts_on.desc(), Term.id.desc())
        .limit(1)
    )


def open_to_teams(
    person_id: int, term_ids: Collection[int], now: datetime, zone: ZoneInfo, key: str
) -> Term | None:
    """Of the terms someone teaches in, the one whose form waits for them, in its second half. One
    statement."""
    if not term_ids:
        return None
    codes = {i: term_code(key, person_id, i, "co_teacher") for i in term_ids}
    code, today = case(codes, value=Term.id), clock.local(now, zone).date()
    terms = db.session.scalars(
        select(Term)
        .where(Term.id.in_(term_ids), Term.starts_on <= today, Term.ends_on >= today)
        .where(~exists().where(Answer.code == code), ~exists().where(FormState.code == code))
        .order_by(Term.starts_on.desc())
    )
    return next((t for t in terms if half_of(t.starts_on, t.ends_on, zone) <= now), None)


def teaches_in(term_id: int, person_id: Any) -> Exists:
    """Whether someone is in a team of an open class of a term."""
    return (
        exists()
        .where(TeamMember.person_id == person_id, TeamMember.class_id == ScheduledClass.id)
        .where(ScheduledClass.term_id == term_id, ScheduledClass.state == "open")
    )


def term_codes(person_id: int, key: str) -> dict[str, Term]:
    """Every code under which answers of a person may lie that are asked once a term."""
    terms: Sequence[Term] = db.session.scalars(select(Term).order_by(Term.starts_on)).all()
    return {
        term_code(key, person_id, term.id, audience): term
        for term in terms
        for audience in AUDIENCES
    }
