"""Dates that change, and classes that do not take place: the team hears of it, whoever steps in or
was asked as well, and whoever steps in is asked again. The class is locked already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import contains_eager, selectinload

from recoverycollege import history
from recoverycollege.classes.models import (
    Absence,
    ClassSession,
    Joining,
    ScheduledClass,
)
from recoverycollege.classes.rules.needs import answer_by
from recoverycollege.classes.services.telling import settle_all, tell_all
from recoverycollege.database import db

GATHER = timedelta(minutes=15)  # one letter for several changes in a row


def ask_again(sessions: Sequence[ClassSession], *, now: datetime, by_id: int) -> None:
    """These sessions are at another time or place now. Whoever steps in is asked whether they can
    still come, as are those who were asked or offered to; of a time that is over nobody is."""
    for absence in _absences([session.id for session in sessions]):
        ahead = absence.session.starts_at > now
        waiting = _waiting(Joining.absence_id == absence.id)
        for joining in waiting:
            _ask_until(joining, absence.session, now, by_id)
        people = [joining.person_id for joining in waiting]
        if absence.substitute is not None:
            absence.substitute.asked_again_at = now if ahead else None
            people.append(absence.substitute.person_id)
        if ahead:
            _tell_later(people, "team_moved", now, absence_id=absence.id)
            for person_id in people:
                _note("team.asked_again", absence.session, person_id, by_id)


def _ask_until(joining: Joining, session: ClassSession, now: datetime, by_id: int) -> None:
    """An invitation or an offer ends before the session begins, and at once where it has begun."""
    if session.starts_at > now:
        joining.until = answer_by(now, session.starts_at, ZoneInfo(session.zone))
    else:
        _end(joining, now, by_id)
        settle_all([joining.task_id], by_id=by_id, now=now)


def take_out(session: ClassSession, *, now: datetime, by_id: int) -> None:
    """Before a session is deleted: who steps in, was asked or offered for it is told, and what the
    office had to do about that is done."""
    people: set[int] = set()
    tasks: list[int | None] = []
    for absence in _absences([session.id]):
        waiting = _waiting(Joining.absence_id == absence.id)
        tasks += [absence.task_id, *(joining.task_id for joining in waiting)]
        people |= {joining.person_id for joining in waiting}
        if absence.substitute is not None:
            people.add(absence.substitute.person_id)
    settle_all(tasks, by_id=by_id, now=now)
    if session.starts_at > now and not session.called_off:
        at = session.starts_at.isoformat()
        tell_all(people, "team_taken_out", now=now, class_id=session.class_id, at=at)


def call_off_team(row: ScheduledClass, *, now: datetime, by_id: int) -> None:
    """A class does not take place: everyone in its team hears so, whoever steps in, and all who
    were asked or offered. What was asked is over."""
    people = {member.person_id for member in row.team}
    tasks: list[int | None] = []
    for absence in _absences([session.id for session in row.sessions]):
        tasks.append(absence.task_id)
        if absence.substitute is not None and absence.session.starts_at > now:
            people.add(absence.substitute.person_id)
    for joining in _waiting(Joining.class_id == row.id):
        _end(joining, now, by_id)
        tasks.append(joining.task_id)
        people.add(joining.person_id)
    settle_all(tasks, by_id=by_id, now=now)
    tell_all(people, "team_called_off", now=now, class_id=row.id)


def tell_team_of_dates(row: ScheduledClass, now: datetime) -> None:
    """The team hears how the dates of its class are now, and so does who was asked into it."""
    waiting = _waiting(Joining.class_id == row.id, Joining.absence_id.is_(None))
    people = [member.person_id for member in row.team]
    people += [joining.person_id for joining in waiting]
    _tell_later(people, "team_dates", now, class_id=row.id)


def _tell_later(people: Iterable[int], kind: str, now: datetime, **facts: int) -> None:
    tell_all(set(people), kind, now=now, due_at=now + GATHER, **facts)


def _absences(session_ids: Collection[int]) -> Sequence[Absence]:
    """Who is away from these sessions, with who steps in."""
    query = (
        select(Absence)
        .join(ClassSession, ClassSession.id == Absence.session_id)
        .where(Absence.session_id.in_(session_ids))
        .order_by(Absence.id)
        .options(contains_eager(Absence.session), selectinload(Absence.substitute))
    )
    return db.session.scalars(query).all()


def _waiting(*where: ColumnElement[bool]) -> Sequence[Joining]:
    query = select(Joining).where(Joining.answer == "waiting", *where)
    return db.session.scalars(query.order_by(Joining.id).with_for_update()).all()


def _end(joining: Joining, now: datetime, by_id: int) -> None:
    """What was asked or offered is over, by no fault of theirs."""
    joining.answer, joining.answered_at = "withdrawn", now
    side = "invitation" if joining.invited else "offer"
    how = {"actor_id": by_id, "person_id": joining.person_id, "joining": joining.id}
    history.record(f"team.{side}_withdrawn", "class", joining.class_id, **how)


def _note(action: str, session: ClassSession, person_id: int, by_id: int) -> None:
    how = {"actor_id": by_id, "person_id": person_id}
    history.record(action, "class", session.class_id, **how, session=session.id)
