"""A person's own answers, found with the key: theirs to see, to take along and to delete."""

from __future__ import annotations

from collections.abc import Sequence
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
from recoverycollege.feedback.queries.local_texts import asked_once
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
class Wrote:
    """Words of one's own, from the box of a form."""

    enrolment_id: int
    item: str
    course: str
    words: str


@dataclass(frozen=True)
class Mine:
    """Everything someone answered that still lies under their codes."""

    said: Sequence[Said]  # in the order of time
    words: Sequence[Wrote]
    courses: dict[int, str]  # enrolment → course, of those with answers


def mine(person_id: int, key: str) -> Mine:
    """A person's own answers. `key` is ANSWER_KEY. Five statements, six where some are
    to instruments."""
    places = {row.id: row for row in places_with_courses(person_id)}
    about: dict[str, tuple[int | None, str]]  # code → place, and what it is about
    about = {code: (None, term.name) for code, term in term_codes(person_id, key).items()}
    about |= {code_of(key, i): (i, place.title) for i, place in places.items()}
    college = own_words()
    answers = db.session.execute(
        select(Answer, AskedOutcome.words)
        .outerjoin(
            AskedOutcome,
            and_(AskedOutcome.class_id == Answer.class_id, AskedOutcome.item == Answer.item),
        )
        .where(Answer.code.in_(list(about)))
    ).all()
    of_instruments = asked_once({answer.item for answer, _ in answers})
    said = [
        Said(
            enrolment_id=about[answer.code][0],
            course=about[answer.code][1],
            wave=answer.wave,
            week=answer.week,
            item=of_instruments.get(answer.item)
            or worded_item(answer.item, words or college.get(answer.item)),
            value=answer.value,
        )
        for answer, words in answers
    ]
    said.sort(key=lambda one: (one.week, one.enrolment_id or 0, WAVES.index(one.wave)))
    texts = _words(key, places)
    kept = {one.enrolment_id for one in said} | {one.enrolment_id for one in texts}
    return Mine(said, texts, {i: places[i].title for i in places if i in kept})


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
    return [row.id for row in places_with_courses(person_id) if only in (None, row.id)]


def given_out(person_id: int, key: str) -> list[dict[str, Any]]:
    """A person's answers as rows, for whoever gives them all that is held about them."""
    found = mine(person_id, key)
    return [
        {
            "course": one.course,
            "form": one.wave,
            "week": one.week,
            "question": one.item.words % {"what": one.item.what}
            if one.item.what
            else one.item.words,
            "answer": one.value,
        }
        for one in found.said
    ] + [{"course": one.course, "form": "after", "words": one.words} for one in found.words]


def places_with_courses(person_id: int) -> Sequence[Place]:
    """All places someone has or had, with the titles of their courses."""
    rows = db.session.execute(
        select(Enrolment.id, Course.title)
        .join(ScheduledClass, ScheduledClass.id == Enrolment.class_id)
        .join(Course, Course.id == ScheduledClass.course_id)
        .where(Enrolment.person_id == person_id)
        .order_by(Enrolment.id)
    )
    return [Place(*row) for row in rows]


@dataclass(frozen=True)
class Place:
    """A place someone has or had."""

    id: int
    title: str


def _words(key: str, places: dict[int, Place]) -> list[Wrote]:
    ids = {text_id(key, i, item): (i, item) for i in places for item in TEXT_ITEMS}
    rows = db.session.execute(select(FreeText.id, FreeText.words).where(FreeText.id.in_(list(ids))))
    found = sorted((*ids[one], words) for one, words in rows)
    return [Wrote(i, item, places[i].title, words) for i, item, words in found]
