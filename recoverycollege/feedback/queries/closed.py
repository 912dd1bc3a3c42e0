"""What is known of the classes whose forms are closed, and of what is published about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import literal, select, union_all

from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.feedback.models import Afterwards, Baseline, Change, Counted, Turnout
from recoverycollege.feedback.queries.pairs import ANSWERED, Pairs, laid_down
from recoverycollege.feedback.queries.populations import Released, released
from recoverycollege.feedback.rules.privacy import may_show
from recoverycollege.feedback.rules.releasing import Class, Classes, Figures

Key = tuple[str, int, str]  # scope, its id, item


@dataclass(frozen=True)
class Closed:
    """Closed classes. `parts`: item → class → its pairs. `alone`: item → classes that have figures
    of their own. `counted` and `published`: a pool → its classes, and how many people they are.
    `grown`: a pool → its classes, publication by publication."""

    turnouts: dict[int, Turnout]
    within: dict[int, dict[str, int]]  # class → scope → its id
    parts: dict[str, dict[int, Pairs]]
    alone: dict[str, set[int]]
    counted: dict[Key, set[int]]
    grown: dict[Key, list[set[int]]]
    published: dict[Key, int]
    released: Released  # item → the classes of each released report

    def facts(self, item: str) -> Classes:
        """How many people gave an answer, class by class."""
        parts = self.parts.get(item, {})
        return {i: _class(pairs, self.within[i]) for i, pairs in parts.items()}

    def pages(self, item: str) -> Figures:
        """What each figure on the college's pages counts, and counted before."""
        there = self.parts.get(item, {}).keys()
        alone = [[{one}] for one in sorted(self.alone[item]) if one in there]
        pools = [steps for key, steps in self.grown.items() if key[2] == item]
        return alone + [[ids & there for ids in steps] for steps in pools]

    def releases(self, item: str) -> Figures:
        """What each released report counts."""
        return [[ids] for _, ids in self.released[item]]


def closed() -> Closed:
    """All of it. No answer is read."""
    of_classes = select(Turnout).where(Turnout.scope == "class")
    turnouts = {row.scope_id: row for row in db.session.scalars(of_classes)}
    alone, people = defaultdict[str, set[int]](set), published()
    alone[ANSWERED] = {class_id for class_id, row in turnouts.items() if may_show(row.both)}
    for scope, scope_id, item in people:
        if scope == "class" and item != ANSWERED:
            alone[item].add(scope_id)
    grown = _grown()
    counted = defaultdict(set, {key: set().union(*steps) for key, steps in grown.items()})
    return Closed(turnouts, _within(), laid_down(), alone, counted, grown, people, released())


def _class(pairs: Pairs, within: Mapping[str, int]) -> Class:
    new = {(s, within[s]): table.total() for s, table in pairs.new.items() if s in within}
    return Class(pairs.all.total(), new)


def published() -> dict[Key, int]:
    """Every figure there is, of a class or a pool, and of how many people it is."""
    of_all = union_all(
        *(select(m.scope, m.scope_id, m.item, m.n) for m in (Change, Afterwards, Baseline)),
        select(Turnout.scope, Turnout.scope_id, literal(ANSWERED), Turnout.both),
    )
    return {(scope, of, item): people for scope, of, item, people in db.session.execute(of_all)}


def _within() -> dict[int, dict[str, int]]:
    rows = db.session.execute(
        select(ScheduledClass.id, Course.id, Course.strand_id, ScheduledClass.term_id)
        .join(Course, Course.id == ScheduledClass.course_id)
        .join(Turnout, Turnout.scope_id == ScheduledClass.id)
        .where(Turnout.scope == "class")
    )
    found = {}
    for class_id, course_id, strand_id, term_id in rows:
        found[class_id] = {"course": course_id, "strand": strand_id, "college": 0}
        if term_id is not None:
            found[class_id]["term"] = term_id
    return found


def _grown() -> dict[Key, list[set[int]]]:
    found: dict[Key, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for row in db.session.scalars(select(Counted)):
        found[row.scope, row.scope_id, row.item][row.since].add(row.class_id)
    return {key: [steps[since] for since in sorted(steps)] for key, steps in found.items()}
