"""Figures of courses, strands, terms and the college, pooled from closed classes.

They are sums of what was laid down for each class as its forms were closed (`pair_count`,
`turnout`), and no answer is read: who answers late, deletes their answers or is erased changes
neither the class's figures nor any pool, so that no difference between the two tells of them.
Computed first and written after, so that the write lock is held for the writing alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import insert, select

from recoverycollege.database import db
from recoverycollege.feedback.models import Counted, Turnout
from recoverycollege.feedback.models.figures import SCOPES
from recoverycollege.feedback.queries.closed import Closed, Key, closed, published
from recoverycollege.feedback.queries.pairs import ANSWERED, Pairs, Shown, Table, shown_items
from recoverycollege.feedback.rules.instruments.naming import is_score
from recoverycollege.feedback.rules.items import (
    MOST_OUTCOMES,
    ONLY_BEFORE,
    OWN,
    plain,
    without_before,
)
from recoverycollege.feedback.rules.matching import Pair
from recoverycollege.feedback.rules.pooling import Group, Part, countable, heads, publishes
from recoverycollege.feedback.rules.releasing import tells_nested
from recoverycollege.feedback.services.figures import (
    Figure,
    baseline_of,
    figure_of,
)

Published = Figure | Turnout
POOLS = SCOPES[1:]
TOTALS = ("term", "college")  # each person counts once
SUMS = ("places", "both", "before", "after", "neither", "untied", "classes")


@dataclass(frozen=True)
class Pool:
    """A figure to publish, of these classes, in the place of one of `replaced` people."""

    key: Key
    class_ids: frozenset[int]
    replaced: int | None
    row: Published


def pool_figures(now: datetime) -> list[Pool]:
    """Every pooled figure that is new, or differs from the published one by eight people or more.
    Reads only."""
    known, items = closed(), shown_items()
    pooling = Pooling(known, now.date())
    pooling.who_answered()
    for item in sorted(known.parts.keys() & items.keys(), key=changes_first):
        pooling.changes(item, items[item])
    return pooling.found


def changes_first(item: str) -> tuple[bool, str]:
    """How those began who answered only before is laid beside the changes of the others."""
    return item.startswith(ONLY_BEFORE), item


def write_pools(pools: Sequence[Pool]) -> int:
    """Writes them, but for those that another worker replaced meanwhile. Returns how many."""
    now, counted = published(), list[dict[str, Any]]()
    written = [pool for pool in pools if now.get(pool.key) == pool.replaced]
    for pool in written:
        here = dict(zip(("scope", "scope_id", "item"), pool.key, strict=True))
        last, before = 0, set[int]()
        if pool.replaced is None:
            db.session.add(pool.row)
        else:
            db.session.merge(pool.row)
            last, before = _counted_until_now(here)
        new = sorted(pool.class_ids - before)
        counted += [here | {"class_id": class_id, "since": last + 1} for class_id in new]
    db.session.flush()
    if counted:
        db.session.execute(insert(Counted), counted)
    return len(written)


def _counted_until_now(pool: dict[str, Any]) -> tuple[int, set[int]]:
    """The last publication of a pool that had new classes, and all that it counts."""
    rows = db.session.execute(select(Counted.since, Counted.class_id).filter_by(**pool)).all()
    return max((since for since, _ in rows), default=0), {class_id for _, class_id in rows}


class Pooling:
    """Finds what may be published now, scope by scope: what a course cannot count, its strand may,
    then the term, then the college, each so that what the ones before it show, taken away, leaves
    nobody or eight and more. What a wider scope showed first, a narrower one does not look at."""

    def __init__(self, known: Closed, today: date) -> None:
        self.known, self.today = known, today
        self.found: list[Pool] = []
        self.new: set[Key] = set()

    def who_answered(self) -> None:
        """Sums of what was laid down for each class."""
        for scope in POOLS:
            self._pool(scope, ANSWERED, self._turnout)

    def changes(self, item: str, how: Shown) -> None:
        """One item. Of a course's own outcome the college has no total."""
        in_strand = _hope_first(item, how)
        self._pool("course", item, partial(self._change, how))
        self._pool("strand", item, partial(self._change, in_strand))
        self._pool("term", item, partial(self._total, in_strand))
        if plain(item) in OWN or is_score(item):
            self._pool("college", item, partial(self._total, in_strand))

    def _pool(
        self, scope: str, item: str, row_of: Callable[[Key, Collection[int]], Published | None]
    ) -> None:
        """The figures of one scope and item."""
        groups = self._groups(scope, item)
        totals = item != ANSWERED and scope in TOTALS
        facts = self.known.facts(item)
        others = [*self.known.pages(item), *self.known.releases(item)]
        for scope_id, here in sorted(self._by_scope(scope, item).items()):
            key = (scope, scope_id, item)
            before = self.known.counted[key]  # maybe of a course that has another strand by now
            pairs = self.known.parts[item]
            parts = {one: _part(pairs[one], scope, totals) for one in here | before}
            class_ids = countable(scope, groups, parts, before) | before
            counted = [parts[class_id] for class_id in class_ids]
            size = sum(part.counted for part in counted)
            left_out = self._left_out(scope, item, class_ids) if totals else []
            replaced = self.known.published.get(key)
            may = publishes(replaced, size, heads(scope, counted), left_out)
            if not may or (not totals and tells_nested(class_ids, others, facts)):
                if not self._renewed(key):
                    continue
                class_ids = before
            if row := row_of(key, class_ids):
                self.found.append(Pool(key, frozenset(class_ids), replaced, row))
                self.new.add(key)
                self.known.counted[key] = class_ids
                self.known.grown.setdefault(key, []).append(class_ids - before)

    def _renewed(self, key: Key) -> bool:
        """Whether what this published figure stands beside was made anew just now."""
        scope, scope_id, item = key
        beside = (scope, scope_id, without_before(item))
        return beside != key and key in self.known.published and beside in self.new

    def _left_out(self, scope: str, item: str, class_ids: Collection[int]) -> list[int]:
        """Of a total, whom what it could be compared with counts besides, or it besides that: the
        classes' own figures, and, of the college, the totals of terms. People, at least."""
        parts = {c: _part(self.known.parts[item][c], scope, True) for c in class_ids}
        fewer = sum(min(part.places - part.counted, part.counted) for part in parts.values())
        again = sum(self.known.parts[item][c].again[scope] for c in class_ids)
        found = [min(fewer, again) or 1] if fewer else []
        for term, here in self._by_term(class_ids) if scope == "college" else ():
            in_term, counted = self._new(item, here), sum(parts[c].counted for c in here)
            found += [counted, in_term - counted] if in_term != counted else []
            found.append(self._new(item, self.known.counted["term", term, item] - here))
        return found

    def _new(self, item: str, class_ids: Iterable[int]) -> int:
        """How many people these classes of a term count there for the first time."""
        return sum(self.known.parts[item][c].new["term"].total() for c in class_ids)

    def _by_term(self, class_ids: Collection[int]) -> Iterator[tuple[int, set[int]]]:
        """Those of these classes that lie in a term, term by term."""
        by_term = defaultdict(set)
        for class_id in class_ids:
            if (term := self.known.within[class_id].get("term")) is not None:
                by_term[term].add(class_id)
        return iter(by_term.items())

    def _by_scope(self, scope: str, item: str) -> dict[int, set[int]]:
        """Id of the scope → its classes that have anyone."""
        found: dict[int, set[int]] = defaultdict(set)
        for class_id in self.known.parts[item]:
            scope_id = self.known.within[class_id].get(scope)
            if scope_id is not None:
                found[scope_id].add(class_id)
        return found

    def _groups(self, scope: str, item: str) -> list[Group]:
        """The classes that are published together: each by itself, in reports that were released,
        then in pools before this."""
        alone = self.known.alone[item]
        pools = [
            (POOLS.index(key[0]), key[1], ids - alone)
            for key, ids in self.known.counted.items()
            if key[2] == item and key[0] in POOLS[: POOLS.index(scope)]
        ]
        ordered = sorted(pools, key=lambda pool: pool[:2])
        each: list[Group] = [("class", {class_id}) for class_id in sorted(alone)]
        out = [(of, ids - alone) for of, ids in self.known.released[item]]
        return each + out + [(POOLS[wide], ids) for wide, _, ids in ordered]

    def _turnout(self, key: Key, class_ids: Collection[int]) -> Turnout:
        rows = [self.known.turnouts[class_id] for class_id in class_ids]
        sums = {name: sum(getattr(row, name) for row in rows) for name in SUMS}
        return Turnout(scope=key[0], scope_id=key[1], made_on=self.today, **sums)

    def _change(self, how: Shown, key: Key, class_ids: Collection[int]) -> Figure | None:
        """Every place counts."""
        return self._figure(how, key, class_ids, lambda pairs: pairs.all)

    def _total(self, how: Shown, key: Key, class_ids: Collection[int]) -> Figure | None:
        """Every person counts, with the first of their classes to be closed."""
        return self._figure(how, key, class_ids, lambda pairs: pairs.new[key[0]])

    def _figure(
        self, how: Shown, key: Key, class_ids: Collection[int], which: Callable[[Pairs], Table]
    ) -> Figure | None:
        scope, scope_id, item = key
        table, beside = self._table(item, class_ids, which), without_before(item)
        if beside == item:
            return figure_of(*key, how, table, self.today)
        pairs = self._table(beside, self.known.counted[scope, scope_id, beside], which)
        return baseline_of(*key, table, pairs, self.today)

    def _table(
        self, item: str, class_ids: Collection[int], which: Callable[[Pairs], Table]
    ) -> Table:
        of = self.known.parts[item]
        return sum((Counter(which(of[c])) for c in class_ids), Counter[Pair]())


def _part(pairs: Pairs, scope: str, totals: bool) -> Part:
    places, new = pairs.all.total(), {of: table.total() for of, table in pairs.new.items()}
    return Part(places, new[scope] if totals else places, new)


def _hope_first(item: str, how: Shown) -> Shown:
    """Where many courses come together, hope is what they share: their outcomes come after it."""
    after = 0 if plain(item) in OWN else MOST_OUTCOMES + len(OWN)
    return replace(how, position=how.position + after)
