"""A member of a team cannot teach one session, and someone steps in. The team itself stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from recoverycollege import history
from recoverycollege.classes.models import (
    Absence,
    ClassSession,
    Joining,
    ScheduledClass,
    Substitute,
    TeamMember,
)
from recoverycollege.classes.services.co_teachers import co_teacher
from recoverycollege.classes.services.planning import locked
from recoverycollege.classes.services.telling import (
    ask_office,
    settle,
    settle_all,
    tell,
    tell_leaders,
)
from recoverycollege.database import db
from recoverycollege.refusals import N_, Refused

BEGUN = N_("This session has begun already. Please ring the office.")
BACK = N_("They can come after all. Thank you.")
NOT_OPEN = N_("This class is not open yet, and its dates may change. Please ring the office.")


def cannot_come(session: ClassSession, person_id: int, now: datetime) -> Absence:
    """Says that a co-teacher cannot teach a session of theirs. Twice is once."""
    row, session, member = _all_three(session, person_id, now)
    absence = _of(session.id, member.id)
    if absence is None:
        if row.state == "draft":
            # Whoever stepped in would read on the board which side the team lacks.
            raise Refused(NOT_OPEN)
        absence = Absence(session_id=session.id, member_id=member.id, said_at=now)
        absence.task_id = ask_office("team_away", person_id, now)
        db.session.add(absence)
        db.session.flush()
        _note("team.away", row.id, session.id, person_id, by_id=person_id)
    return absence


def can_come(session: ClassSession, person_id: int, now: datetime) -> None:
    """They can come after all; whoever stepped in, offered or was asked is told and thanked."""
    row, session, member = _all_three(session, person_id, now)
    absence = _of(session.id, member.id)
    if absence is None:
        return
    settle(absence.task_id, by_id=person_id, now=now)
    waiting = db.session.scalars(_waiting_for(absence)).all()
    for joining in waiting:
        settle(joining.task_id, by_id=person_id, now=now)
    people = {joining.person_id for joining in waiting}
    if absence.substitute is not None:
        people.add(absence.substitute.person_id)
    for other in sorted(people):
        tell(other, "team_not_needed", now=now, session_id=session.id)
    db.session.delete(absence)
    _note("team.back", row.id, session.id, person_id, by_id=person_id)


def step_in(
    row: ScheduledClass,
    absence: Absence,
    person_id: int,
    others: Iterable[Joining],
    *,
    now: datetime,
    by_id: int,
    tasks: Sequence[int | None] = (),
) -> None:
    """Someone teaches the session in a member's place, which is open. The class is locked.
    `others`: who was asked or has offered too; `tasks`: what else the office need not do now."""
    if any(member.person_id == person_id for member in row.team):
        raise Refused(N_("They are in this team already."))
    absence.substitute = Substitute(person_id=person_id, since=now)
    settle_all([absence.task_id, *tasks], by_id=by_id, now=now)
    for joining in others:
        joining.answer, joining.answered_at = "filled", now
        settle(joining.task_id, by_id=by_id, now=now)
        tell(joining.person_id, "team_answer", now=now, joining_id=joining.id)
    tell_leaders(row, person_id, now=now, absence_id=absence.id)
    _note("team.steps_in", row.id, absence.session_id, person_id, by_id=by_id)


def put_in_for(absence_id: int, person_id: int, *, now: datetime, by_id: int) -> ScheduledClass:
    """The same when they said yes to the office."""
    row = _class_of(absence_id)
    absence = open_absence(absence_id, now)
    co_teacher(person_id, now)
    others = db.session.scalars(_waiting_for(absence)).all()
    with db.session.no_autoflush:  # all is written at once, at the end
        step_in(row, absence, person_id, others, now=now, by_id=by_id)
    return row


def step_out(
    absence_id: int, person_id: int, now: datetime, *, by_id: int | None = None
) -> ScheduledClass:
    """Whoever stepped in cannot come after all: someone is looked for again. `by_id`: who in the
    office heard it from them."""
    row = _class_of(absence_id)
    absence = still_away(absence_id)
    _check_ahead(absence.session, now)
    if absence.substitute is not None and absence.substitute.person_id == person_id:
        db.session.delete(absence.substitute)
        absence.task_id = ask_office("team_away", absence.member.person_id, now)
        _note("team.steps_out", row.id, absence.session_id, person_id, by_id=by_id or person_id)
    return row


def still_come(
    absence_id: int, person_id: int, now: datetime, *, by_id: int | None = None
) -> ScheduledClass:
    """Whoever steps in can come at the new time too. Twice is once."""
    row = _class_of(absence_id)
    absence = still_away(absence_id)
    _check_ahead(absence.session, now)
    found = absence.substitute
    if found is not None and found.person_id == person_id and found.asked_again_at is not None:
        found.asked_again_at = None
        _note("team.comes_still", row.id, absence.session_id, person_id, by_id=by_id or person_id)
    return row


def still_away(absence_id: int) -> Absence:
    """The absence, read after the class was locked. Raises `Refused` where it ended meanwhile."""
    both = (joinedload(Absence.session), joinedload(Absence.substitute))
    absence = db.session.get(Absence, absence_id, options=both)
    if absence is None:
        raise Refused(BACK)
    return absence


def open_absence(absence_id: int, now: datetime) -> Absence:
    """An absence for which someone is looked for, as it is under the lock of its class. Raises
    `Refused` when nobody is (any more)."""
    absence = still_away(absence_id)
    _check_ahead(absence.session, now)
    if absence.substitute is not None:
        raise Refused(N_("Someone steps in already. Thank you."))
    return absence


def _all_three(
    session: ClassSession, person_id: int, now: datetime
) -> tuple[ScheduledClass, ClassSession, TeamMember]:
    """The class under its lock, with the session and the member as they are then."""
    session_id = session.id
    row = locked(session.class_id)
    there = db.session.get(ClassSession, session_id)
    member = next((m for m in row.team if m.person_id == person_id), None)
    if there is None or member is None:
        raise Refused(N_("This session, or its team, was changed meanwhile. Please look again."))
    _check_ahead(there, now)
    return row, there, member


def _check_ahead(session: ClassSession, now: datetime) -> None:
    if session.starts_at <= now:
        raise Refused(BEGUN)


def _of(session_id: int, member_id: int) -> Absence | None:
    return db.session.scalar(
        select(Absence).where(Absence.session_id == session_id, Absence.member_id == member_id)
    )


def _waiting_for(absence: Absence) -> Select[Joining]:
    query = select(Joining).where(Joining.absence_id == absence.id, Joining.answer == "waiting")
    return query.order_by(Joining.id).with_for_update()


def _class_of(absence_id: int) -> ScheduledClass:
    found = select(ClassSession.class_id).join(Absence, Absence.session_id == ClassSession.id)
    class_id = db.session.scalar(found.where(Absence.id == absence_id))
    if class_id is None:
        raise Refused(BACK)
    return locked(class_id)


def _note(action: str, class_id: int, session_id: int, person_id: int, *, by_id: int) -> None:
    how = {"actor_id": by_id, "person_id": person_id}
    history.record(action, "class", class_id, **how, session=session_id)
