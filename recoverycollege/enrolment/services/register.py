"""Keeping the register: one mark for one person at one session, corrected as often as needed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from recoverycollege import history
from recoverycollege.classes.models import ClassSession
from recoverycollege.database import db
from recoverycollege.enrolment.models import Attendance, Enrolment
from recoverycollege.enrolment.rules.attendance import check_mark
from recoverycollege.enrolment.rules.calls import Calls
from recoverycollege.enrolment.services.calling import ask_for_calls, end_calls
from recoverycollege.enrolment.services.filling import lock
from recoverycollege.refusals import N_, Refused

MISSED = "missed"


def mark(
    session_id: int, enrolment_id: int, mark: str, *, by_id: int, now: datetime
) -> Attendance | None:
    """Marks someone at a session; an empty mark takes it back. Raises `Refused`.

    Two teachers marking the same person end in one mark, the later one, both in the history.
    """
    return mark_all(session_id, {enrolment_id: mark}, by_id=by_id, now=now)[enrolment_id]


def mark_all(
    session_id: int,
    marks: Mapping[int, str],
    *,
    by_id: int,
    now: datetime,
    calls: Calls | None = None,
) -> dict[int, Attendance | None]:
    """Marks several people (enrolment id → mark) at a session, all of them or none. `calls`: how
    the college rings those who were missed."""
    session, people = _locked(session_id, marks)
    query = select(Attendance).where(
        Attendance.session_id == session_id, Attendance.enrolment_id.in_(marks)
    )
    rows = db.session.scalars(query.execution_options(populate_existing=True))
    found: dict[int, Attendance | None] = dict.fromkeys(marks)
    found.update({row.enrolment_id: row for row in rows})
    missed, back = [], []
    for enrolment_id, new in marks.items():
        row = found[enrolment_id]
        before = row.mark if row is not None else ""
        if before == new:
            continue
        if new:
            check_mark(new, people[enrolment_id].state, session.starts_at, now)
        found[enrolment_id] = _write(row, session_id, enrolment_id, new, by_id, now)
        _note(session_id, people[enrolment_id], before, new, by_id)
        missed += [people[enrolment_id]] if new == MISSED else []
        back += [enrolment_id] if before == MISSED else []
    ask_for_calls(missed, calls or Calls(), now)
    end_calls(back, by_id=by_id, now=now)
    return found


def _locked(session_id: int, marks: Mapping[int, str]) -> tuple[ClassSession, dict[int, Enrolment]]:
    """The class lock first, then the session and the people, as they are under it."""
    of_class = select(ClassSession.class_id).where(ClassSession.id == session_id)
    found = lock(of_class.scalar_subquery())
    if found is None:
        raise Refused(N_("This session is no longer there."))
    rows = db.session.scalars(
        select(Enrolment)
        .where(Enrolment.id.in_(marks), Enrolment.class_id == found.id)
        .options(joinedload(Enrolment.person))
        .execution_options(populate_existing=True)
    )
    people = {row.id: row for row in rows}
    if set(marks) - set(people):
        raise Refused(N_("This person has no place on this class now."))
    return next(s for s in found.sessions if s.id == session_id), people


def _write(
    row: Attendance | None,
    session_id: int,
    enrolment_id: int,
    mark: str,
    by_id: int,
    now: datetime,
) -> Attendance | None:
    if not mark:
        db.session.delete(row)
        return None
    if row is None:
        row = Attendance(session_id=session_id, enrolment_id=enrolment_id)
        db.session.add(row)
    row.mark, row.marked_at, row.marked_by_id = mark, now, by_id
    return row


def _note(session_id: int, enrolment: Enrolment, before: str, after: str, by_id: int) -> None:
    history.record(
        "attendance.marked",
        "session",
        session_id,
        actor_id=by_id,
        person_id=enrolment.person_id,
        enrolment_id=enrolment.id,
        before=before,
        after=after,
    )
