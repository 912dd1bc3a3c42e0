"""Figures of courses, strands, terms and the college, pooled from closed classes.

They are sums of what was laid down for each class as its forms were closed (`pair_count`,
`turnout`), and no answer is read: who answers late, deletes their answers or is erased changes
neither the class's figures nor any pool, so that no difference between the two tells of them.
Computed first and written after, so that the write lock is held for the writing alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import delete, insert

from recoverycollege.database import db
from recoverycollege.feedback.models import Afterwards, Change, Counted, Turnout
from recoverycollege.feedback.models.figures import SCOPES
from recoverycollege.feedback.queries.closed import ANSWERED, Closed, Key, closed
from recoverycollege.feedback.queries.pairs import Shown, Table, shown_items
from recoverycollege.feedback.rules.items import MOST_OUTCOMES, OWN, TOGETHER
from recoverycollege.feedback.rules.pooling import countable, publishes
from recoverycollege.feedback.services.figures import figure_of

Figure = Change | Afterwards | Turnout
POOLS = SCOPES[1:]
SUMS = ("places", "both", "before", "after", "neither", "untied", "classes")


@dataclass(frozen=True)
class Pool:
    """A figure to publish, of these classes, in the place of one of `replaced` people."""

    key: Key
    class_ids: frozenset[int]
    replaced: int | None
    row: Figure


def pool_figures(now: datetime) -> list[Pool]:
    """Every pooled figure that is new, or differs from the published one by eight people or more.
    Reads only."""
    known, items = closed(), shown_items()
    pooling = Pooling(known, now.date())
    pooling.who_answered()
    for item in sorted(known.parts.keys() & items.keys()):
        pooling.changes(item, items[item])
    return pooling.found


def write_pools(pools: Sequence[Pool]) -> int:
    """Writes them, but for those that another worker replaced meanwhile. Returns how many."""
    written = 0
    for pool in pools:
        if _people(pool.key) != pool.replaced:
            continue
        scope, scope_id, item = pool.key
        here = {"scope": scope, "scope_id": scope_id, "item": item}
        db.session.merge(pool.row)
        db.session.execute(delete(Counted).filter_by(**here))
        rows = [here | {"class_id": class_id} for class_id in sorted(pool.class_ids)]
        db.session.execute(insert(Counted), rows)
        written += 1
    db.session.flush()
    return written


def _people(key: Key) -> int | None:
    """Of how many people a pool is as it stands now."""
    scope, scope_id, item = key
    if item == ANSWERED:
        turnout = db.session.get(Turnout, (scope, scope_id))
        return turnout.both if turnout else None
    model: Any = Afterwards if item in TOGETHER else Change
    figure = db.session.get(model, key)
    return figure.n if figure else None


class Pooling:
    """Finds what may be published now, scope by scope: what a course cannot count, its strand may,
    then the term, then the college, each so that what the ones before it show, taken away, leaves
    nobody or eight and more. What a wider scope showed first, a narrower one does not look at."""

    def __init__(self, known: Closed, today: date) -> None:
        self.known, self.today = known, today
        self.found: list[Pool] = []

    def who_answered(self) -> None:
        """Sums of what was laid down for each class."""
        people = {class_id: row.both for class_id, row in self.known.turnouts.items()}
        for scope in POOLS:
            self._pool(scope, ANSWERED, people, people, self._turnout)

    def changes(self, item: str, how: Shown) -> None:
        """One item. Term and college are totals of fewer people than their classes' figures (one
        class a person and term), and are not published where a few are left out. Of a course's
        own outcome the college has no total."""
        parts = self.known.parts[item]
        everyone = {class_id: pairs.all for class_id, pairs in parts.items()}
        in_total = {class_id: pairs.in_total for class_id, pairs in parts.items()}
        in_course = partial(self._change, how, everyone)
        in_strand = partial(self._change, _hope_first(item, how), everyone)
        in_wide = partial(self._change, _hope_first(item, how), in_total)
        of_all, of_total = _sizes(everyone), _sizes(in_total)
        self._pool("course", item, of_all, of_all, in_course)
        self._pool("strand", item, of_all, of_all, in_strand)
        for scope in ("term", "college") if item in OWN else ("term",):
            self._pool(scope, item, of_all, of_total, in_wide)

    def _pool(
        self,
        scope: str,
        item: str,
        everyone: Mapping[int, int],
        people: Mapping[int, int],
        row_of: Callable[[Key, Collection[int]], Figure | None],
    ) -> None:
        """The figures of one scope and item. `everyone`: class → people. `people`: those of them
        who count here."""
        groups = self._groups(scope, item)
        for scope_id, here in sorted(self._by_scope(scope, everyone).items()):
            key = (scope, scope_id, item)
            parts = {class_id: people[class_id] for class_id in here}
            class_ids = countable(groups, here, parts, self.known.counted[key])
            size = sum(parts[c] for c in class_ids)
            left_out = sum(min(here[c] - parts[c], parts[c]) for c in class_ids)
            replaced = self.known.published.get(key)
            row = row_of(key, class_ids) if publishes(replaced, size, left_out) else None
            if row is not None:
                self.found.append(Pool(key, frozenset(class_ids), replaced, row))
                self.known.counted[key] = class_ids

    def _by_scope(self, scope: str, people: Mapping[int, int]) -> dict[int, dict[int, int]]:
        """Id of the scope → its classes that have anyone → how many."""
        found: dict[int, dict[int, int]] = defaultdict(dict)
        for class_id, size in people.items():
            scope_id = self.known.within[class_id].get(scope)
            if scope_id is not None and size:
                found[scope_id][class_id] = size
        return found

    def _groups(self, scope: str, item: str) -> list[set[int]]:
        """The classes that are published together: each by itself, then in pools before this."""
        alone = self.known.alone[item]
        pools = [
            (POOLS.index(key[0]), key[1], ids - alone)
            for key, ids in self.known.counted.items()
            if key[2] == item and key[0] in POOLS[: POOLS.index(scope)]
        ]
        ordered = sorted(pools, key=lambda pool: pool[:2])
        return [{class_id} for class_id in sorted(alone)] + [ids for _, _, ids in ordered]

    def _turnout(self, key: Key, class_ids: Collection[int]) -> Turnout:
        rows = [self.known.turnouts[class_id] for class_id in class_ids]
        sums = {name: sum(getattr(row, name) for row in rows) for name in SUMS}
        return Turnout(scope=key[0], scope_id=key[1], made_on=self.today, **sums)

    def _change(
        self, how: Shown, tables: Mapping[int, Table], key: Key, class_ids: Collection[int]
    ) -> Figure | None:
        table: Counter[tuple[int, int]] = Counter()
        for class_id in sorted(class_ids):
            table.update(tables[class_id])
        return figure_of(*key, how, table, self.today)


def _sizes(tables: Mapping[int, Table]) -> dict[int, int]:
    return {class_id: sum(table.values()) for class_id, table in tables.items()}


def _hope_first(item: str, how: Shown) -> Shown:
    """Where many courses come together, hope is what they share: their outcomes come after it."""
    return how if item in OWN else Shown(how.position + MOST_OUTCOMES + len(OWN), how.words)
