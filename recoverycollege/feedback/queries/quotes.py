"""Quotes: what waits for the moderators, what waits for its author, and what everyone may read.

Whose words they are is found with the key, among those who had a place on the class.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select

from recoverycollege.accounts.models import Person
from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import ScheduledClass, Venue
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.feedback.models import FreeText, Moderator, Quote, QuoteYes
from recoverycollege.feedback.queries.mine import TEXT_ITEMS, Wrote, places_with_courses
from recoverycollege.feedback.rules.codes import quote_id, text_id

MOST_SHOWN = 5
MOST_WAITING = 50


@dataclass(frozen=True)
class ToModerate:
    """Words that wait for the yes of two moderators. `yeses`: how many there are; `mine`: whether
    the reader's is one; `lived`: whether one is of someone who speaks from lived experience."""

    quote: Quote
    course: str
    yeses: int
    mine: bool
    lived: bool

    @property
    def shown(self) -> str:
        return self.quote.final or self.quote.words


@dataclass(frozen=True)
class Shown:
    """A quote on a course's page. Nobody is named who did not want it."""

    words: str
    name: str
    place: str


@dataclass(frozen=True)
class MyText:
    """Words of one's own, and what has become of them as a quote. `place`: where they were
    written, and `name`: the first name that may be shown."""

    enrolment_id: int
    item: str
    course: str
    words: str
    quote: Quote | None
    place: str
    name: str


def moderator(person_id: int) -> Moderator | None:
    return db.session.get(Moderator, person_id)


class Named(NamedTuple):
    """Someone who reads quotes first."""

    person_id: int
    name: str
    lived_experience: bool


def moderators() -> list[Named]:
    """Who reads quotes first, by name."""
    rows = db.session.execute(
        select(Moderator.person_id, Person.name, Moderator.lived_experience)
        .join(Person, Person.id == Moderator.person_id)
        .order_by(Person.folded_name, Person.id)
    )
    return [Named(*row) for row in rows]


def own_quotes(person_id: int, key: str) -> list[str]:
    """Under which ids words of someone's own may lie as quotes: others decide about those."""
    places = places_with_courses(person_id)
    return [quote_id(key, text_id(key, place.id, item)) for place in places for item in TEXT_ITEMS]


def to_moderate(person_id: int, key: str) -> list[ToModerate]:
    """What waits, without what they wrote themselves, in the order of keyed ids, which is no
    order. Three statements."""
    rows = db.session.execute(
        select(Quote, Course.title)
        .join(ScheduledClass, ScheduledClass.id == Quote.class_id)
        .join(Course, Course.id == ScheduledClass.course_id)
        .where(Quote.state == "offered", Quote.id.not_in(own_quotes(person_id, key)))
        .order_by(Quote.id)
        .limit(MOST_WAITING)
    ).all()
    yeses: dict[str, dict[int, bool]] = {}
    found = select(QuoteYes).where(QuoteYes.quote_id.in_([quote.id for quote, _ in rows]))
    for yes in db.session.scalars(found):
        yeses.setdefault(yes.quote_id, {})[yes.person_id] = yes.lived_experience
    return [
        ToModerate(quote, title, len(of), person_id in of, any(of.values()))
        for quote, title in rows
        for of in [yeses.get(quote.id, {})]
    ]


def waiting_for(person_id: int, key: str) -> int | None:
    """How many quotes wait for a moderator; None for someone who is none."""
    return len(to_moderate(person_id, key)) if moderator(person_id) else None


def counts() -> dict[str, int]:
    """How many quotes are in each state."""
    query = select(Quote.state, func.count()).group_by(Quote.state)
    return dict(db.session.execute(query).all())


def published() -> Sequence[tuple[Quote, str]]:
    """(quote, course) of all that is published, for the office."""
    return db.session.execute(
        select(Quote, Course.title)
        .join(ScheduledClass, ScheduledClass.id == Quote.class_id)
        .join(Course, Course.id == ScheduledClass.course_id)
        .where(Quote.state == "published")
        .order_by(Course.title, Quote.id)
    ).all()


