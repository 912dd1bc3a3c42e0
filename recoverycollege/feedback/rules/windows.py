"""When a form may be answered, and which answers make a pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BEFORE_UNTIL = timedelta(hours=24)  # after the first session began
PAIR_UNTIL = timedelta(days=21)  # after the last session
OPEN_FOR = timedelta(days=30)
REMIND_AFTER = timedelta(days=5)
INVITE_AFTER = timedelta(minutes=30)  # never on the way to a place
APART = timedelta(days=14)  # between two invitations to one person, across classes
TWELVE_WEEKS = timedelta(weeks=12)
MID_FROM = 4  # sessions: a shorter class has no half-way
AFTER_TERM = timedelta(days=14)  # so long may what is asked once a term be answered after it


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
    """The window of a class's form; None for a class without it. The before form is open from the
    beginning of time: whoever has a place may answer."""
    if not meetings:
        return None
    ordered = sorted(meetings, key=lambda m: m.starts_at)
    first, last = ordered[0], max(meetings, key=lambda m: m.ends_at)
    if wave == "before":
        until = first.starts_at + BEFORE_UNTIL
        since = datetime.min.replace(tzinfo=until.tzinfo)
        return Window(since, until, until, first.starts_at)
    if wave == "mid":
        return _half_way(ordered)
    if wave == "left":
        until = last.ends_at + OPEN_FOR
        return Window(first.starts_at, until, until, first.starts_at)
    if wave == "later":
        since = last.ends_at + TWELVE_WEEKS
        return Window(since, since + OPEN_FOR, since + OPEN_FOR, last.starts_at)
    closes_at, pair_until = last.ends_at + OPEN_FOR, last.ends_at + PAIR_UNTIL
    return Window(last.starts_at, closes_at, pair_until, last.starts_at)


def _half_way(ordered: Sequence[Meeting]) -> Window | None:
    """From the session that ends the first half until the last one begins: thirty days at most."""
    if len(ordered) < MID_FROM:
        return None
    half, last = ordered[len(ordered) // 2 - 1], ordered[-1]
    until = min(last.starts_at, half.starts_at + OPEN_FOR)
    return Window(half.starts_at, until, until, half.starts_at)


def term_window(starts_on: date, ends_on: date, zone: ZoneInfo) -> Window:
    """When what is asked once a term may be answered."""
    opens_at = datetime.combine(starts_on, time(0), zone)
    closes_at = datetime.combine(ends_on + timedelta(days=1), time(0), zone) + AFTER_TERM
    return Window(opens_at, closes_at, closes_at, opens_at)


def term_is_closed(wave: str, ends_on: date, today: date) -> bool:
    """Whether the forms of a wave are over in a term that ends then."""
    since = {"later": TWELVE_WEEKS + OPEN_FOR, "mid": OPEN_FOR, "left": OPEN_FOR}
    return today > ends_on + since.get(wave, AFTER_TERM)


def half_of(starts_on: date, ends_on: date, zone: ZoneInfo) -> datetime:
    """When the second half of a term begins: then people are asked what is asked once a term."""
    middle = starts_on + (ends_on - starts_on) / 2
    return datetime.combine(middle, time(0), zone)


def is_apart(invited_at: datetime | None, now: datetime) -> bool:
    """Whether someone who was last invited then may be written to again, across classes."""
    return invited_at is None or invited_at <= now - APART


def week_of(about: datetime, zone: ZoneInfo) -> date:
    """The Monday of a session's week, by the college's clock. When someone pressed is not kept:
    laid beside the day they joined the class, it could tell who they are."""
    day = about.astimezone(zone).date()
    return day - timedelta(days=day.weekday())


def open_wave(meetings: Sequence[Meeting], now: datetime) -> str:
    """The form that is open now to whoever has a place; the later one of several. Empty: none."""
    for wave in ("later", "after", "mid", "before"):
        found = window(wave, meetings)
        if found is not None and found.is_open(now):
            return wave
    return ""
