"""Which classes a pool may count: nothing that is published, less anything else that is, may tell
about fewer than eight people. Eight places are not always eight people: one person may have had two
of them. So a pool is measured by those it counts for the first time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from recoverycollege.feedback.rules.privacy import THRESHOLD, may_show, replaces


class Part(NamedTuple):
    """One class of a pool. `places`: everyone in the class's own figures. `counted`: those of them
    who count in the pool. `new`: scope → those of them whom no class closed earlier counts there:
    the sum over classes of the scope is a number of different people."""

    places: int
    counted: int
    new: Mapping[str, int]


Parts = Mapping[int, Part]  # class → its part
Group = tuple[str, Collection[int]]  # a scope, and its classes that are published together


def heads(scope: str, parts: Iterable[Part]) -> int:
    """How many different people a pool counts, at least. Within a class nobody counts twice."""
    parts = list(parts)
    return max([0, sum(part.new[scope] for part in parts), *(part.counted for part in parts)])


def together(scope: str, parts: Parts, already: Collection[int] = ()) -> set[int]:
    """Which classes a pool may count: those that may be shown themselves, those counted `already`,
    and the small ones if together they are eight people or more: else the pool, less what is
    shown, would tell about them."""
    large = {one for one, part in parts.items() if may_show(part.counted) or one in already}
    small = parts.keys() - large
    return large | small if may_show(heads(scope, (parts[one] for one in small))) else large


def countable(
    scope: str, groups: Sequence[Group], parts: Parts, before: Collection[int] = ()
) -> set[int]:
    """The classes to count, so that what is published elsewhere, taken away, leaves nobody or
    eight people and more.

    `groups`: alone ones first, then the smallest scopes. `before`: the classes counted until now;
    the small ones of them stay together. A group is counted whole: of one that reaches beyond, or
    of which fewer than eight are new, a part would be told by the difference. A class of whose
    people only some count is not shown by its group."""
    shown = {one for one in before if one in parts and 0 < parts[one].counted < THRESHOLD}
    if not may_show(heads(scope, (parts[one] for one in shown))):
        shown = set()
    torn: set[int] = set()
    for group, ids in groups:
        rest = set(ids) - shown
        here = rest & parts.keys()
        if here != rest or not may_show(_in_group(group, [parts[one] for one in rest])):
            torn |= here
        elif all(parts[one].counted == parts[one].places for one in rest):
            shown |= rest
    may = {one for one, part in parts.items() if part.counted} - (torn - shown)
    return together(scope, {one: parts[one] for one in may}, shown)


def _in_group(group: str, parts: Sequence[Part]) -> int:
    """How many different people these classes of a group show, at least."""
    return max([0, sum(part.new.get(group, 0) for part in parts), *(part.places for part in parts)])


def publishes(old: int | None, new: int, people: int, left_out: Iterable[int] = ()) -> bool:
    """Whether figures of `new` answers, of so many different `people`, may be published in the
    place of those of `old` (None: nothing yet). `left_out`: what they could be compared with counts
    so many people that they do not, or they so many that it does not. A few would be told by the
    difference."""
    if not may_show(people) or any(not may_show(few) for few in left_out if few):
        return False
    return old is None or replaces(old, new)