def quotes_of_course(course_id: int, today: date, key: str) -> list[Shown]:
    """What students of a course say, as far as they let everyone read it. One statement; one more
    where someone wants their first name to be shown."""
    rows = db.session.execute(
        select(Quote, Venue.name)
        .join(ScheduledClass, ScheduledClass.id == Quote.class_id)
        .join(Venue, Venue.id == ScheduledClass.venue_id)
        .where(ScheduledClass.course_id == course_id)
        .where(Quote.state == "published", Quote.until >= today)
        .order_by(Quote.id)
        .limit(MOST_SHOWN)
    ).all()
    named = {quote.id: quote.class_id for quote, _ in rows if quote.with_name}
    names = {one: first_name(name) for one, (_, name) in authors(named, key).items()}
    return [
        Shown(quote.final, names.get(quote.id, ""), place if quote.with_place else "")
        for quote, place in rows
    ]


def quotes_of_scope(scope: str, scope_id: int, today: date) -> list[Shown]:
    """The words that stand on the pages of a course, of a strand's courses, or of all. Nobody is
    named here. One statement."""
    of = {"course": ScheduledClass.course_id, "strand": Course.strand_id}.get(scope)
    query = (
        select(Quote.final)
        .join(ScheduledClass, ScheduledClass.id == Quote.class_id)
        .join(Course, Course.id == ScheduledClass.course_id)
        .where(Quote.state == "published", Quote.until >= today)
        .order_by(Quote.id)
        .limit(MOST_SHOWN)
    )
    rows = db.session.scalars(query if of is None else query.where(of == scope_id))
    return [Shown(words, "", "") for words in rows]


def authors(quotes: dict[str, int], key: str) -> dict[str, tuple[int, str]]:
    """Quote → (person, name), found with the key. `quotes`: quote → its class."""
    if not quotes:
        return {}
    rows = db.session.execute(
        select(Enrolment.id, Person.id, Person.name)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.class_id.in_(set(quotes.values())))
    )
    found = {
        quote_id(key, text_id(key, enrolment_id, item)): (person_id, name)
        for enrolment_id, person_id, name in rows
        for item in TEXT_ITEMS
    }
    return {one: found[one] for one in quotes if one in found}


def my_texts(person_id: int, key: str) -> list[MyText]:
    """All that someone wrote into the boxes, with what became of it. Four statements."""
    places = {row.id: row for row in places_with_courses(person_id)}
    ids = {text_id(key, i, item): (i, item) for i in places for item in TEXT_ITEMS}
    texts = db.session.scalars(select(FreeText).where(FreeText.id.in_(list(ids)))).all()
    quotes = {quote.id: quote for quote in quotes_at([quote_id(key, t.id) for t in texts])}
    wheres = _where({text.class_id for text in texts})
    name = first_name(db.session.scalar(select(Person.name).where(Person.id == person_id)) or "")
    return [
        MyText(
            *ids[text.id],
            places[ids[text.id][0]].title,
            text.words,
            quotes.get(quote_id(key, text.id)),
            wheres[text.class_id],
            name,
        )
        for text in sorted(texts, key=lambda text: ids[text.id])
    ]


def quote_states(wrote: Sequence[Wrote], key: str) -> dict[Wrote, str]:
    """What has become of words as quotes; those that are none are left out."""
    ids = {quote_id(key, text_id(key, one.enrolment_id, one.item)): one for one in wrote}
    return {ids[quote.id]: quote.state for quote in quotes_at(ids)} if ids else {}


def quotes_at(ids: Collection[str]) -> Sequence[Quote]:
    return db.session.scalars(select(Quote).where(Quote.id.in_(ids))).all()


def first_name(name: str) -> str:
    return next(iter(name.split()), "")


def _where(class_ids: Collection[int]) -> dict[int, str]:
    query = (
        select(ScheduledClass.id, Venue.name)
        .join(Venue, Venue.id == ScheduledClass.venue_id)
        .where(ScheduledClass.id.in_(class_ids))
    )
    return dict(db.session.execute(query).all())
