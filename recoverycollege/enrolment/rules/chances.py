"""How likely a turn in the line is to become a place, in words, from what earlier classes show."""

from __future__ import annotations

from collections.abc import Sequence

from recoverycollege.refusals import N_

ENOUGH = 3  # classes; of fewer nothing can be said
OFTEN = N_("Places often come free.")
LIKELY = N_("In most earlier classes of this course, people at your place in line got in.")
POSSIBLE = N_("In some earlier classes of this course, people at your place in line got in.")
SELDOM = N_(
    "In earlier classes of this course, fewer places came free. Another date may be quicker."
)


def chance(position: int, freed: Sequence[int]) -> str:
    """What to say to someone at this place in line (1 is next). `freed`: for each of the latest
    classes of the course, how many people in line got a place."""
    if len(freed) < ENOUGH:
        return OFTEN
    reached = sum(places >= position for places in freed)
    if 2 * reached > len(freed):
        return LIKELY
    return POSSIBLE if reached else SELDOM
