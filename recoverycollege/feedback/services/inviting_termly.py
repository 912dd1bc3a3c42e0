"""Invitations to what is asked once a term: one letter in its second half, one reminder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select

from recoverycollege import letters
from recoverycollege.accounts.models import Person
from recoverycollege.catalogue.models import Term
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.feedback.models import TermInvitation
from recoverycollege.feedback.models.waves import TERMLY
from recoverycollege.feedback.queries.asked import is_in_use
from recoverycollege.feedback.queries.forms import may_answer
from recoverycollege.feedback.queries.termly import teaches_in, term_now
from recoverycollege.feedback.rules.windows import REMIND_AFTER, half_of
from recoverycollege.feedback.services.inviting import reached, rested

REMINDER = "feedback_term_reminder"
KIND_OF = {"student": "feedback_check_in", "co_teacher": "feedback_teaching"}
KINDS = (*KIND_OF.values(), REMINDER)


def to_invite(term: Term, audience: str, now: datetime, limit: int = 200) -> Sequence[int]:
    """The people to be invited now. Who works in mental health is known to nobody: the form for
    them is opened by themselves."""
    invited = exists().where(
        TermInvitation.person_id == Person.id,
        TermInvitation.term_id == term.id,
        TermInvitation.audience == audience,
    )
    learns = (
        exists()
        .where(Enrolment.person_id == Person.id, Enrolment.class_id == ScheduledClass.id)
        .where(ScheduledClass.term_id == term.id, ScheduledClass.state == "open", may_answer())
    )
    belongs = learns if audience == "student" else teaches_in(term.id, Person.id)
    return db.session.scalars(
        select(Person.id)
        .where(belongs, ~invited, reached(now), rested(now))
        .order_by(Person.id)
        .limit(limit)
    ).all()


def invite(audience: str, now: datetime, zone: ZoneInfo) -> int:
    """Invites those whose time has come, in the second half of the term that runs."""
    term = term_now(now, zone)
    if term is None or now < half_of(term.starts_on, term.ends_on, zone):
        return 0
    if not is_in_use(audience, TERMLY):
        return 0
    found = to_invite(term, audience, now)
    for person_id in found:
        row = {"person_id": person_id, "term_id": term.id, "audience": audience}
        db.session.add(TermInvitation(invited_at=now, **row))
        letters.post(KIND_OF[audience], person_id, term_id=term.id, audience=audience)
    return len(found)


def remind(now: datetime, limit: int = 200) -> int:
    """After five days a reminder, dropped as it leaves where it is not needed."""
    due = db.session.scalars(
        select(TermInvitation)
        .where(TermInvitation.settled.is_(False))
        .where(TermInvitation.invited_at <= now - REMIND_AFTER)
        .order_by(TermInvitation.invited_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for row in due:
        row.settled = True
        letters.post(REMINDER, row.person_id, term_id=row.term_id, audience=row.audience)
    return len(due)
