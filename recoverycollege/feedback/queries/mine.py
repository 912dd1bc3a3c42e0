"""A person's own answers, found with the key: theirs to see, to take along and to delete."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, select

from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.feedback.models import Answer, AskedOutcome, FreeText
from recoverycollege.feedback.models.answers import WAVES
from recoverycollege.feedback.queries.asked import own_words
from recoverycollege.feedback.queries.termly import term_codes
from recoverycollege.feedback.rules.codes import code_of, text_id
from recoverycollege.feedback.rules.items import WORDS, Item, worded_item

TEXT_ITEMS = (f"after-{WORDS}",)


@dataclass(frozen=True)
class Said:
    """One answer of one's own. `value` None: would rather not say. What is asked once a term
    belongs to no place, and to the term in the place of a course."""

    enrolment_id: int | None
    course: str
    wave: str
    week: date
    item: Item
    value: int | None


@dataclass(frozen=True)
class Mine:
    """Everything someone answered that still lies under their codes."""

    said: Sequence[Said]  # in the order of time
    words: Sequence[tuple[str, str]]  # (course, what was written)
    courses: dict[int, str]  # enrolment → course, of those with answers


def mine(person_id: int, key: str) -> Mine:
    """A person's own answers. `key` is ANSWER_KEY. Five statements."""
    places, college = {row.id: row for row in _places(person_id)}, own_words()
    by_code = {code_of(key, i): row for i, row in places.items() if i is not None}
    by_code |= {code: _Place(None, t.name) for code, t in term_codes(person_id, key).items()}
    answers = db.session.execute(
        select(Answer, AskedOutcome.words)
        .outerjoin(
            AskedOutcome,
            and_(AskedOutcome.class_id == Answer.class_id, AskedOutcome.item == Answer.item),
        )
        .where(Answer.code.in_(list(by_code)))
    )
    said = [
        Said(
            enrolment_id=by_code[answer.code].id,
            course=by_code[answer.code].title,
            wave=answer.wave,
            week=answer.week,
            item=worded_item(answer.item, words or college.get(answer.item)),
            value=answer.value,
        )
        for answer, words in answers
    ]
    said.sort(key=lambda one: (one.week, one.enrolment_id or 0, WAVES.index(one.wave)))
    texts = _words(key, [i for i in places if i is not None])
    kept = {one.enrolment_id for one in said} | set(texts)
    return Mine(
        said,
        [(places[i].title, text) for i, text in sorted(texts.items())],
        {i: places[i].title for i in places if i in kept and i is not None},
    )


def codes_and_texts(
    person_id: int, key: str, only: int | None = None
) -> tuple[list[str], list[str]]:
    """Under which codes and text ids a person's answers lie; of one place `only`, if given."""
    ids = places_of(person_id, only)
    termly = [*term_codes(person_id, key)] if only is None else []
    return (
        [code_of(key, enrolment_id) for enrolment_id in ids] + termly,
        [text_id(key, enrolment_id, item) for enrolment_id in ids for item in TEXT_ITEMS],
    )


def places_of(person_id: int, only: int | None = None) -> list[int]:
    """The places of a person, by their ids; `only` the one."""
    return [row.id for row in _places(person_id) if row.id and only in (None, row.id)]


def given_out(person_id: int, key: str) -> list[dict[str, Any]]:
    """A person's answers as rows, for whoever gives them all that is held about them."""
    found = mine(person_id, key)
    return [
        {
            "course": one.course,
            "form": one.wave,
            "week": one.week,
            "question": one.item.words % {"what": one.item.what},
            "answer": one.value,
        }
        for one in found.said
    ] + [{"course": course, "form": "after", "words": words} for course, words in found.words]


def _places(person_id: int) -> Sequence[_Place]:
    rows = db.session.execute(
        select(Enrolment.id, Course.title)
        .join(ScheduledClass, ScheduledClass.id == Enrolment.class_id)
        .join(Course, Course.id == ScheduledClass.course_id)
        .where(Enrolment.person_id == person_id)
        .order_by(Enrolment.id)
    )
    return [_Place(*row) for row in rows]


@dataclass(frozen=True)
class _Place:
    id: int | None
    title: str


def _words(key: str, places: Iterable[int]) -> dict[int, str]:
    ids = {text_id(key, i, item): i for i in places for item in TEXT_ITEMS}
    rows = db.session.execute(select(FreeText.id, FreeText.words).where(FreeText.id.in_(list(ids))))
    return {ids[found]: words for found, words in rows}
