"""Keeping the register: one mark for one person at one session, corrected as often as needed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from recoverycollege import history
from recoverycollege.classes.models import ClassSession
from recoverycollege.database import db
from recoverycollege.enrolment.models import Attendance, Enrolment
from recoverycollege.enrolment.rules.attendance import check_mark
from recoverycollege.enrolment.services.filling import lock
from recoverycollege.refusals import N_, Refused


def mark(
    session_id: int, enrolment_id: int, mark: str, *, by_id: int, now: datetime
) -> Attendance | None:
    """Marks someone at a session; an empty mark takes it back. Raises `Refused`.

    Two teachers marking the same person end in one mark, the later one, both in the history.
    """
    session = db.session.get(ClassSession, session_id)
    if session is None or lock(session.class_id) is None:
        raise Refused(N_("This session is no longer there."))
    enrolment = db.session.scalar(
        select(Enrolment).where(
            Enrolment.id == enrolment_id, Enrolment.class_id == session.class_id
        )
    )
    if enrolment is None:
        raise Refused(N_("This person has no place on this class now."))
    found = db.session.scalar(
        select(Attendance)
        .where(Attendance.session_id == session_id, Attendance.enrolment_id == enrolment_id)
        .execution_options(populate_existing=True)
    )
    before = found.mark if found is not None else ""
    if before == mark:
        return found
    if not mark:
        db.session.delete(found)
        found = None
    else:
        check_mark(mark, enrolment.state, session.starts_at, now)
        found = _write(found, session_id, enrolment_id, mark, by_id, now)
    history.record(
        "attendance.marked",
        "session",
        session_id,
        actor_id=by_id,
        person_id=enrolment.person_id,
        enrolment_id=enrolment_id,
        before=before,
        after=mark,
    )
    return found


def _write(
    found: Attendance | None,
    session_id: int,
    enrolment_id: int,
    mark: str,
    by_id: int,
    now: datetime,
) -> Attendance:
    if found is None:
        found = Attendance(session_id=session_id, enrolment_id=enrolment_id)
        db.session.add(found)
    found.mark, found.marked_at, found.marked_by_id = mark, now, by_id
    return found
