"""The open needs: classes whose team is not complete, and sessions for which someone is away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import joinedload, selectinload

from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import (
    Absence,
    ClassSession,
    ScheduledClass,
    Substitute,
    TeamMember,
)
from recoverycollege.classes.rules.gate import OTHERS, PEER_ALONE
from recoverycollege.classes.rules.needs import WEEK, Sides, may_be_told, sides_needed
from recoverycollege.database import db


@dataclass(frozen=True)
class Need:
    """Someone is looked for. `sides`: which perspectives would do; empty where any does, or where
    it may not be told. `absence`: for that one session only; else for the whole class."""

    found: ScheduledClass
    sessions: Sequence[ClassSession]  # those it is about, still to come
    sides: Sides = ()
    absence: Absence | None = None
    told: bool = True  # whether all co-teachers may read of it

    @property
    def starts_at(self) -> datetime | None:
        return min((session.starts_at for session in self.sessions), default=None)

    @property
    def key(self) -> tuple[int, int]:
        return self.found.id, self.absence.id if self.absence else 0


@dataclass(frozen=True)
class Wanted:
    """What a board is narrowed to; empty means all. A need whose side is not told fits any."""

    side: str = ""
    venue: str = ""
    day: str = ""

    def holds(self, need: Need, zone: ZoneInfo) -> bool:
        days = {WEEK[s.starts_at.astimezone(zone).weekday()] for s in need.sessions}
        return (
            (not self.side or not need.sides or self.side in need.sides)
            and (not self.venue or self.venue == str(need.found.venue_id))
            and (not self.day or self.day in days)
        )


def open_needs(now: datetime) -> list[Need]:
    """Every need, by its first date; those without a date last. Four statements."""
    needs = _of_classes(now) + _of_sessions(now)
    return sorted(needs, key=lambda n: (n.starts_at is None, n.starts_at or now, n.key, n.sides))


def told_needs(now: datetime) -> list[Need]:
    """The needs that all co-teachers may read of."""
    return [need for need in open_needs(now) if need.told]


def need_of_session(absence_id: int, now: datetime) -> Need | None:
    """The need an absence makes; None when there is none (any more)."""
    row = db.session.scalars(_absences(now).where(Absence.id == absence_id)).unique().one_or_none()
    return _for_session(row) if row else None


def _of_classes(now: datetime) -> list[Need]:
    rows = db.session.scalars(
        select(ScheduledClass)
        .join(Course, Course.id == ScheduledClass.course_id)
        .where(ScheduledClass.state != "called_off", lacking(), _to_come(now))
        .options(
            joinedload(ScheduledClass.course),
            joinedload(ScheduledClass.venue),
            joinedload(ScheduledClass.team),
            selectinload(ScheduledClass.sessions),
        )
    ).unique()
    return [need for row in rows for need in _for_class(row, now)]


def lacking() -> ColumnElement[bool]:
    """SQL, beside the course: whether a class lacks someone in its team, as the gate has it."""

    def there(*sides: str) -> ColumnElement[bool]:
        return exists().where(
            TeamMember.class_id == ScheduledClass.id,
            TeamMember.perspective.in_(sides),
            TeamMember.shown_name != "",  # else they were erased
        )

    return or_(~there("peer"), and_(Course.kind.not_in(PEER_ALONE), ~there(*sorted(OTHERS))))


def _to_come(now: datetime) -> ColumnElement[bool]:
    """A class with a session to come, or a draft without any yet."""
    ahead = exists().where(
        ClassSession.class_id == ScheduledClass.id,
        ClassSession.starts_at > now,
        ClassSession.called_off.is_(False),
    )
    planned = exists().where(ClassSession.class_id == ScheduledClass.id)
    return ahead | ~planned


def _for_class(row: ScheduledClass, now: datetime) -> list[Need]:
    sessions = row.ahead(now)
    told = may_be_told(row.state, [member.perspective_scope for member in row.team])
    needed = sides_needed(row.course.kind, row.sides)
    return [Need(row, sessions, sides, told=told) for sides in needed]


def _of_sessions(now: datetime) -> list[Need]:
    return [_for_session(row) for row in db.session.scalars(_absences(now)).unique()]


def _absences(now: datetime) -> Select[Any]:
    whole = joinedload(Absence.session).joinedload(ClassSession.scheduled_class)
    return (
        select(Absence)
        .join(ClassSession, ClassSession.id == Absence.session_id)
        .join(ScheduledClass, ScheduledClass.id == ClassSession.class_id)
        .where(ClassSession.starts_at > now, ClassSession.called_off.is_(False))
        .where(ScheduledClass.state != "called_off")
        .where(~exists().where(Substitute.absence_id == Absence.id))
        .options(
            joinedload(Absence.member),
            whole.joinedload(ScheduledClass.course),
            whole.joinedload(ScheduledClass.venue),
            whole.joinedload(ScheduledClass.team),
        )
    )


def _for_session(row: Absence) -> Need:
    """Whose side is missing is told only where the whole team shows theirs to everyone."""
    found = row.session.scheduled_class
    scopes = [member.perspective_scope for member in found.team]
    open_about_it = all(scope == "public" for scope in scopes)
    sides = (row.member.perspective,) if open_about_it else ()
    return Need(found, [row.session], sides, row)
