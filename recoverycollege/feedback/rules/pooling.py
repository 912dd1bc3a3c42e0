"""Which classes a pool may count: nothing that is published, less anything else that is, may tell
about fewer than eight people."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from recoverycollege.feedback.rules.privacy import THRESHOLD, may_show, pooled, replaces


def countable(
    groups: Sequence[Collection[int]],
    everyone: Mapping[int, int],
    people: Mapping[int, int],
    before: Collection[int] = (),
) -> set[int]:
    """The classes to count, so that what is published elsewhere, taken away, leaves nobody or
    eight and more.

    `groups`: classes that are published together, alone ones first, then the smallest scopes.
    `everyone`: class → its people. `people`: class → those of them who count here. `before`: the
    classes counted until now; the small ones of them stay together. A group is counted whole: of
    one that reaches beyond, or of which fewer than eight are new, a part would be told by the
    difference. A class of whose people only some count is not shown by its group."""
    shown = {part for part in before if 0 < people.get(part, 0) < THRESHOLD}
    if not may_show(sum(people[part] for part in shown)):
        shown = set()
    torn: set[int] = set()
    for group in groups:
        rest = set(group) - shown
        here = rest & everyone.keys()
        if here != rest or not may_show(sum(everyone[part] for part in rest)):
            torn |= here
        elif all(people.get(part) == everyone[part] for part in rest):
            shown |= rest
    free = {part: n for part, n in people.items() if n and (part in shown or part not in torn)}
    return pooled(free, shown)


def publishes(old: int | None, new: int, left_out: int = 0) -> bool:
    """Whether figures of `new` people may be published in the place of `old` (None: nothing yet).
    `left_out`: people of the same classes who do not count in a total, or those who do where they
    are the fewer. A few of them would be told by the difference."""
    if not may_show(new) or 0 < left_out < THRESHOLD:
        return False
    return old is None or replaces(old, new)
