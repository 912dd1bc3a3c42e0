"""The plan of a session: when each part begins, and whether the parts fill the time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_PARTS = 30
MOST_MINUTES = 600
LONGEST_WORDS, LONGEST_BRING = 500, 200


@dataclass(frozen=True)
class Part:
    """One part as it is planned. Without a leader it is led together."""

    minutes: int
    words: str
    bring: str = ""
    leader_id: int | None = None


def starts(begins: datetime, minutes: Iterable[int]) -> list[datetime]:
    """When each part begins, one after the other."""
    found = []
    for length in minutes:
        found.append(begins)
        begins += timedelta(minutes=length)
    return found


def spare(begins: datetime, ends: datetime, minutes: Sequence[int]) -> int:
    """The minutes of a session that no part takes; below zero, how many too many there are."""
    return int((ends - begins).total_seconds() // 60) - sum(minutes)
