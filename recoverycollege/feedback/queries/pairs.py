"""Pairs of answers, before and after, counted by the database: of a class once, as its forms are
closed; from then on only what was laid down then is read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import aliased

from recoverycollege.database import db
from recoverycollege.feedback.models import Answer, AskedOutcome, PairCount
from recoverycollege.feedback.rules.items import MOST_OUTCOMES, OWN, TOGETHER

Table = Mapping[tuple[int, int], int]  # (before, after) → how many answered so


@dataclass
class Pairs:
    """The pairs of one class and item: all of them, and those that count in totals."""

    all: Counter[tuple[int, int]] = field(default_factory=Counter)
    in_total: Counter[tuple[int, int]] = field(default_factory=Counter)

    def add(self, before: int, after: int, people: int, in_total: int) -> None:
        self.all[before, after] = people
        if in_total:
            self.in_total[before, after] = in_total


@dataclass(frozen=True)
class Shown:
    """How an item is shown: `position` among its class's items, and the words of an outcome."""

    position: int
    words: str = ""


def pairs_of(class_id: int) -> dict[str, Pairs]:
    """Item → its pairs of answers, as they are now, in one statement.

    A pair has the same code, class, item and form version; both have a value, and the after
    answer came in time."""
    before, after = aliased(Answer), aliased(Answer)
    in_total = and_(before.in_college_total, after.in_college_total)
    rows = db.session.execute(
        select(
            before.item,
            before.value,
            after.value,
            func.count(),
            func.sum(case((in_total, 1), else_=0)),
        )
        .join(after, and_(after.code == before.code, after.item == before.item))
        .where(before.wave == "before", after.wave == "after", after.in_time)
        .where(before.class_id == after.class_id, before.form_version == after.form_version)
        .where(before.value.is_not(None), after.value.is_not(None))
        .where(before.class_id == class_id)
        .group_by(before.item, before.value, after.value)
        .order_by(before.item, before.value, after.value)
    )
    found: dict[str, Pairs] = defaultdict(Pairs)
    for item, value_before, value_after, people, counted in rows:
        found[item].add(value_before, value_after, people, int(counted))
    return dict(found)


def afterwards_of(class_id: int, codes: Collection[str]) -> dict[str, Pairs]:
    """The same of what is asked only after the class: a pair of an answer with itself. Only under
    these codes, the class's own: by the class's link one person could answer several times."""
    rows = db.session.execute(
        select(
            Answer.item,
            Answer.value,
            func.count(),
            func.sum(case((Answer.in_college_total, 1), else_=0)),
        )
        .where(Answer.item.in_(TOGETHER), Answer.wave == "after", Answer.in_time)
        .where(Answer.value.is_not(None))
        .where(Answer.class_id == class_id, Answer.code.in_(codes))
        .group_by(Answer.item, Answer.value)
        .order_by(Answer.item, Answer.value)
    )
    found: dict[str, Pairs] = defaultdict(Pairs)
    for item, value, people, counted in rows:
        found[item].add(value, value, people, int(counted))
    return dict(found)


def laid_down() -> dict[str, dict[int, Pairs]]:
    """Item → class → its pairs, as they were when the forms of each class were closed."""
    found: dict[str, dict[int, Pairs]] = defaultdict(lambda: defaultdict(Pairs))
    columns = (PairCount.value_before, PairCount.value_after, PairCount.people, PairCount.in_total)
    for class_id, item, *counts in db.session.execute(
        select(PairCount.class_id, PairCount.item, *columns)
    ):
        found[item][class_id].add(*counts)
    return found


def shown_items() -> dict[str, Shown]:
    """Items that can have pairs: courses' outcomes first, as on the forms, then hope."""
    outcomes = select(
        AskedOutcome.item, func.min(AskedOutcome.position), func.min(AskedOutcome.words)
    ).group_by(AskedOutcome.item)
    asked = {item: Shown(place, words) for item, place, words in db.session.execute(outcomes)}
    hope = {item: Shown(MOST_OUTCOMES + place) for place, item in enumerate(OWN)}
    return asked | hope


def answered_waves(class_id: int) -> dict[str, set[str]]:
    """Code → the forms under it that have an answer in time, before and after."""
    rows = db.session.execute(
        select(Answer.code, Answer.wave)
        .where(Answer.class_id == class_id, Answer.wave.in_(("before", "after")))
        .where(Answer.value.is_not(None), Answer.in_time)
        .distinct()
    )
    found: dict[str, set[str]] = defaultdict(set)
    for code, wave in rows:
        found[code].add(wave)
    return found
