"""What the worker made of forms without a before and after, term by term; and the hope gap. Only
figures are read, no answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from recoverycollege.catalogue.models import Term
from recoverycollege.database import db
from recoverycollege.feedback.models import Change, TermLevel
from recoverycollege.feedback.models.answers import WAVES
from recoverycollege.feedback.rules.gap import Gap, Mean, gap
from recoverycollege.feedback.rules.items import OWN, Item, worded_item
from recoverycollege.feedback.rules.privacy import decimals, may_show, rounded

BELIEVE, EXPECT = "people_can_recover", "expect_recovery"
MOST_TERMS = 6


@dataclass(frozen=True)
class Stood:
    """Where people stood on an item. The count is rounded."""

    wave: str
    item: Item
    people: int
    decimals: int
    mean: float


@dataclass(frozen=True)
class TermBelief:
    """One term. The gaps are there where both sides are of eight people or more."""

    term: Term
    teaching: Gap | None
    at_work: Gap | None
    stood: Sequence[Stood]


def terms_of_belief() -> list[TermBelief]:
    """The terms that have such figures, the newest first. Three statements."""
    terms = db.session.scalars(
        select(Term)
        .where(Term.id.in_(select(TermLevel.term_id)))
        .order_by(Term.starts_on.desc(), Term.id.desc())
        .limit(MOST_TERMS)
    ).all()
    ids = [term.id for term in terms]
    levels = db.session.scalars(select(TermLevel).where(TermLevel.term_id.in_(ids))).all()
    students = {
        row.scope_id: Mean(row.n, row.mean_after)
        for row in db.session.scalars(
            select(Change).where(
                Change.scope == "term", Change.scope_id.in_(ids), Change.item == BELIEVE
            )
        )
    }
    return [
        _term(term, [row for row in levels if row.term_id == term.id], students.get(term.id))
        for term in terms
    ]


def _term(term: Term, levels: Sequence[TermLevel], students: Mean | None) -> TermBelief:
    theirs = {row.wave: Mean(row.n, row.mean) for row in levels if row.item == EXPECT}
    shown = sorted((row for row in levels if may_show(row.n)), key=_order)
    return TermBelief(
        term,
        gap(students, theirs.get("co_teacher")),
        gap(students, theirs.get("at_work")),
        [
            Stood(
                row.wave,
                worded_item(row.item, row.words),
                rounded(row.n),
                decimals(rounded(row.n)),
                row.mean,
            )
            for row in shown
        ],
    )


def _order(row: TermLevel) -> tuple[int, int, str]:
    place = list(OWN).index(row.item) if row.item in OWN else len(OWN)
    return WAVES.index(row.wave), place, row.item
