"""Classes as the office plans them: where each stands, and what it still needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import ClassSession, ScheduledClass, TeamMember, Venue
from recoverycollege.classes.rules.gate import missing_for
from recoverycollege.database import db
from recoverycollege.enrolment.queries.places import counts
from recoverycollege.enrolment.rules.places import Counts
from recoverycollege.staff.queries.courses import has_words

PAGE = 30


@dataclass(frozen=True)
class Filters:
    """What to look for; empty means all. `state` also knows coming, needs (someone) and over."""

    search: str = ""
    term_id: int | None = None
    state: str = "coming"
    course_id: int | None = None


@dataclass(frozen=True)
class ClassLine:
    """A class in the office's list."""

    id: int
    title: str
    kind: str
    state: str
    venue: str
    starts_at: datetime | None  # its first date
    ends_at: datetime | None  # its last
    missing: list[str] = field(default_factory=list)  # in its team
    counts: Counts | None = None


def classes(filters: Filters, page: int, now: datetime) -> tuple[list[ClassLine], int, int]:
    """One page of classes by their first date, how many pages there are, and how many classes."""
    rows = [
        row
        for row in db.session.execute(_narrowed(filters, now))
        if has_words(row.title, filters.search)
    ]
    if filters.state == "needs":
        lacking = _missing(rows)
        rows = [row for row in rows if lacking[row.id]]
    shown = rows[(page - 1) * PAGE : page * PAGE]
    missing = _missing(shown)
    numbers = counts([row.id for row in shown], now) if shown else {}
    lines = [
        ClassLine(**row._mapping, missing=missing[row.id], counts=numbers.get(row.id))
        for row in shown
    ]
    return lines, -(-len(rows) // PAGE), len(rows)


def _narrowed(filters: Filters, now: datetime) -> Select[Any]:
    starts, ends = _session_time(func.min, "starts_at"), _session_time(func.max, "ends_at")
    query = (
        select(
            ScheduledClass.id,
            Course.title,
            Course.kind,
            ScheduledClass.state,
            Venue.name.label("venue"),
            starts.label("starts_at"),
            ends.label("ends_at"),
        )
        .join(Course, Course.id == ScheduledClass.course_id)
        .join(Venue, Venue.id == ScheduledClass.venue_id)
        .order_by(starts.is_(None).desc(), starts, ScheduledClass.id)
    )
    if filters.term_id:
        query = query.where(ScheduledClass.term_id == filters.term_id)
    if filters.course_id:
        query = query.where(ScheduledClass.course_id == filters.course_id)
    if filters.state in ("draft", "open", "called_off"):
        query = query.where(ScheduledClass.state == filters.state)
    if filters.state in ("coming", "needs"):
        query = query.where(ScheduledClass.state != "called_off", ends.is_(None) | (ends >= now))
    if filters.state == "over":
        query = query.where(ends < now)
    return query


def _session_time(pick: Any, column: str) -> Any:
    return (
        select(pick(getattr(ClassSession, column)))
        .where(ClassSession.class_id == ScheduledClass.id)
        .correlate(ScheduledClass)
        .scalar_subquery()
    )


def _missing(rows: Sequence[Any]) -> dict[int, list[str]]:
    """Class id → who is missing in its team."""
    kinds = {row.id: row.kind for row in rows}
    teams: dict[int, list[str]] = defaultdict(list)
    members = select(TeamMember.class_id, TeamMember.perspective)
    there = members.where(TeamMember.class_id.in_(kinds), TeamMember.shown_name != "")
    for class_id, perspective in db.session.execute(there):
        teams[class_id].append(perspective)
    return {class_id: missing_for(kind, teams[class_id]) for class_id, kind in kinds.items()}


def one_class(class_id: int) -> ScheduledClass | None:
    """A class with everything its page tells."""
    return db.session.scalar(
        select(ScheduledClass)
        .where(ScheduledClass.id == class_id)
        .options(
            joinedload(ScheduledClass.course, innerjoin=True),
            joinedload(ScheduledClass.venue, innerjoin=True),
            joinedload(ScheduledClass.term),
            selectinload(ScheduledClass.sessions),
            selectinload(ScheduledClass.team).joinedload(TeamMember.person),
        )
    )
