"""What the people of a class answered about classes closed earlier: found with the key, so that a
pool knows how many people its places are. Only the worker comes here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.feedback.models import Turnout
from recoverycollege.feedback.queries.pairs import (
    ANSWERED,
    SCOPES,
    afterwards_given,
    answered_waves,
    begun_only,
    of_codes,
    pairs_given,
)
from recoverycollege.feedback.rules.codes import code_of

CODES_AT_ONCE = 500
Times = Mapping[str, Counter[tuple[str, str]]]  # code → (item, scope) → classes


def earlier(class_id: int, key: str) -> Times:
    """For each code of a class: of how many classes closed earlier its person gave a pair of an
    item, in the same course, strand, term, and in the college. `key` is ANSWER_KEY."""
    here = db.session.execute(_within().where(ScheduledClass.id == class_id)).one()
    codes = {
        person_id: code_of(key, enrolment_id)
        for person_id, enrolment_id in db.session.execute(
            select(Enrolment.person_id, Enrolment.id).where(Enrolment.class_id == class_id)
        )
    }
    theirs = select(Enrolment.person_id).where(Enrolment.class_id == class_id)
    rows = db.session.execute(
        _within()
        .add_columns(Enrolment.person_id, Enrolment.id.label("enrolment_id"))
        .join(Enrolment, Enrolment.class_id == ScheduledClass.id)
        .join(Turnout, Turnout.scope_id == ScheduledClass.id)
        .where(Turnout.scope == "class", ScheduledClass.id != class_id)
        .where(Enrolment.person_id.in_(theirs))
    ).all()
    items = _items([code_of(key, row.enrolment_id) for row in rows])
    found: dict[str, Counter[tuple[str, str]]] = {code: Counter() for code in codes.values()}
    for row in rows:
        shared = [scope for scope in SCOPES if _same(scope, row, here)]
        for item in items[code_of(key, row.enrolment_id)]:
            found[codes[row.person_id]].update((item, scope) for scope in shared)
    return found


def _within() -> Any:
    return select(
        ScheduledClass.course_id.label("course"),
        Course.strand_id.label("strand"),
        ScheduledClass.term_id.label("term"),
    ).join(Course, Course.id == ScheduledClass.course_id)


def _same(scope: str, one: Any, other: Any) -> bool:
    return scope == "college" or getattr(one, scope) == getattr(other, scope)


def _items(codes: Sequence[str]) -> dict[str, set[str]]:
    """Code → the items it has a pair of."""
    found: dict[str, set[str]] = defaultdict(set)
    for start in range(0, len(codes), CODES_AT_ONCE):
        of = of_codes(codes[start : start + CODES_AT_ONCE])
        answered = answered_waves(of)
        for given in (pairs_given(of), afterwards_given(of), begun_only(of, answered)):
            for item, by_code in given.items():
                for code in by_code:
                    found[code].add(item)
        for code, waves in answered.items():
            if len(waves) == 2:
                found[code].add(ANSWERED)
    return found
