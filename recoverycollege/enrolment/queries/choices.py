"""What somebody chose in the catalogue, as conditions on a class. All are asked of one class."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, ColumnElement, and_, case, cast, extract, literal, or_, select

from recoverycollege.catalogue.models import Term
from recoverycollege.catalogue.rules import DAY_WORDS, HOURS, Filters
from recoverycollege.classes.models import ScheduledClass, Venue
from recoverycollege.enrolment.queries.coming import Coming

DAY, HOUR = 86_400, 3_600
THURSDAY = 3  # 1 January 1970
WEEKDAYS = tuple(DAY_WORDS)


def class_conditions(coming: Coming, filters: Filters, zone: ZoneInfo) -> list[ColumnElement[bool]]:
    """The conditions a class meets when it is what the filters ask for."""
    found: list[ColumnElement[bool]] = []
    for facet, column in (
        ("format", ScheduledClass.format),
        ("setting", ScheduledClass.setting),
        ("venue", Venue.slug),
    ):
        if values := filters.values(facet):
            found.append(column.in_(values))
    if terms := filters.values("term"):
        found.append(ScheduledClass.term_id.in_(select(Term.id).where(Term.slug.in_(terms))))
    found += [_access(value) for value in filters.values("access")]
    if filters.values("day") or filters.values("time"):
        found += _times(coming, filters, zone)
    if filters.places:
        found.append(coming.has_places)
    return found


def _access(value: str) -> ColumnElement[bool]:
    by_value: dict[str, ColumnElement[bool]] = {
        "step-free": Venue.step_free.is_(True),
        "hearing-loop": Venue.hearing_loop.is_(True),
        "accessible-toilet": Venue.accessible_toilet.is_(True),
        "quiet-room": Venue.quiet_room.is_(True),
        "online": ScheduledClass.format.in_(("online", "hybrid")),
    }
    return by_value[value]


def _times(coming: Coming, filters: Filters, zone: ZoneInfo) -> Iterator[ColumnElement[bool]]:
    """The weekday and the hour of a class are those of its first session."""
    seconds = _wall_clock(coming, zone)
    if days := filters.values("day"):
        weekday = (seconds // DAY + THURSDAY) % 7
        yield weekday.in_([WEEKDAYS.index(day) for day in days])
    if times := filters.values("time"):
        hour = seconds % DAY // HOUR
        ranges = (HOURS[time] for time in times)
        yield or_(*(and_(hour >= begin, hour < end) for begin, end in ranges))


def _wall_clock(coming: Coming, zone: ZoneInfo) -> ColumnElement[Any]:
    """Seconds since 1970 by the college's clock. Neither database is asked about zones: SQLite
    knows none, so the changes of the clock are written into the statement."""
    *changes, (_, offset) = _offsets(coming.now, zone)
    shift: ColumnElement[Any] = literal(offset)
    if changes:
        shift = case(*((coming.first_at < until, off) for until, off in changes), else_=offset)
    return cast(extract("epoch", coming.first_at), BigInteger) + shift


def _offsets(now: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, int]]:
    """(until, seconds from UTC) around now, until the next change of the clock, and the next."""
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(days=200)
    end = hour + timedelta(days=700)
    while hour < end:
        offset = _offset(hour, zone)
        step = timedelta(days=1)
        while hour < end and _offset(hour + step, zone) == offset:
            hour += step
        while hour < end and _offset(hour, zone) == offset:
            hour += timedelta(hours=1)
        yield hour, offset


def _offset(moment: datetime, zone: ZoneInfo) -> int:
    return int((moment.astimezone(zone).utcoffset() or timedelta()).total_seconds())
