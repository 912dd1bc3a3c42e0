"""What else a co-teacher teaches, and what else meets in a room, on the days of a class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Select, exists, select, union_all

from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import (
    Absence,
    ClassSession,
    ScheduledClass,
    Substitute,
    TeamMember,
    Venue,
)
from recoverycollege.classes.rules.clashes import ON_THE_WAY, Clash, Meeting, clashing
from recoverycollege.database import db
from recoverycollege.text import fold

Rows: TypeAlias = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class InTheRoom:
    """A session of another class in the same room at the same time."""

    class_id: int
    title: str
    starts_at: datetime
    ends_at: datetime


def meetings(found: ScheduledClass, sessions: Sequence[ClassSession]) -> list[Meeting]:
    """Sessions of a class as the rule takes them."""
    place = None if found.venue.online else found.venue_id
    return [Meeting(s.starts_at, s.ends_at, place, found.id) for s in sessions]


def teaches_then(
    person_ids: Collection[int], sessions: Sequence[ClassSession]
) -> dict[int, list[Meeting]]:
    """Person id → what they teach, or step in for, around these sessions. One statement."""
    if not (sessions and person_ids):
        return {}
    first = min(one.starts_at for one in sessions) - ON_THE_WAY
    last = max(one.ends_at for one in sessions) + ON_THE_WAY
    between = (ClassSession.ends_at > first, ClassSession.starts_at < last)
    both = union_all(
        _taught().where(*between, TeamMember.person_id.in_(person_ids)),
        _stepped_in().where(*between, Substitute.person_id.in_(person_ids)),
    )
    found: dict[int, list[Meeting]] = defaultdict(list)
    for row in db.session.execute(both):
        place = None if row.online else row.venue_id
        meeting = Meeting(row.starts_at, row.ends_at, place, row.class_id)
        found[row.person_id].append(meeting)
    return found


def teaching_clashes(
    person_ids: Collection[int], found: ScheduledClass, sessions: Sequence[ClassSession]
) -> dict[int, list[Clash]]:
    """Person id → what else they teach that clashes with these sessions of a class."""
    wanted = meetings(found, sessions)
    taught = teaches_then(person_ids, sessions)
    return {person_id: clashing(wanted, held) for person_id, held in taught.items()}


def _taught() -> Rows:
    away = exists().where(Absence.session_id == ClassSession.id, Absence.member_id == TeamMember.id)
    query = _sessions(TeamMember.person_id)
    return query.join(TeamMember, TeamMember.class_id == ScheduledClass.id).where(~away)


def _stepped_in() -> Rows:
    return (
        _sessions(Substitute.person_id)
        .join(Absence, Absence.session_id == ClassSession.id)
        .join(Substitute, Substitute.absence_id == Absence.id)
    )


def _sessions(person_id: Any) -> Rows:
    return (
        select(
            person_id.label("person_id"),
            ClassSession.starts_at,
            ClassSession.ends_at,
            ScheduledClass.id.label("class_id"),
            ScheduledClass.venue_id,
            Venue.online,
        )
        .select_from(ClassSession)
        .join(ScheduledClass, ScheduledClass.id == ClassSession.class_id)
        .join(Venue, Venue.id == ScheduledClass.venue_id)
        .where(ClassSession.called_off.is_(False), ScheduledClass.state != "called_off")
    )


def in_the_room(
    found: ScheduledClass, wanted: Sequence[tuple[datetime, datetime]]
) -> list[InTheRoom]:
    """Sessions of other classes in the room of this class while it would meet there. Online there
    is room for everyone."""
    if not wanted or found.format == "online" or db.session.get_one(Venue, found.venue_id).online:
        return []
    rows = db.session.execute(
        select(
            ScheduledClass.id,
            Course.title,
            ClassSession.starts_at,
            ClassSession.ends_at,
            ScheduledClass.room,
        )
        .join(ScheduledClass, ScheduledClass.id == ClassSession.class_id)
        .join(Course, Course.id == ScheduledClass.course_id)
        .where(ScheduledClass.venue_id == found.venue_id, ScheduledClass.id != found.id)
        .where(ScheduledClass.state != "called_off", ScheduledClass.format != "online")
        .where(ClassSession.called_off.is_(False))
        .where(ClassSession.ends_at > min(starts for starts, _ends in wanted))
        .where(ClassSession.starts_at < max(ends for _starts, ends in wanted))
        .order_by(ClassSession.starts_at, ScheduledClass.id)
    )
    return [
        InTheRoom(id_, title, starts_at, ends_at)
        for id_, title, starts_at, ends_at, room in rows
        if fold(room) == fold(found.room)
        and any(starts_at < ends and starts < ends_at for starts, ends in wanted)
    ]
