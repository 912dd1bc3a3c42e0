"""Making the reports that were asked for. Only the worker comes here: it computes statistics.

A draft is computed from what was laid down of each class, laid beside all that is published, and
written; or refused, with the reason.
"""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from recoverycollege import history
from recoverycollege.database import db
from recoverycollege.feedback.models import Release, ReleaseCount, ReleaseRow
from recoverycollege.feedback.queries.closed import Closed, closed
from recoverycollege.feedback.queries.pairs import (
    ANSWERED,
    Pair,
    Pairs,
    Shown,
    Table,
    shown_items,
)
from recoverycollege.feedback.queries.populations import published_now
from recoverycollege.feedback.queries.releases import name_of, terms_of
from recoverycollege.feedback.rules.items import VERSION, without_before
from recoverycollege.feedback.rules.releasing import (
    COMMISSIONERS,
    at_least,
    countable,
    may_release,
    printed,
    printed_share,
    tells,
)
from recoverycollege.feedback.services.figures import baseline_of, figure_of
from recoverycollege.feedback.services.pooling import changes_first
from recoverycollege.feedback.services.printing import row_of
from recoverycollege.feedback.services.releases import again, locked
from recoverycollege.refusals import N_

GROUPS = ("both", "before", "after", "neither")
TOO_FEW = N_(
    "Fewer than ten people can be counted here, so there is nothing that may leave the college. "
    "Choose a wider part of the college, or a longer time."
)
BESIDE_RELEASES = N_(
    "Laid beside a report that went out before, this one would tell of fewer than ten people: the "
    "few who are in only one of them. Choose a wider part of the college, or another time."
)
BESIDE_PAGES = N_(
    "Laid beside the figures on our own pages, this report would tell of fewer than eight people. "
    "Choose a wider part of the college, or a longer time."
)


@dataclass
class Draft:
    """A report as it may be released: its rows, and whom they count; or why not."""

    beside: str
    classes: int = 0
    left_out: int = 0
    reason: str = ""
    rows: list[ReleaseRow] = field(default_factory=list)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)  # item → class → people


def asked() -> list[int]:
    """The reports that wait to be made."""
    query = select(Release.id).where(Release.state == "asked").order_by(Release.id)
    return list(db.session.scalars(query))


def draft(release_id: int, now: datetime) -> Draft:
    """Computes one. Reads only."""
    found, beside = db.session.get_one(Release, release_id), published_now()
    known = closed()
    terms = terms_of(found.period, found.period_id)
    here = {
        class_id
        for class_id, within in known.within.items()
        if within[found.scope] == found.scope_id and within.get("term") in terms
    }
    return Drafting(found, known, now).draft(here, Draft(beside))


def write(release_id: int, made: Draft, key: str, now: datetime) -> int:
    """Writes one that still waits. A refused one is told in the history."""
    found = locked(release_id)
    if found is None or found.state != "asked":
        return 0
    again(found)
    found.name = name_of(found.scope, found.scope_id)
    terms = terms_of(found.period, found.period_id)
    found.period_name = str(found.period_id) if found.period == "year" else "".join(terms.values())
    found.classes, found.left_out, found.reason = made.classes, made.left_out, made.reason
    found.beside, found.made_on = made.beside, now.date()
    found.state = "refused" if made.reason else "ready"
    if made.reason:
        history.record("release.refused", "release", found.id)
        return 1
    found.fingerprint = fingerprint(key, made.counts)
    for position, row in enumerate(made.rows):
        row.release_id, row.position = found.id, position
        db.session.add(row)
    for item, people in made.counts.items():
        rows = [ReleaseCount(item=item, class_id=i, people=n) for i, n in people.items()]
        for count in rows:
            count.release_id = found.id
        db.session.add_all(rows)
    return 1


def fingerprint(key: str, counts: Mapping[str, Mapping[int, int]]) -> str:
    """Tells whether two reports are of the same people. `key` is ANSWER_KEY: nobody can try
    numbers against it."""
    lines = [
        f"{item}:{i}:{n}" for item, of in sorted(counts.items()) for i, n in sorted(of.items())
    ]
    return hmac.digest(key.encode(), "\n".join(["release", *lines]).encode(), "sha256").hex()


class Drafting:
    """One report, made of these closed classes."""

    def __init__(self, found: Release, known: Closed, now: datetime) -> None:
        self.found, self.known, self.now = found, known, now

    def draft(self, here: set[int], made: Draft) -> Draft:
        whole = self._counted(here, ANSWERED)
        made.reason = self._why_not(whole)
        if made.reason:
            return made
        made.classes, made.left_out = len(whole), len(here - whole)
        self._keep(made, ANSWERED, whole)
        made.rows += self._who(whole)
        items = shown_items()
        there = self.known.parts.keys() & items.keys()
        for item in sorted(there, key=lambda i: (changes_first(i)[0], items[i].position, i)):
            counted = self._counted(whole, item)
            facts = self.known.facts(item)
            if not may_release(counted, self.known.pages(item), self.known.releases(item), facts):
                continue
            if row := self._row(made, item, items[item], counted):
                made.rows.append(row)
                self._keep(made, item, counted)
        return made

    def _row(self, made: Draft, item: str, how: Shown, counted: set[int]) -> ReleaseRow | None:
        """A line of these classes. How those began who answered only before stands beside the
        change of the others in this report, or not at all."""
        table, scope = self._table(item, counted), (self.found.scope, self.found.scope_id)
        beside = without_before(item)
        if beside == item:
            return row_of(figure_of(*scope, item, how, table, self.now.date()), table)
        pairs = self._table(beside, made.counts.get(beside, {}))
        return row_of(baseline_of(*scope, item, table, pairs, self.now.date()), table, how.words)

    def _table(self, item: str, class_ids: Iterable[int]) -> Table:
        return sum((self._pairs(item)[i].all for i in class_ids), Counter[Pair]())

    def _why_not(self, whole: set[int]) -> str:
        """The reason not to release a report of these classes; empty when it may go out."""
        facts, releases = self.known.facts(ANSWERED), self.known.releases(ANSWERED)
        if may_release(whole, self.known.pages(ANSWERED), releases, facts):
            return ""
        if at_least(facts[i] for i in whole) < COMMISSIONERS:
            return TOO_FEW
        beside = releases and tells(whole, releases, facts, COMMISSIONERS)
        return BESIDE_RELEASES if beside else BESIDE_PAGES

    def _counted(self, here: set[int], item: str) -> set[int]:
        facts = self.known.facts(item)
        return countable(here & facts.keys(), self.known.pages(item), facts)

    def _pairs(self, item: str) -> Mapping[int, Pairs]:
        return self.known.parts[item]

    def _keep(self, made: Draft, item: str, counted: set[int]) -> None:
        made.counts[item] = {i: self._pairs(item)[i].all.total() for i in sorted(counted)}

    def _who(self, whole: set[int]) -> Iterator[ReleaseRow]:
        rows = [self.known.turnouts[i] for i in whole]
        places = sum(row.places for row in rows)
        cells: dict[str, Any] = {"people": printed(places), "share": None}
        yield ReleaseRow(kind="who", item="places", version=VERSION, cells=cells)
        for group in GROUPS:
            people = sum(getattr(row, group) for row in rows)
            cells = {"people": printed(people), "share": printed_share(people, places)}
            yield ReleaseRow(kind="who", item=group, version=VERSION, cells=cells)
