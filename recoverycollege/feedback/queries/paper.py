"""Forms on paper: a sheet for each person with a place, and whose a sheet that came back is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select

from recoverycollege.accounts.models import Person
from recoverycollege.catalogue.models import SupportEntry
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.feedback.models import Turnout
from recoverycollege.feedback.queries.forms import ClassForm, class_form, in_the_room, may_answer
from recoverycollege.feedback.rules.codes import sheet_of

BLANK = 3  # sheets without a mark: for whoever came unannounced, or would rather have one
HELP_LINES = 2


@dataclass(frozen=True)
class Sheet:
    """One printed form. The name stands on a strip that is torn off; the mark alone stays."""

    name: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Sheets:
    """All sheets of a class for one form."""

    form: ClassForm
    sheets: list[Sheet]
    help_now: Sequence[SupportEntry]


def sheets(class_id: int, wave: str, key: str) -> Sheets | None:
    """What is to be printed for a class, by the names people use; None when it does not run, or
    has no such form."""
    form = class_form(class_id, wave)
    if form is None or wave not in in_the_room(form.found):
        return None
    named = [Sheet(name, sheet_of(key, id_, wave)) for id_, name in _with_a_place(class_id)]
    return Sheets(form, named + [Sheet()] * BLANK, _help_now())


def whose_sheet(class_id: int, wave: str, mark: str, key: str) -> int | None:
    """The enrolment that a typed mark belongs to: computed anew, as no table holds it."""
    wanted = "".join(mark.split()).upper()
    for enrolment_id, _ in _with_a_place(class_id):
        if sheet_of(key, enrolment_id, wave) == wanted:
            return enrolment_id
    return None


def is_counted(class_id: int) -> bool:
    """Whether the figures of a class are made already, and stay as they are."""
    made = exists().where(Turnout.scope == "class", Turnout.scope_id == class_id)
    return bool(db.session.scalar(select(made)))


def _with_a_place(class_id: int) -> Sequence[tuple[int, str]]:
    query = (
        select(Enrolment.id, Person.name)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.class_id == class_id, may_answer())
        .where(Person.erased_at.is_(None))
        .order_by(Person.folded_name, Enrolment.id)
    )
    return [(enrolment_id, name) for enrolment_id, name in db.session.execute(query)]


def _help_now() -> Sequence[SupportEntry]:
    """Whom to ring, for a sheet that cannot be pressed."""
    query = select(SupportEntry).where(SupportEntry.help_now, SupportEntry.phone != "")
    return db.session.scalars(query.order_by(SupportEntry.position).limit(HELP_LINES)).all()
