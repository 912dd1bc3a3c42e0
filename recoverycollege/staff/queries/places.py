"""Places as the office sees them: a person's, and a class's."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from recoverycollege.accounts.models import Person
from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import ClassSession, ScheduledClass, Venue
from recoverycollege.database import db
from recoverycollege.enrolment.models import LIVE, Enrolment, Offer
from recoverycollege.enrolment.queries.places import gathering, in_line
from recoverycollege.text import fold, words

Rows: TypeAlias = Select[*tuple[Any, ...]]
MOST_CLASSES = 40


@dataclass(frozen=True)
class Place:
    """One wish for a place, with what is needed to speak about it on the phone."""

    id: int
    class_id: int
    person_id: int
    person_name: str
    title: str
    class_state: str
    gathering: bool
    starts_at: datetime | None
    state: str
    number: int
    priority: int
    channel: str
    asked_at: datetime
    confirmed_at: datetime | None
    offer_kind: str | None
    offer_ends_at: datetime | None
    taken_by: str | None
    places: int
    with_whom: str
    companion: bool

    @property
    def live(self) -> bool:
        return self.state in LIVE

    @property
    def called_off(self) -> bool:
        """Whether the class was."""
        return self.class_state == "called_off"

    def may_return(self, now: datetime) -> bool:
        """Whether someone whose offer ran out can still go back in line."""
        to_come = self.starts_at is not None and self.starts_at > now
        return self.state == "lapsed" and self.class_state == "open" and to_come

    @property
    def received_earlier(self) -> bool:
        """Whether the office saved it some time after it had reached us, as with a form."""
        saved = self.confirmed_at
        return self.channel != "web" and saved is not None and self.asked_at < saved

    @property
    def in_line(self) -> bool:
        return self.state == "waiting" and self.confirmed_at is not None

    @property
    def deeds(self) -> list[str]:
        """What the office may do for the person now, the next step first."""
        if self.state == "offered":
            return ["confirm" if self.offer_kind == "own" else "accept", "decline"]
        if self.state == "waiting":
            return (["confirm"] if self.confirmed_at is None else []) + ["withdraw"]
        return ["withdraw"] if self.state == "enrolled" else []


def resting(places: Collection[Place], now: datetime) -> list[Place]:
    """Those whose offer ran out, who keep their turn: nothing else of theirs took its place."""
    live = {(p.class_id, p.person_id, p.companion) for p in places if p.live}
    return [
        p
        for p in places
        if p.may_return(now)
        and p.confirmed_at is not None
        and (p.class_id, p.person_id, p.companion) not in live
    ]


def _first_session() -> Rows:
    """Class → its first date; of a class called off, the one it would have had."""
    held = ClassSession.called_off.is_(False) | (ScheduledClass.state == "called_off")
    return (
        select(ClassSession.class_id, func.min(ClassSession.starts_at).label("starts_at"))
        .join(ScheduledClass, ScheduledClass.id == ClassSession.class_id)
        .where(held)
        .group_by(ClassSession.class_id)
    )


def _places() -> Rows:
    first, taker = _first_session().subquery(), aliased(Person)
    return (
        select(
            Enrolment.id,
            Enrolment.class_id,
            Enrolment.person_id,
            Person.name.label("person_name"),
            Course.title,
            ScheduledClass.state.label("class_state"),
            gathering().label("gathering"),
            first.c.starts_at,
            Enrolment.state,
            Enrolment.number,
            Enrolment.priority,
            Enrolment.channel,
            Enrolment.asked_at,
            Enrolment.confirmed_at,
            Offer.kind.label("offer_kind"),
            Offer.ends_at.label("offer_ends_at"),
            taker.name.label("taken_by"),
            Enrolment.places,
            Enrolment.with_whom,
            Enrolment.companion,
        )
        .join(Person, Person.id == Enrolment.person_id)
        .join(ScheduledClass, ScheduledClass.id == Enrolment.class_id)
        .join(Course, Course.id == ScheduledClass.course_id)
        .outerjoin(first, first.c.class_id == Enrolment.class_id)
        .outerjoin(Offer, (Offer.enrolment_id == Enrolment.id) & Offer.answer.is_(None))
        .outerjoin(taker, taker.id == Enrolment.taken_by_id)
    )


def _read(query: Rows) -> list[Place]:
    return [Place(**row._mapping) for row in db.session.execute(query)]


def places_of_person(person_id: int) -> list[Place]:
    """Living places first, each group with the newest wish first."""
    query = _places().where(Enrolment.person_id == person_id)
    return _read(query.order_by(Enrolment.state.not_in(LIVE), Enrolment.id.desc()).limit(60))


def places_of_class(class_id: int) -> list[Place]:
    """Everyone who ever asked for this class, in the order of their joining numbers."""
    return _read(_places().where(Enrolment.class_id == class_id).order_by(Enrolment.number))


def place(enrolment_id: int) -> Place | None:
    return next(iter(_read(_places().where(Enrolment.id == enrolment_id))), None)


def asked_later(places: Collection[Place]) -> dict[int, int]:
    """Enrolment id → how many in line stand before it and asked after it reached us. Only forms
    can be late; for all others, and before a lot, no statement is made."""
    with_turn = (place for place in places if place.in_line and not place.gathering)
    ids = [place.id for place in with_turn if place.received_earlier]
    if not ids:
        return {}
    mine, other = aliased(Enrolment), Enrolment
    query = (
        select(mine.id, func.count(other.id))
        .join(other, other.class_id == mine.class_id)
        .where(mine.id.in_(ids), in_line(), other.priority == mine.priority)
        .where(other.number < mine.number, other.asked_at > mine.asked_at)
        .group_by(mine.id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def companions_of(class_id: int) -> set[int]:
    """The wishes of a class that are a friend's, answered for by the person who asked."""
    friends = select(Enrolment.id).where(Enrolment.class_id == class_id, Enrolment.companion)
    return set(db.session.scalars(friends))


