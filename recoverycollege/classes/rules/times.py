"""Times for one-to-one peer support: each is a class of its own, with one date and one place."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from recoverycollege.classes.rules.clock_times import is_skipped
from recoverycollege.classes.rules.gate import ONE_TO_ONE
from recoverycollege.classes.rules.needs import WEEK
from recoverycollege.refusals import N_, Refused

MOST_TIMES = 60  # made at once
FURTHEST = timedelta(days=366)

NOT_ONE = N_(
    "A one-to-one time is for one person, so it has one place. For more people, add more times."
)


@dataclass(frozen=True)
class Row:
    """A row of times: on these weekdays from one day to another, at these times of the clock."""

    first: date
    last: date
    weekdays: Sequence[str]  # of WEEK
    starts: Sequence[time]
    minutes: int


@dataclass(frozen=True)
class Plan:
    """Times with the same peer worker in the same place."""

    course_id: int
    person_id: int
    venue_id: int
    room: str
    format: str
    setting: str
    joining_link: str
    row: Row


@dataclass(frozen=True)
class Time:
    """A time as it was looked at. `taught` and `held`: the other classes that the peer worker
    teaches then, and that are in the room."""

    starts_at: datetime
    ends_at: datetime
    taught: str = ""
    held: str = ""

    @property
    def free(self) -> bool:
        return not (self.taught or self.held)


Span = tuple[datetime, datetime]


def check_places(kind: str, capacity: int) -> None:
    """Raises `Refused` for more or fewer places than a kind can have."""
    if kind == ONE_TO_ONE and capacity != 1:
        raise Refused(NOT_ONE)


def check_dates(kind: str, dates: int) -> None:
    """Raises `Refused` for a second date of a time that someone can book."""
    if kind == ONE_TO_ONE and dates > 1:
        raise Refused(
            N_("A one-to-one time is one meeting. Add more times on the page of the course.")
        )


def fingerprint(plan: Plan, times: Sequence[Time]) -> str:
    """Of exactly these times: a page sends it back, so that nobody makes others than they saw."""
    return hashlib.sha256(repr((plan, list(times))).encode()).hexdigest()[:32]


def overlap(row: Row) -> bool:
    """Whether one time of a day would begin before another is over."""
    length = timedelta(minutes=row.minutes)
    begins = sorted(datetime.combine(row.first, at) for at in row.starts)
    return any(later - earlier < length for earlier, later in pairwise(begins))


def planned(row: Row, now: datetime, zone: ZoneInfo) -> list[Span]:
    """When each time begins and ends, the soonest first. Left out are times that have passed, and
    those that no clock shows because it goes forward. Raises `Refused` for too many."""
    days = min((row.last - row.first).days, FURTHEST.days)
    found = []
    for day in (row.first + timedelta(days=number) for number in range(days + 1)):
        if WEEK[day.weekday()] not in row.weekdays:
            continue
        for at in sorted(set(row.starts)):
            begins = datetime.combine(day, at, zone).astimezone(UTC)
            if begins > now and not is_skipped(day, at, zone):
                found.append((begins, begins + timedelta(minutes=row.minutes)))
    if len(found) > MOST_TIMES:
        raise Refused(
            N_("That would be %(count)s times. Please plan at most %(most)s at once."),
            count=len(found),
            most=MOST_TIMES,
        )
    return found
