"""Which classes a pool may count: nothing that is published, less anything else that is, may tell
about fewer than eight people."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from recoverycollege.feedback.rules.privacy import THRESHOLD, may_show, pooled, replaces


def countable(
    parts: Mapping[int, int], shown: Collection[int], before: Collection[int]
) -> set[int]:
    """The classes to count. `parts`: class → people. `shown`: classes shown already, alone or in a
    smaller pool. `before`: those that the pool counts until now; its small ones stay together as
    long as they are eight, so that the next small class is not told apart from them."""
    kept = {part for part in before if part in parts and part not in shown}
    kept = {part for part in kept if not may_show(parts[part])}
    together = kept if may_show(sum(parts[part] for part in kept)) else set()
    return pooled(parts, {*shown, *together})


def publishes(old: int | None, new: int, left_out: int = 0) -> bool:
    """Whether figures of `new` people may be published in the place of `old` (None: nothing yet).
    `left_out`: people of the same classes who do not count in a total. A few of them would be
    told by the difference."""
    if not may_show(new) or 0 < left_out < THRESHOLD:
        return False
    return old is None or replaces(old, new)
