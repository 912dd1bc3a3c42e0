"""Figures of courses, strands, terms and the college, pooled from closed classes.

They are sums of what was laid down for each class as its forms were closed (`pair_count`,
`turnout`), and no answer is read: who answers late, deletes their answers or is erased changes
neither the class's figures nor any pool, so that no difference between the two tells of them.
Computed first and written after, so that the write lock is held for the writing alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import delete, insert

from recoverycollege.database import db
from recoverycollege.feedback.models import Afterwards, Change, Counted, Turnout
from recoverycollege.feedback.models.figures import SCOPES
from recoverycollege.feedback.queries.closed import Closed, Key, closed
from recoverycollege.feedback.queries.pairs import ANSWERED, Pair, Pairs, Shown, shown_items
from recoverycollege.feedback.rules.instruments.naming import is_score
from recoverycollege.feedback.rules.items import MOST_OUTCOMES, OWN, TOGETHER
from recoverycollege.feedback.rules.pooling import Group, Part, countable, heads, publishes
from recoverycollege.feedback.services.figures import figure_of

Figure = Change | Afterwards | Turnout
POOLS = SCOPES[1:]
TOTALS = ("term", "college")  # each person counts once
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
        for scope in POOLS:
            self._pool(scope, ANSWERED, self._turnout)

    def changes(self, item: str, how: Shown) -> None:
        """One item. Of a course's own outcome the college has no total."""
        in_strand = _hope_first(item, how)
        self._pool("course", item, partial(self._change, how))
        self._pool("strand", item, partial(self._change, in_strand))
        self._pool("term", item, partial(self._total, in_strand))
        if item in OWN or is_score(item):
            self._pool("college", item, partial(self._total, in_strand))

    def _pool(
        self, scope: str, item: str, row_of: Callable[[Key, Collection[int]], Figure | None]
    ) -> None:
        """The figures of one scope and item."""
        groups = self._groups(scope, item)
        totals = item != ANSWERED and scope in TOTALS
        for scope_id, here in sorted(self._by_scope(scope, item).items()):
            key = (scope, scope_id, item)
            parts = {class_id: _part(pairs, scope, totals) for class_id, pairs in here.items()}
            class_ids = countable(scope, groups, parts, self.known.counted[key])
            counted = [parts[class_id] for class_id in class_ids]
            size = sum(part.counted for part in counted)
            left_out = self._left_out(scope, item, class_ids) if totals else []
            replaced = self.known.published.get(key)
            if not publishes(replaced, size, heads(scope, counted), left_out):
                continue
            if row := row_of(key, class_ids):
                self.found.append(Pool(key, frozenset(class_ids), replaced, row))
                self.known.counted[key] = class_ids

    def _left_out(self, scope: str, item: str, class_ids: Collection[int]) -> list[int]:
        """Of a total, whom what it could be compared with counts besides, or it besides that: the
        classes' own figures, and, of the college, the totals of terms. People, at least."""
        parts = {c: _part(self.known.parts[item][c], scope, True) for c in class_ids}
        fewer = sum(min(part.places - part.counted, part.counted) for part in parts.values())
        again = sum(self.known.parts[item][c].again[scope] for c in class_ids)
        found = [min(fewer, again) or 1] if fewer else []
        for term in self._by_term(class_ids) if scope == "college" else ():
            in_term = sum(self.known.parts[item][c].new["term"].total() for c in term)
            counted = sum(parts[c].counted for c in term)
            found += [counted, in_term - counted] if in_term != counted else []
        return found

    def _by_term(self, class_ids: Collection[int]) -> Iterator[set[int]]:
        """Those of these classes that lie in a term, term by term."""
        by_term = defaultdict(set)
        for class_id in class_ids:
            by_term[self.known.within[class_id].get("term")].add(class_id)
        return (of for term, of in by_term.items() if term is not None)

    def _by_scope(self, scope: str, item: str) -> dict[int, dict[int, Pairs]]:
        """Id of the scope → its classes that have anyone → their pairs."""
        found: dict[int, dict[int, Pairs]] = defaultdict(dict)
        for class_id, pairs in self.known.parts[item].items():
            scope_id = self.known.within[class_id].get(scope)
            if scope_id is not None:
                found[scope_id][class_id] = pairs
        return found

    def _groups(self, scope: str, item: str) -> list[Group]:
        """The classes that are published together: each by itself, then in pools before this."""
        alone = self.known.alone[item]
        pools = [
            (POOLS.index(key[0]), key[1], ids - alone)
            for key, ids in self.known.counted.items()
            if key[2] == item and key[0] in POOLS[: POOLS.index(scope)]
        ]
        ordered = sorted(pools, key=lambda pool: pool[:2])
        each: list[Group] = [("class", {class_id}) for class_id in sorted(alone)]
        return each + [(POOLS[wide], ids) for wide, _, ids in ordered]

    def _turnout(self, key: Key, class_ids: Collection[int]) -> Turnout:
        rows = [self.known.turnouts[class_id] for class_id in class_ids]
        sums = {name: sum(getattr(row, name) for row in rows) for name in SUMS}
        return Turnout(scope=key[0], scope_id=key[1], made_on=self.today, **sums)

    def _change(self, how: Shown, key: Key, class_ids: Collection[int]) -> Figure | None:
        """Every place counts."""
        of = self.known.parts[key[2]]
        table: Counter[Pair] = sum((of[c].all for c in class_ids), Counter())
        return figure_of(*key, how, table, self.today)

    def _total(self, how: Shown, key: Key, class_ids: Collection[int]) -> Figure | None:
        """Every person counts, with the first of their classes to be closed."""
        of = self.known.parts[key[2]]
        table: Counter[Pair] = sum((of[c].new[key[0]] for c in class_ids), Counter())
        return figure_of(*key, how, table, self.today)


def _part(pairs: Pairs, scope: str, totals: bool) -> Part:
    places, new = pairs.all.total(), {of: table.total() for of, table in pairs.new.items()}
    return Part(places, new[scope] if totals else places, new)


def _hope_first(item: str, how: Shown) -> Shown:
    """Where many courses come together, hope is what they share: their outcomes come after it."""
    return how if item in OWN else Shown(how.position + MOST_OUTCOMES + len(OWN), how.words)
