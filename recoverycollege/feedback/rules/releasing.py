"""What a released report may count and print, so that no arithmetic between it and anything else
that was published tells of a few.

Two published sums, one taken from the other, tell of the classes that only one of them counts; and
three or more tell of what lies in the same ones of them. So every set of classes is taken apart
into pieces that no published sum separates: whatever can be worked out is made of whole pieces.
A report is released only when each piece it makes, within it and beside it, is of enough people,
and what it leaves of each published sum is so too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from itertools import chain
from typing import NamedTuple

from recoverycollege.feedback.rules.privacy import THRESHOLD, percent, rounded

COMMISSIONERS = 10  # nothing of fewer people leaves the college


class Class(NamedTuple):
    """One class of a release. `new`: a scope and its id → those of its `people` whom no class
    closed earlier counts there, so that their sum over classes is of different people."""

    people: int
    new: Mapping[tuple[str, int], int]


Classes = Mapping[int, Class]
Sets = Sequence[Set[int]]  # of class ids
Figures = Sequence[Sets]  # what each published sum counted at first, and what came to it later


def at_least(classes: Iterable[Class]) -> int:
    """How many different people these classes have, at least. Within a class nobody counts
    twice."""
    sums, largest = Counter[tuple[str, int]](), 0
    for each in classes:
        sums.update(each.new)
        largest = max(largest, each.people)
    return max([largest, *sums.values()])


def few(classes: Iterable[Class], least: int) -> bool:
    """Whether these classes, if any, may have fewer different people than that. Looks no further
    than it must."""
    sums = Counter[tuple[str, int]]()
    each = None
    for each in classes:
        sums.update(each.new)
        if each.people >= least or any(sums[of] >= least for of in each.new):
            return False
    return each is not None


def pieces(ids: Iterable[int], published: Figures) -> list[tuple[bool, set[int]]]:
    """These classes, taken apart by what is published; and whether any of it counts the piece."""
    within: dict[int, list[int]] = defaultdict(list)
    for number, of in enumerate(chain.from_iterable(published)):
        for one in of:
            within[one].append(number)
    found: dict[tuple[int, ...], set[int]] = defaultdict(set)
    for one in ids:
        found[tuple(within.get(one, ()))].add(one)
    return [(bool(of), found[of]) for of in sorted(found)]


def countable(ids: Set[int], pages: Figures, classes: Classes) -> set[int]:
    """Those of these classes that a release may count beside the college's own pages: each piece
    that the pages set apart is counted whole, when it is of eight people or more."""
    kept: set[int] = set()
    for _, piece in pieces(ids, pages):
        if at_least(classes[one] for one in piece) >= THRESHOLD:
            kept |= piece
    return kept


def tells(ids: Set[int], published: Figures, classes: Classes, least: int) -> bool:
    """Whether these classes, laid beside what is published, would tell of fewer than `least`
    people: within them, or in the rest of something that they take apart."""
    everything = set(ids).union(*chain.from_iterable(published))
    for known, piece in pieces(everything, published):
        inside, beside = piece & ids, piece - ids
        if few((classes[one] for one in inside), least):
            return True
        if inside and known and few((classes[one] for one in beside), least):
            return True
    return any(few((classes[one] for one in rest), least) for rest in rests(ids, published))


def rests(ids: Set[int], published: Figures) -> Iterator[set[int]]:
    """What is left of published sums that count some of these classes, as each was read at any
    time, when these are taken from it."""
    for steps in published:
        counted: set[int] = set()
        for step in steps:
            counted |= step
            rest = counted - ids
            if rest and len(rest) < len(counted):
                yield rest


def tells_nested(ids: Set[int], published: Figures, classes: Classes) -> bool:
    """Whether some classes, and a published sum that counts all of them or is counted whole by
    them, would tell of fewer than eight people when one is taken from the other: as that sum was
    read at any time."""
    for steps in published:
        counted: set[int] = set()
        for step in steps:
            counted |= step
            small, large = (counted, ids) if len(counted) < len(ids) else (ids, counted)
            if small and small < large:
                rest = (one for one in large if one not in small)
                if few((classes[one] for one in rest), THRESHOLD):
                    return True
    return False


def may_release(ids: Set[int], pages: Figures, releases: Figures, classes: Classes) -> bool:
    """Whether a release may count these classes: beside earlier releases ten people are the
    least, and eight where the college's own pages are taken into account as well."""
    return (
        bool(ids)
        and not tells(ids, releases, classes, COMMISSIONERS)
        and not tells(ids, [*pages, *releases], classes, THRESHOLD)
    )


def printed(count: int) -> int | None:
    """A count as it is printed: to the nearest five, and none below ten."""
    return rounded(count) if count >= COMMISSIONERS else None


def printed_share(part: int, base: int) -> int | None:
    """A share in per cent, to the nearest five, where it may be told: of twenty or more, of ten
    people or more on either side, and never 0 or 100."""
    if min(part, base - part) < COMMISSIONERS:
        return None
    share = percent(part, base)
    nearest = rounded(share) if share is not None else 0
    return nearest if 0 < nearest < 100 else None


def over(last_day: date, today: date) -> bool:
    """Whether a period is closed, so that its figures are cut once and for all."""
    return last_day < today
