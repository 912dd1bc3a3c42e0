"""Where the first session matters: who missed it without a word is asked whether they would still
like the place. Nobody loses a place by it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import exists, or_, select

from recoverycollege.accounts.models import Person, Task
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Attendance, Enrolment
from recoverycollege.enrolment.queries.turns import beginnings
from recoverycollege.enrolment.services.filling import lock_each
from recoverycollege.enrolment.services.telling import ask_office

SOON = timedelta(days=2)
STILL_LIKE = "still_like"  # what the task is about; its words stand with the office's pages


def ask_after_first(now: datetime, limit: int = 200) -> int:
    """Gives the office what there is to ask, once for each place. Returns how many tasks."""
    first = beginnings()
    goes_on = select(ClassSession.class_id).where(
        ClassSession.starts_at > now, ClassSession.called_off.is_(False)
    )
    asked = exists().where(
        Task.kind == "get_back", Task.about_id == Enrolment.id, Task.words == STILL_LIKE
    )
    query = (
        select(Enrolment)
        .join(Attendance, Attendance.enrolment_id == Enrolment.id)
        .join(ClassSession, ClassSession.id == Attendance.session_id)
        .join(first, first.c.class_id == ClassSession.class_id)
        .join(ScheduledClass, ScheduledClass.id == Enrolment.class_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(ClassSession.starts_at == first.c.starts_at, ClassSession.ends_at <= now)
        .where(Attendance.mark == "missed", Enrolment.state == "enrolled")
        .where(ScheduledClass.state == "open", ScheduledClass.id.in_(goes_on))
        .where(Person.letters_stopped_at.is_(None), Person.erased_at.is_(None))
        .where(or_(Person.paused_until.is_(None), Person.paused_until <= now), ~asked)
        .order_by(Enrolment.id)
    )
    ids = lock_each(query, limit)
    found = db.session.scalars(query.where(Enrolment.id.in_(ids))).all()
    for enrolment in found:
        ask_office("get_back", enrolment, due_at=now + SOON, now=now, words=STILL_LIKE)
    return len(found)
