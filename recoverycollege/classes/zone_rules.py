"""A zone's clock changes as a VTIMEZONE, worked out from the zone itself.

Without this block some readers keep the wrong hour after a clock change. The changes are written
as yearly rules where the zone keeps to one, which is what the oldest calendar programs read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

LOOK_AHEAD_YEARS = 10
_STEP = timedelta(days=7)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class Change:
    """A moment at which the clock jumps, or the state at the beginning (`before` == `after`)."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool

    @property
    def onset(self) -> datetime:
        """On the clock as it was before the change, the way the standard wants it."""
        return (self.at + self.before).replace(tzinfo=None)


def timezone_block(zone: ZoneInfo, first: datetime) -> Timezone:
    """The VTIMEZONE of a zone, right from the year of `first` on."""
    block = Timezone()
    block.add("tzid", zone.key)
    start = datetime(first.year, 1, 1, tzinfo=UTC)
    end = start.replace(year=first.year + LOOK_AHEAD_YEARS)
    block.add_component(_component(_state(zone, start)))

    def kind(change: Change) -> tuple[bool, str, timedelta, timedelta]:
        return change.summer, change.name, change.before, change.after

    for _kind, group in groupby(sorted(_changes(zone, start, end), key=kind), kind):
        same = sorted(group, key=lambda change: change.at)
        rule = _yearly(same)
        if rule:
            block.add_component(_component(same[0], rule))
        else:
            for change in same:
                block.add_component(_component(change))
    return block


def _state(zone: ZoneInfo, at: datetime) -> Change:
    local = at.astimezone(zone)
    offset = local.utcoffset() or timedelta()
    return Change(at, offset, offset, local.tzname() or "", bool(local.dst()))


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[Change]:
    while start < end:
        step = start + _STEP
        before = _state(zone, start).after
        if _state(zone, step).after != before:
            after = _state(zone, _moment_of_change(zone, start, step))
            yield Change(after.at, before, after.after, after.name, after.summer)
        start = step


def _moment_of_change(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """The first minute at which the clock of `high` holds, by halving."""
    before = _state(zone, low).after
    while high - low > timedelta(minutes=1):
        middle = low + timedelta(minutes=(high - low) // timedelta(minutes=2))
        low, high = (middle, high) if _state(zone, middle).after == before else (low, middle)
    return high


def _yearly(same: list[Change]) -> dict[str, object] | None:
    """The rule `same` follow, if it is one: the nth or last such weekday of a month."""
    days = [change.onset for change in same]
    if len(days) < LOOK_AHEAD_YEARS or len({(d.month, d.weekday(), d.time()) for d in days}) > 1:
        return None
    weekday = _WEEKDAYS[days[0].weekday()]
    weeks = {(day.day - 1) // 7 + 1 for day in days}
    if all((day + timedelta(days=7)).month != day.month for day in days):
        weeks = {-1}
    if len(weeks) > 1:
        return None
    return {"freq": "yearly", "bymonth": days[0].month, "byday": f"{weeks.pop()}{weekday}"}


def _component(
    change: Change, rule: dict[str, object] | None = None
) -> TimezoneDaylight | TimezoneStandard:
    part = TimezoneDaylight() if change.summer else TimezoneStandard()
    part.add("dtstart", change.onset)
    part.add("tzoffsetfrom", change.before)
    part.add("tzoffsetto", change.after)
    part.add("tzname", change.name)
    if rule:
        part.add("rrule", rule)
    return part