def last_classes(person_ids: Collection[int]) -> dict[int, str]:
    """Person id → the class they asked for last: it tells two of one name apart."""
    newest = select(func.max(Enrolment.id)).where(Enrolment.person_id.in_(person_ids))
    query = (
        select(Enrolment.person_id, Course.title)
        .join(ScheduledClass, ScheduledClass.id == Enrolment.class_id)
        .join(Course, Course.id == ScheduledClass.course_id)
        .where(Enrolment.id.in_(newest.group_by(Enrolment.person_id)))
    )
    return {row[0]: row[1] for row in db.session.execute(query)} if person_ids else {}


def holds() -> list[Place]:
    """Places kept for people who asked and were not reached yet, the soonest end first."""
    query = _places().where(Enrolment.state == "offered", Offer.kind == "own")
    return _read(query.order_by(Offer.ends_at).limit(20))


@dataclass(frozen=True)
class ClassLine:
    """A class in the office's list."""

    id: int
    title: str
    state: str
    venue: str
    starts_at: datetime | None

    @property
    def called_off(self) -> bool:
        return self.state == "called_off"

    def begun(self, now: datetime) -> bool:
        return self.starts_at is not None and self.starts_at <= now


def one_class(class_id: int) -> ClassLine | None:
    return next(iter(_read_classes(_classes().where(ScheduledClass.id == class_id))), None)


def find_classes(search: str, on: date | None, *, now: datetime, zone: ZoneInfo) -> list[ClassLine]:
    """Open classes that are not over, by part of the title and by the day they meet."""
    meets = select(ClassSession.class_id).where(ClassSession.ends_at >= now)
    if on:
        midnight = datetime.combine(on, time(), zone)
        meets = select(ClassSession.class_id).where(
            ClassSession.starts_at >= midnight,
            ClassSession.starts_at < midnight + timedelta(days=1),
        )
    query = _classes().where(ScheduledClass.state == "open", ScheduledClass.id.in_(meets))
    wanted = words(search)
    found = (line for line in _read_classes(query) if _has(fold(line.title), wanted))
    return list(islice(found, MOST_CLASSES))


def _has(title: str, wanted: list[str]) -> bool:
    return all(word in title for word in wanted)


def _classes() -> Rows:
    first = _first_session().subquery()
    return (
        select(
            ScheduledClass.id,
            Course.title,
            ScheduledClass.state,
            Venue.name.label("venue"),
            first.c.starts_at,
        )
        .join(Course, Course.id == ScheduledClass.course_id)
        .join(Venue, Venue.id == ScheduledClass.venue_id)
        .outerjoin(first, first.c.class_id == ScheduledClass.id)
        .order_by(first.c.starts_at, ScheduledClass.id)
    )


def _read_classes(query: Rows) -> list[ClassLine]:
    return [ClassLine(**row._mapping) for row in db.session.execute(query)]
