"""Times that a wall clock skips, or shows twice, on the days it is changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from recoverycollege.refusals import N_, Refused


def is_skipped(day: date, at: time, zone: ZoneInfo) -> bool:
    """Whether the clock in `zone` never shows this time on this day, because it goes forward."""
    there = datetime.combine(day, at, zone)
    return there.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != there.replace(tzinfo=None)


def comes_twice(day: date, at: time, zone: ZoneInfo) -> bool:
    """Whether the clock in `zone` shows this time twice on this day, because it goes back."""
    return occurs_twice(datetime.combine(day, at, zone)) and not is_skipped(day, at, zone)


def occurs_twice(moment: datetime) -> bool:
    """Whether the wall clock of `moment` shows its time a second time, or has shown it before."""
    return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()


def check_shown(day: date, at: time, zone: ZoneInfo) -> None:
    """Raises `Refused` for a time that no clock will show."""
    if is_skipped(day, at, zone):
        raise Refused(
            N_(
                "The clocks go forward on %(day)s, and %(time)s is skipped: no clock shows it."
                " Please choose another time."
            ),
            day=f"{day:%d/%m/%Y}",
            time=f"{at:%H:%M}",
        )
