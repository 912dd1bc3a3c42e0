"""Which co-teachers a class looks for, who fits, and where that may be told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from recoverycollege.classes.rules.gate import NO_OTHER, NO_PEER, missing_for
from recoverycollege.daytime import next_daytime

Sides: TypeAlias = tuple[str, ...]

TIME_TO_ANSWER = timedelta(days=7)
AFTERWARDS = timedelta(days=1)  # how long a substitute may correct the register
SIDES: dict[str, Sides] = {NO_PEER: ("peer",), NO_OTHER: ("practitioner", "relative")}
NOON, EVENING = 12, 17
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def sides_needed(kind: str, perspectives: Sequence[str]) -> list[Sides]:
    """For each person that is missing, the perspectives that would do."""
    missing = missing_for(kind, perspectives)
    return [SIDES[one] for one in missing if one in SIDES]


def may_be_told(state: str, scopes: Collection[str]) -> bool:
    """Whether all co-teachers may read which side a class lacks. Once a class is open everyone can
    see its team, and what it lacks would tell what those in it hide; before that nobody can."""
    return state == "draft" or all(scope == "public" for scope in scopes)


def fitting(needed: Sides, own: Collection[str]) -> list[str]:
    """The perspectives from which someone could fill a need."""
    return [side for side in needed if side in own]


def part_of_day(local: datetime) -> str:
    if local.hour < NOON:
        return "morning"
    return "afternoon" if local.hour < EVENING else "evening"


def times_fit(days: Collection[str], parts: Collection[str], starts: Sequence[datetime]) -> bool:
    """Whether somebody's days and times hold all these (local) starts. None chosen: any will do."""
    return all(
        (not days or WEEK[start.weekday()] in days) and (not parts or part_of_day(start) in parts)
        for start in starts
    )


def answer_by(now: datetime, starts_at: datetime | None, zone: ZoneInfo) -> datetime:
    """Until when an answer is hoped for: a week, and before it begins."""
    week = next_daytime(now + TIME_TO_ANSWER, zone)
    return min(week, starts_at) if starts_at and starts_at > now else week


def open_since(now: datetime) -> datetime:
    """A substitute may still open the sessions that ended later than this."""
    return now - AFTERWARDS
