"""Looking back after a class: who is asked, when the words open to the team, and who reads them.

Only those who were in the team while the class ran are asked, and nobody reads words that were
written before they joined: whoever is put into a team afterwards learns nothing by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from recoverycollege.classes.rules.records import SIDES, side_of

OPENS_AFTER = timedelta(days=14)  # whoever has not answered by then; counted from the last session
ASK_AFTER = timedelta(days=1)
ASK_UNTIL = timedelta(days=7)  # later a letter would only surprise
KEPT_FOR = timedelta(days=730)
LONGEST = 4000

Stage = Literal["never", "early", "writing", "open"]


@dataclass(frozen=True)
class Member:
    """One of a team. `here`: not erased. `answered_at`: they wrote, or said not this time
    (`passed`)."""

    person_id: int
    joined_at: datetime
    here: bool = True
    answered_at: datetime | None = None
    passed: bool = False
    perspective: str = ""


def asked(team: Sequence[Member], ended_at: datetime | None) -> list[Member]:
    """Who taught the class together: those who were in its team before it ended."""
    if ended_at is None:
        return []
    return [member for member in team if member.here and member.joined_at < ended_at]


def opens_at(ended_at: datetime) -> datetime:
    """When the words open at the latest."""
    return ended_at + OPENS_AFTER


def stage(
    team: Sequence[Member], ended_at: datetime | None, now: datetime, *, held: bool = True
) -> Stage:
    """Where a team stands. A class that was not held (a draft, or called off) has no questions."""
    those = asked(team, ended_at)
    if not held or ended_at is None or not those:
        return "never"
    if now < ended_at:
        return "early"
    if all(member.answered_at for member in those) or now >= opens_at(ended_at):
        return "open"
    return "writing"


def may_read(reader: Member, author: Member) -> bool:
    """Whether one of those asked may read what another wrote, once it is open."""
    return author.answered_at is not None and reader.joined_at < author.answered_at


def both_wrote(team: Sequence[Member], ended_at: datetime | None) -> bool:
    """Whether a peer and someone else wrote, each alone. What they wrote is nowhere asked."""
    those = (member for member in asked(team, ended_at) if member.answered_at)
    return {side_of(member.perspective) for member in those if not member.passed} == set(SIDES)
