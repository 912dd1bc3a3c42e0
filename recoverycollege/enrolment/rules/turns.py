"""Whose turn it is, when the office puts somebody forward; and forms that arrived earlier.

The line stands in the order of priority, then of the joining number. Numbers never change: to put
someone before others, priorities are raised, and no more of them than the new order needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from recoverycollege.refusals import N_, Refused

EARLIER = "came_earlier"  # the reason that puts someone before those who asked later
REASONS = (EARLIER, "our_mistake", "only_this", "manager")
AFTER_CALLED_OFF = 1  # the priority on the next date of those whose class was called off
KEPT_FOR = timedelta(days=60)


@dataclass(frozen=True)
class Turn:
    """One wish in line."""

    enrolment_id: int
    number: int
    asked_at: datetime
    priority: int = 0


class InLine(Protocol):
    """What the order of a line is made of."""

    @property
    def number(self) -> int: ...

    @property
    def priority(self) -> int: ...


Placed = TypeVar("Placed", bound=InLine)


def in_order(line: Iterable[Placed]) -> list[Placed]:
    """Staff priority first, then the joining number."""
    return sorted(line, key=lambda turn: (-turn.priority, turn.number))


def asked_later(line: Iterable[Turn], mine: Turn) -> list[Turn]:
    """Those before me who asked after me, and were not put forward themselves."""
    ahead = (t for t in in_order(line) if t.priority == mine.priority and t.number < mine.number)
    return [turn for turn in ahead if turn.asked_at > mine.asked_at]


def put_forward(
    line: Iterable[Turn], mine: Turn, reason: str, *, by_lot: bool = False
) -> dict[int, int]:
    """Enrolment id → its new priority, for those that change. A form that came earlier goes before
    those who asked later; every other reason puts someone first. `by_lot`: the numbers will be
    drawn, so nobody comes earlier, and only a priority above all others puts someone first."""
    if by_lot:
        return {} if reason == EARLIER else _above_all(line, mine)
    others = [turn for turn in in_order(line) if turn.enrolment_id != mine.enrolment_id]
    later = asked_later(others, mine)
    if reason == EARLIER and not later:
        return {}
    place = others.index(later[0]) if reason == EARLIER else 0
    return _priorities([*others[:place], mine, *others[place:]])


def _above_all(line: Iterable[Turn], mine: Turn) -> dict[int, int]:
    top = max((t.priority for t in line if t.enrolment_id != mine.enrolment_id), default=0)
    return {} if mine.priority > top else {mine.enrolment_id: top + 1}


def _priorities(wanted: Sequence[Turn]) -> dict[int, int]:
    """The lowest priorities that put the line in this order, lowering nobody's: those that
    change. Whoever stands before a smaller number needs more than it has."""
    changes: dict[int, int] = {}
    least, number = 0, 0
    for turn in reversed(wanted):
        least = max(turn.priority, least + (turn.number > number if number else 0))
        number = turn.number
        if least != turn.priority:
            changes[turn.enrolment_id] = least
    return changes


def check_received(at: datetime, now: datetime) -> None:
    """Raises `Refused` unless a form can have arrived then."""
    if at > now:
        raise Refused(N_("This time is still to come. Please check the day and the time."))
    if at < now - KEPT_FOR:
        raise Refused(N_("This is more than 60 days ago. Please ask them if they still wish it."))
