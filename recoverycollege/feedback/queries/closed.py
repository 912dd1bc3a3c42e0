"""What is known of the classes whose forms are closed, and of what is published about them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import literal, select, union_all

from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.feedback.models import Afterwards, Baseline, Change, Counted, Turnout
from recoverycollege.feedback.queries.pairs import ANSWERED, Pairs, laid_down
from recoverycollege.feedback.queries.populations import Released, released
from recoverycollege.feedback.rules.privacy import may_show

Key = tuple[str, int, str]  # scope, its id, item


@dataclass(frozen=True)
class Closed:
    """Closed classes. `parts`: item → class → its pairs. `alone`: item → classes that have figures
    of their own. `counted` and `published`: a pool → its classes, and how many people they are."""

    turnouts: dict[int, Turnout]
    within: dict[int, dict[str, int]]  # class → scope → its id
    parts: dict[str, dict[int, Pairs]]
    alone: dict[str, set[int]]
    counted: dict[Key, set[int]]
    published: dict[Key, int]
    released: Released  # item → the classes of each released report


def closed() -> Closed:
    """All of it, in six statements. No answer is read."""
    of_classes = select(Turnout).where(Turnout.scope == "class")
    turnouts = {row.scope_id: row for row in db.session.scalars(of_classes)}
    alone, people = defaultdict[str, set[int]](set), published()
    alone[ANSWERED] = {class_id for class_id, row in turnouts.items() if may_show(row.both)}
    for scope, scope_id, item in people:
        if scope == "class" and item != ANSWERED:
            alone[item].add(scope_id)
    return Closed(turnouts, _within(), laid_down(), alone, _counted(), people, released())


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


def _counted() -> dict[Key, set[int]]:
    found: dict[Key, set[int]] = defaultdict(set)
    for row in db.session.scalars(select(Counted)):
        found[row.scope, row.scope_id, row.item].add(row.class_id)
    return found
