"""Figures as the worker leaves them, made by hand: so many pairs of a scope, a term, some words."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import select

from recoverycollege import clock
from recoverycollege.catalogue.models import Course, Strand, Term
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.feedback.models import (
    Afterwards,
    Change,
    Counted,
    FreeText,
    PairCount,
    TermFigures,
    Turnout,
)
from recoverycollege.feedback.queries.pairs import ANSWERED, SCOPES
from recoverycollege.feedback.rules.items import HOPE, TOGETHER, outcome_id
from tests.college import ZONE

AGAIN = ("again_in_term", "again_in_college")


class Figures:
    """Makes rows; every method commits. Any column can be given by its name."""

    def of(
        self,
        scope: str,
        scope_id: int,
        pairs: int,
        *,
        outcomes: Course | None = None,
        turnout: dict[str, Any] | None = None,
        **columns: Any,
    ) -> None:
        """The turnout of a scope with `pairs` pairs, and its changes when they are enough. Those
        of a course count all its closed classes."""
        today = clock.today(ZONE)
        counts = {"places": pairs + 9, "both": pairs, "before": 3, "after": 2, "neither": 4}
        counts |= {"untied": 0, "made_on": today} | (turnout or {})
        db.session.add(Turnout(scope=scope, scope_id=scope_id, **counts))
        if scope == "course":
            self._count(scope_id)
        if scope == "class":
            self._lay_down(scope_id, pairs)
        words = [outcome.words for outcome in outcomes.outcomes] if outcomes else []
        items = [(outcome_id(outcomes.id, each), each) for each in words] if outcomes else []
        for position, (item, text) in enumerate([*items, *((key, "") for key in HOPE)]):
            if pairs < 8:
                break
            values = self._change(pairs) | {"position": position, "words": text} | columns
            db.session.add(
                Change(scope=scope, scope_id=scope_id, item=item, made_on=today, **values)
            )
        if pairs >= 8:
            for item in TOGETHER:
                row = Afterwards(scope=scope, scope_id=scope_id, item=item, n=pairs, mean=4.17)
                row.made_on = today
                db.session.add(row)
        db.session.commit()

    def _lay_down(self, class_id: int, pairs: int) -> None:
        """Who answered, all of them different people."""
        new = {f"in_{scope}": pairs for scope in SCOPES} | dict.fromkeys(AGAIN, 0)
        cell = {"class_id": class_id, "item": ANSWERED, "value_before": 0, "value_after": 0}
        db.session.add(PairCount(**cell, people=pairs, **new))

    def _count(self, course_id: int) -> None:
        closed = select(Turnout.scope_id).where(Turnout.scope == "class")
        found = select(ScheduledClass.id).where(ScheduledClass.course_id == course_id)
        for class_id in db.session.scalars(found.where(ScheduledClass.id.in_(closed))):
            key = {"scope": "course", "scope_id": course_id, "item": ANSWERED}
            db.session.add(Counted(**key, class_id=class_id))

    def _change(self, pairs: int) -> dict[str, Any]:
        values: dict[str, Any] = {
            "n": pairs,
            "mean_before": 3.06,
            "mean_after": 3.57,
            "difference": 0.51,
            "low": 0.12,
            "high": 0.88,
            "up": pairs // 2,
            "down": 1,
            "same": pairs - pairs // 2 - 1,
        }
        if pairs >= 20:
            values["effect"] = 0.46
        if pairs >= 30:
            values |= {"d_z": 0.52, "t_p": 0.0004, "signed_rank_p": 0.012, "rank_biserial": 0.61}
        return values

    def words(self, class_id: int, *texts: str) -> None:
        """What people wrote after a class."""
        for text in texts:
            db.session.add(
                FreeText(
                    id=secrets.token_hex(32), class_id=class_id, item="after-anything", words=text
                )
            )
        db.session.commit()

    def term(self, term: Term | None = None, **columns: Any) -> int:
        """A term in numbers, whole and by each strand; the id of the term."""
        term = term or db.session.scalars(select(Term)).first()
        assert term is not None
        values = {"classes": 6, "people": 48, "enrolments": 60, "places": 72, "unfilled": 12}
        values |= {"waiting": 5, "marks": 200, "came": 140} | columns
        strands = db.session.scalars(select(Strand.id)).all()
        for strand_id in (None, *strands):
            db.session.add(
                TermFigures(term_id=term.id, strand_id=strand_id, made_at=clock.now(), **values)
            )
        db.session.commit()
        return term.id
