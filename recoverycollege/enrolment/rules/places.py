"""Who gets a place now, who waits, and who is next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from recoverycollege.enrolment.rules.turns import in_order
from recoverycollege.refusals import N_, Refused

MOST_PASSED = 2  # times a party too big for what is free is passed; then places are kept for it


@dataclass(frozen=True)
class Counts:
    """The places of a class, counted from rows: capacity, and places per state.

    `waiting` counts the people in line who were reached (confirmed) and are not resting; to
    `held_up` of them nothing is offered now, so they keep nobody from a free place.
    `gathering`: wishes are gathered for a lot, and nobody has a place at once.
    """

    capacity: int
    enrolled: int = 0
    offered: int = 0
    waiting: int = 0
    held_up: int = 0
    gathering: bool = False

    @property
    def free(self) -> int:
        """Places neither taken nor set aside; lowering a capacity can leave fewer than none."""
        return max(0, self.capacity - self.enrolled - self.offered)

    @property
    def public_free(self) -> int:
        """Places anyone may still have: those in line whose turn can come are first."""
        return max(0, self.free - self.waiting + self.held_up)


@dataclass(frozen=True)
class Openness:
    """What decides whether a class can be asked for."""

    state: str
    starts_at: datetime | None
    enrol_from: date | None = None
    enrol_until: date | None = None


@dataclass(frozen=True)
class Wish:
    """One wish in line."""

    enrolment_id: int
    number: int
    places: int = 1
    priority: int = 0
    eligible: bool = True
    passed: int = 0


def check_open(facts: Openness, now: datetime, today: date) -> None:
    """Raises `Refused` unless the class can be asked for now. `today` is the college's date."""
    if facts.state == "called_off":
        raise Refused(N_("This class had to be called off. Please look at the other dates."))
    if facts.state != "open" or facts.starts_at is None:
        raise Refused(N_("This class is not open yet. Please look again soon."))
    if now >= facts.starts_at:
        raise Refused(N_("This class has already started. Please look at the other dates."))
    if facts.enrol_from and today < facts.enrol_from:
        raise Refused(
            N_("You can save a place from %(day)s."), day=facts.enrol_from.strftime("%d/%m/%Y")
        )
    if facts.enrol_until and today > facts.enrol_until:
        raise Refused(
            N_("Saving a place for this class has ended. Please ring us, or look at other dates.")
        )


def has_place(counts: Counts, places: int = 1) -> bool:
    """Whether someone asking now gets `places` at once: never past those already in line whose
    turn can come, and not before a lot is drawn."""
    return not counts.gathering and counts.public_free >= places


@dataclass(frozen=True)
class Round:
    """What one round of the line comes to: who is next, and the parties too big for what is free
    that somebody behind them was given a place before."""

    chosen: list[Wish]
    passed: list[Wish]


def next_in_line(line: Iterable[Wish], free: int, capacity: int, *, keep: bool = True) -> Round:
    """The wishes that the free places go to, in order.

    A party that is too big for what is free is passed, so that nobody behind it waits beside a free
    place; from the third time on the places are kept until they are enough for it. One that is
    bigger than the class never holds anybody up. `keep`: not near the start, when there is no time
    left for that.
    """
    chosen: list[Wish] = []
    big: list[Wish] = []
    passed: list[Wish] = []
    for wish in in_order(line):
        if not wish.eligible or wish.places > capacity:
            continue
        if wish.places <= free:
            chosen.append(wish)
            free -= wish.places
            passed = list(big)
        elif keep and wish.passed >= MOST_PASSED:
            break
        else:
            big.append(wish)
    return Round(chosen, passed)
