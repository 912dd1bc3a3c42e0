"""The only reader of the time. Everything below the web floor gets the time as an argument."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

__all__ = ["instant", "local", "now", "today", "week_of"]


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """The instant `moment` as the wall clock in `zone` shows it."""
    return moment.astimezone(zone)


def today(zone: ZoneInfo) -> date:
    """Today's date in `zone`."""
    return now().astimezone(zone).date()


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a local date and time. A time skipped by a clock change moves on."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def week_of(day: date) -> date:
    """The Monday of that week."""
    return day - timedelta(days=day.weekday())
