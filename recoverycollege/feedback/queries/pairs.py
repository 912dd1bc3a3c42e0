"""Pairs of answers, before and after, counted by the database."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import aliased

from recoverycollege.database import db
from recoverycollege.feedback.models import Answer, AskedOutcome, Turnout
from recoverycollege.feedback.rules.items import MOST_OUTCOMES, OWN, TOGETHER

Table = Mapping[tuple[int, int], int]  # (before, after) → how many answered so


@dataclass
class Pairs:
    """The pairs of one class and item: all of them, and those that count in totals."""

    all: Counter[tuple[int, int]] = field(default_factory=Counter)
    in_total: Counter[tuple[int, int]] = field(default_factory=Counter)


@dataclass(frozen=True)
class Shown:
    """How an item is shown: `position` among its class's items, and the words of an outcome."""

    position: int
    words: str = ""


def pairs_of(class_ids: Collection[int] | None = None) -> dict[tuple[int, str], Pairs]:
    """(class, item) → its pairs, of these classes or of all that are closed, in one statement.

    A pair has the same code, class, item and form version; both have a value, and the after
    answer came in time."""
    before, after = aliased(Answer), aliased(Answer)
    in_total = and_(before.in_college_total, after.in_college_total)
    closed = select(Turnout.scope_id).where(Turnout.scope == "class")
    rows = db.session.execute(
        select(
            before.class_id,
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
        .where(before.class_id.in_(closed if class_ids is None else class_ids))
        .group_by(before.class_id, before.item, before.value, after.value)
        .order_by(before.class_id, before.item, before.value, after.value)
    )
    found: dict[tuple[int, str], Pairs] = defaultdict(Pairs)
    for class_id, item, value_before, value_after, people, counted in rows:
        pairs = found[class_id, item]
        pairs.all[value_before, value_after] = people
        pairs.in_total[value_before, value_after] = int(counted)
    return dict(found)


def afterwards_of(class_ids: Collection[int] | None = None) -> dict[tuple[int, str], Pairs]:
    """The same of what is asked only after the class: a pair of an answer with itself."""
    closed = select(Turnout.scope_id).where(Turnout.scope == "class")
    rows = db.session.execute(
        select(
            Answer.class_id,
            Answer.item,
            Answer.value,
            func.count(),
            func.sum(case((Answer.in_college_total, 1), else_=0)),
        )
        .where(Answer.item.in_(TOGETHER), Answer.wave == "after", Answer.in_time)
        .where(Answer.value.is_not(None))
        .where(Answer.class_id.in_(closed if class_ids is None else class_ids))
        .group_by(Answer.class_id, Answer.item, Answer.value)
        .order_by(Answer.class_id, Answer.item, Answer.value)
    )
    found: dict[tuple[int, str], Pairs] = defaultdict(Pairs)
    for class_id, item, value, people, counted in rows:
        pairs = found[class_id, item]
        pairs.all[value, value] = people
        pairs.in_total[value, value] = int(counted)
    return dict(found)


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
