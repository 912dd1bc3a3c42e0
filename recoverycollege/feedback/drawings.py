"""Where things lie in the drawings of results. Nothing lies finer than the table beside it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recoverycollege.feedback.queries.instruments import score_called
from recoverycollege.feedback.queries.parts import Line, Spread
from recoverycollege.feedback.rules.privacy import says_enough

LEFT, WIDTH = 2.0, 96.0  # where the least lies in the drawing, and how far it is to the most, in %
MIDDLE, HALF = 50.0, 48.0
COLUMN, HEIGHT = 7.0, 72.0  # how wide a column is in %, and how high the highest, in px


@dataclass(frozen=True)
class Drawing:
    """Where things lie from left to right, in per cent of the width."""

    before: float
    after: float
    low: float
    width: float  # of the bar that shows the interval


@dataclass(frozen=True)
class Bars:
    """Down to the left, up to the right, the same about the middle: left ends and widths, in %."""

    down: tuple[float, float]
    same: tuple[float, float]
    up: tuple[float, float]


@dataclass(frozen=True)
class Column:
    """How many gave one answer, before and after: left ends in %, heights in px."""

    before: float
    before_height: float
    after: float
    after_height: float


def drawing(line: Line) -> Drawing:
    """The dumbbell of an item. The bar shows where, from the same beginning, the end most likely
    lies; it stays on the scale. Nothing lies finer than the table says it."""
    before, after, low, high = (
        round(value, line.decimals) for value in (line.before, line.after, line.low, line.high)
    )
    known = score_called(line.item.id)
    least, most = (known[1].low, known[1].high) if known else (1.0, 5.0)
    places = [
        (value - least) / (most - least) for value in (before, after, before + low, before + high)
    ]
    first, second, left, right = (round(LEFT + WIDTH * min(1, max(0, at)), 2) for at in places)
    return Drawing(first, second, left, round(right - left, 2))


def bars(line: Line) -> Bars | None:
    """The diverging bar of an item: all of it has the same length, and lies the more to the right
    the more rose. None where so many are kept back that the rest would mislead."""
    total = line.down + line.same + line.up
    if not says_enough(total, line.people):
        return None
    down, same, up = (round(HALF * part / total, 2) for part in (line.down, line.same, line.up))
    left, right = round(MIDDLE - same / 2, 2), round(MIDDLE + same / 2, 2)
    return Bars((round(left - down, 2), down), (left, same), (right, up))


def columns(spread: Spread) -> Sequence[Column]:
    """A pair of columns for each answer, before and after, all on one scale."""
    most = max(*spread.before, *spread.after, 1)
    width = 100 / len(spread.before)
    found = []
    for place, (before, after) in enumerate(zip(spread.before, spread.after, strict=True)):
        middle = (place + 0.5) * width
        heights = [round(HEIGHT * count / most, 1) for count in (before, after)]
        found.append(Column(round(middle - COLUMN, 2), heights[0], round(middle, 2), heights[1]))
    return found
