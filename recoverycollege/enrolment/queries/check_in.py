"""What the check-in of one session needs to know. It never asks who else comes."""

from __future__ import annotations

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import LIVE, Attendance, Enrolment
from recoverycollege.enrolment.rules.attendance import ON_REGISTER
from recoverycollege.enrolment.rules.check_in import Standing


def session_of_class(session_id: int) -> ClassSession | None:
    """A session with its class and course."""
    return db.session.scalar(
        select(ClassSession)
        .where(ClassSession.id == session_id)
        .options(joinedload(ClassSession.scheduled_class).joinedload(ScheduledClass.course))
    )


def standing_of(session: ClassSession, person_id: int) -> tuple[int, Standing]:
    """The id of a person's own place or wish, 0 without one, and how they stand. Their friend's
    place is not theirs to check in."""
    mark = and_(Attendance.enrolment_id == Enrolment.id, Attendance.session_id == session.id)
    rows = db.session.execute(
        select(Enrolment.id, Enrolment.state, Attendance.mark, Attendance.marked_by_id)
        .outerjoin(Attendance, mark)
        .where(Enrolment.class_id == session.class_id, Enrolment.person_id == person_id)
        .where(Enrolment.companion.is_(False), Enrolment.state.in_({*LIVE, *ON_REGISTER}))
        .order_by(Enrolment.id.desc())
    ).all()
    found = sorted(rows, key=lambda row: row.state not in ON_REGISTER)
    if not found:
        return 0, Standing()
    one = found[0]
    return one.id, Standing(one.state, one.mark or "", one.marked_by_id == person_id)
