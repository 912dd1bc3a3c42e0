"""What must always be true of answers and figures. Each check answers its breaches in words; none
changes anything. No code is named: what is printed may end in a log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Flask
from sqlalchemy import Executable, and_, exists, func, or_, select

from recoverycollege.database import db
from recoverycollege.feedback.models import (
    Afterwards,
    Answer,
    AskedOutcome,
    Baseline,
    Change,
    Counted,
    Turnout,
)
from recoverycollege.feedback.queries.asked import own_words
from recoverycollege.feedback.queries.local_texts import answer_names
from recoverycollege.feedback.rules.items import OWN
from recoverycollege.feedback.rules.privacy import may_show


def register(app: Flask) -> None:
    app.extensions.setdefault("audits", {}).update(
        {
            "feedback: nothing of fewer than eight": small,
            "feedback: figures add up": sums,
            "feedback: pools know their classes": pools,
            "feedback: answers": answers,
        }
    )


def small() -> list[str]:
    """No figure is of fewer people than may be shown."""
    rows = [
        row
        for m in (Change, Afterwards, Baseline)
        for row in _rows(select(m.scope, m.scope_id, m.n))
    ]
    return [f"{s} {i}: a change of {n} people" for s, i, n in rows if not may_show(n)]


def sums() -> list[str]:
    """Everyone with a place did one thing; every pair went up, down or stayed; the interval
    holds the difference. Whose answers stand alone is only in the places."""
    t, c = Turnout, Change
    people = _rows(
        select(t.scope, t.scope_id).where(t.both + t.before + t.after + t.neither > t.places)
    )
    pairs = _rows(
        select(c.scope, c.scope_id, c.item).where(
            or_(c.up + c.same + c.down != c.n, c.low > c.difference, c.high < c.difference)
        )
    )
    return [f"{s} {i}: more people answered or not than have a place" for s, i in people] + [
        f"{s} {i}: the figures of {item} do not add up" for s, i, item in pairs
    ]


def pools() -> list[str]:
    """A class has figures only once its forms are closed; a pool says which classes it counts."""
    closed = exists().where(Turnout.scope == "class", Turnout.scope_id == Change.scope_id)
    early = _rows(select(Change.scope_id).where(Change.scope == "class", ~closed).distinct())
    of_change = _counts(Change.scope, Change.scope_id, Change.item)
    of_turnout = _counts(Turnout.scope, Turnout.scope_id, "")
    changes = _rows(
        select(Change.scope, Change.scope_id).where(Change.scope != "class", ~of_change).distinct()
    )
    turnouts = _rows(
        select(Turnout.scope, Turnout.scope_id).where(Turnout.scope != "class", ~of_turnout)
    )
    return [f"class {i} has figures, and its forms are not closed" for (i,) in early] + [
        f"{s} {i}: nobody knows which classes are counted"
        for s, i in sorted({tuple(row) for row in [*changes, *turnouts]})
    ]


def answers() -> list[str]:
    """A code is of one class, and what was asked about a course was laid down for the class."""
    twice = _rows(
        select(func.count()).select_from(
            select(Answer.code)
            .group_by(Answer.code)
            .having(func.min(Answer.class_id) != func.max(Answer.class_id))
            .subquery()
        )
    )
    asked = exists().where(
        and_(AskedOutcome.class_id == Answer.class_id, AskedOutcome.item == Answer.item)
    )
    known = [*OWN, *own_words(), *answer_names()]
    unasked = _rows(
        select(Answer.class_id)
        .where(Answer.item.not_in(known), Answer.class_id.is_not(None), ~asked)
        .distinct()
    )
    return [f"codes with answers on more than one class: {n}" for (n,) in twice if n] + [
        f"class {i} has answers to what it was not asked" for (i,) in unasked
    ]


def _counts(scope: Any, scope_id: Any, item: Any) -> Any:
    return exists().where(
        Counted.scope == scope, Counted.scope_id == scope_id, Counted.item == item
    )


def _rows(query: Executable) -> Sequence[Any]:
    return db.session.execute(query).all()
