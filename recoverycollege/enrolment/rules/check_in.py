"""Checking in by oneself: when a session takes it, and what someone is told who opens its link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from recoverycollege.enrolment.rules.attendance import ON_REGISTER, WAS_THERE

OPENS = timedelta(minutes=45)  # before the session: whoever comes early is in the room


@dataclass(frozen=True)
class Standing:
    """How someone stands with a session. `state`: of their place or wish, empty without one.
    `by_self`: the mark is their own."""

    state: str = ""
    mark: str = ""
    by_self: bool = False


def door(starts_at: datetime, ends_at: datetime, now: datetime, *, called_off: bool) -> str:
    """called_off, early, open or over."""
    if called_off:
        return "called_off"
    if now < starts_at - OPENS:
        return "early"
    return "open" if now <= ends_at else "over"


def told(door: str, mine: Standing | None) -> str:
    """What someone is told; only at `ready` can they check in. None: nobody knows who they are.

    What the team has marked stays as it is, whatever it says; their own "can't come" does not.
    """
    if door == "called_off":
        return door
    if mine is not None and mine.mark in WAS_THERE:
        return "noted_by_self" if mine.by_self else "noted_by_team"
    if door != "open":
        return door
    if mine is None:
        return "sign_in"
    if mine.state not in ON_REGISTER:
        return "in_line" if mine.state in ("waiting", "offered") else "no_place"
    return "team_says_not" if mine.mark and not mine.by_self else "ready"
