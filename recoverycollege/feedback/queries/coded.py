"""The places of classes, the codes that their answers lie under, found anew with the key, and those
answers. Only the worker comes here."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, select

from recoverycollege.accounts.models import Person
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.feedback.models import Answer, FormState
from recoverycollege.feedback.queries.forms import may_answer
from recoverycollege.feedback.rules.codes import code_of
from recoverycollege.feedback.rules.matching import Answered

AT_ONCE = 500  # codes in one statement
COLUMNS = [getattr(Answer, name) for name in Answered._fields]


class Coded(NamedTuple):
    """An enrolment by its code. `asked`: it has a form of its own; whoever left, or was erased,
    has none."""

    class_id: int
    person_id: int
    code: str
    asked: bool


def places_of(class_ids: Collection[int], key: str) -> list[Coded]:
    """Every enrolment there ever was in these classes. `key` is ANSWER_KEY."""
    asked = and_(may_answer(), Person.erased_at.is_(None))
    rows = db.session.execute(
        select(Enrolment.class_id, Enrolment.person_id, Enrolment.id, asked)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.class_id.in_(class_ids))
    )
    return [Coded(of, person_id, code_of(key, id_), bool(it)) for of, person_id, id_, it in rows]


def answers_about(class_ids: Collection[int]) -> list[Answered]:
    """What was answered before and after these classes, under whatever code."""
    return _answers(Answer.class_id.in_(class_ids))


def answers_under(codes: Collection[str]) -> list[Answered]:
    """The same under these codes."""
    return [answer for some in _some(codes) for answer in _answers(Answer.code.in_(some))]


def with_state(codes: Collection[str], states: Collection[str]) -> set[str]:
    """Those of these codes whose after form is in one of these states."""
    query = select(FormState.code).where(FormState.wave == "after", FormState.state.in_(states))
    found: set[str] = set()
    for some in _some(codes):
        found.update(db.session.scalars(query.where(FormState.code.in_(some))))
    return found


def _answers(which: ColumnElement[bool]) -> list[Answered]:
    query = select(*COLUMNS).where(Answer.wave.in_(("before", "after")), which)
    return [Answered(*row) for row in db.session.execute(query)]


def _some(codes: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(codes)
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))
