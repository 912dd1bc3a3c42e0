"""Not coming to one session: said by the person, in one press. The place stays."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from recoverycollege.classes.models import ClassSession
from recoverycollege.database import db
from recoverycollege.enrolment.models import Attendance, Enrolment
from recoverycollege.enrolment.services.register import mark_all
from recoverycollege.refusals import N_, Refused

TOLD_US = "told_us"
TOO_LATE = N_("This session is over. There is nothing you need to do.")


def say_absent(enrolment_id: int, session_id: int, now: datetime) -> None:
    """Notes that someone with a place can't come to one session. What the team has already marked
    stays. Raises `Refused`."""
    marked = select(Attendance.id).where(
        Attendance.enrolment_id == enrolment_id, Attendance.session_id == session_id
    )
    if db.session.scalar(marked) is None:
        _mark(enrolment_id, session_id, TOLD_US, now)


def take_back(enrolment_id: int, session_id: int, now: datetime) -> None:
    """They can come after all. Raises `Refused`."""
    if session_id in told_us(enrolment_id):
        _mark(enrolment_id, session_id, "", now)


def told_us(enrolment_id: int) -> set[int]:
    """The sessions someone said they can't come to."""
    query = select(Attendance.session_id).where(
        Attendance.enrolment_id == enrolment_id, Attendance.mark == TOLD_US
    )
    return set(db.session.scalars(query))


def _mark(enrolment_id: int, session_id: int, mark: str, now: datetime) -> None:
    place = db.session.get(Enrolment, enrolment_id)
    session = db.session.get(ClassSession, session_id)
    if place is None or session is None or session.class_id != place.class_id:
        raise Refused(N_("This session is no longer there."))
    if session.ends_at <= now or session.called_off:
        raise Refused(TOO_LATE)
    mark_all(session_id, {enrolment_id: mark}, by_id=place.person_id, now=now)
