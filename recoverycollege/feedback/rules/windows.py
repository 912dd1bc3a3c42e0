"""When a form may be answered, and which answers make a pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

BEFORE_UNTIL = timedelta(hours=24)  # after the first session began
PAIR_UNTIL = timedelta(days=21)  # after the last session
OPEN_FOR = timedelta(days=30)
REMIND_AFTER = timedelta(days=5)
INVITE_AFTER = timedelta(minutes=30)  # never on the way to a place


@dataclass(frozen=True)
class Meeting:
    """A session that takes place: two UTC instants."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Window:
    """When a form is open. `pair_until`: what comes later still counts, but makes no pair.
    `about`: the session it belongs to; its week is the only date that answers bear."""

    opens_at: datetime
    closes_at: datetime
    pair_until: datetime
    about: datetime

    def is_open(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at


def window(wave: str, meetings: Sequence[Meeting]) -> Window | None:
    """The window of a class's form; None for a class without a session. The before form is open
    from the beginning of time: whoever has a place may answer."""
    if not meetings:
        return None
    if wave == "before":
        first = min(m.starts_at for m in meetings)
        until = first + BEFORE_UNTIL
        return Window(datetime.min.replace(tzinfo=until.tzinfo), until, until, first)
    last = max(meetings, key=lambda m: m.ends_at)
    closes_at, pair_until = last.ends_at + OPEN_FOR, last.ends_at + PAIR_UNTIL
    return Window(last.starts_at, closes_at, pair_until, last.starts_at)


def week_of(about: datetime, zone: ZoneInfo) -> date:
    """The Monday of a session's week, by the college's clock. When someone pressed is not kept:
    laid beside the day they joined the class, it could tell who they are."""
    day = about.astimezone(zone).date()
    return day - timedelta(days=day.weekday())


def open_wave(meetings: Sequence[Meeting], now: datetime) -> str:
    """The form that is open now, before or after; the later one where both are. Empty: none."""
    for wave in ("after", "before"):
        found = window(wave, meetings)
        if found is not None and found.is_open(now):
            return wave
    return ""
