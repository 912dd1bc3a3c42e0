"""Places from the side of people: my places, who comes, where in the line."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from recoverycollege.accounts.models import Contact, Person
from recoverycollege.accounts.queries import current_contact
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import LIVE, Attendance, Enrolment, Offer
from recoverycollege.enrolment.queries.places import in_line
from recoverycollege.enrolment.rules.people import same_name

WHOLE_CLASS = (
    joinedload(Enrolment.scheduled_class).joinedload(ScheduledClass.course),
    joinedload(Enrolment.scheduled_class).joinedload(ScheduledClass.venue),
    joinedload(Enrolment.scheduled_class).selectinload(ScheduledClass.sessions),
)


@dataclass(frozen=True)
class MyPlaces:
    """A person's places: classes to come, wishes in line, offers to answer, and the past."""

    offered: list[Enrolment]
    coming: list[Enrolment]
    waiting: list[Enrolment]
    past: list[Enrolment]


@dataclass(frozen=True)
class AtContact:
    """Who at a contact bears a name, and the enrolments for which a place is being kept there,
    unconfirmed."""

    person: Person | None
    held: list[int]


def my_places(person_id: int, now: datetime) -> MyPlaces:
    """Every place of a person, sorted by what it asks of them. Three statements."""
    found = db.session.scalars(
        select(Enrolment)
        .where(Enrolment.person_id == person_id)
        .options(*WHOLE_CLASS, selectinload(Enrolment.offers))
        .order_by(Enrolment.id)
    ).all()
    mine = MyPlaces([], [], [], [])
    lists = {"offered": mine.offered, "enrolled": mine.coming, "waiting": mine.waiting}
    for enrolment in found:
        target = lists.get(enrolment.state, mine.past)
        if enrolment.state == "lapsed" and enrolment.confirmed_at:
            target = mine.waiting  # it only rests
        if target is not mine.past and not next_session(enrolment.scheduled_class, now):
            target = mine.past
        target.append(enrolment)
    mine.coming.sort(key=lambda e: next_start(e, now))
    mine.past.sort(key=lambda e: e.scheduled_class.sessions[0].starts_at, reverse=True)
    return mine


def next_session(
    found: ScheduledClass, now: datetime, but: Collection[int] = ()
) -> ClassSession | None:
    """The session that is running or comes next. `but`: which do not count."""
    coming = (s for s in found.sessions if s.ends_at > now and not s.called_off)
    return next((s for s in coming if s.id not in but), None)


def next_start(enrolment: Enrolment, now: datetime) -> datetime:
    session = next_session(enrolment.scheduled_class, now)
    return session.starts_at if session else now


def place_of(person_id: int, enrolment_id: int) -> Enrolment | None:
    """A place as its owner's; somebody else's is as good as absent."""
    return _place(and_(Enrolment.id == enrolment_id, Enrolment.person_id == person_id))


def place(enrolment_id: int) -> Enrolment | None:
    """A place by its id, for links in letters and for the office."""
    return _place(Enrolment.id == enrolment_id)


def _place(condition: ColumnElement[bool]) -> Enrolment | None:
    return db.session.scalar(
        select(Enrolment)
        .where(condition)
        .options(
            *WHOLE_CLASS,
            joinedload(Enrolment.scheduled_class).selectinload(ScheduledClass.team),
            joinedload(Enrolment.person),
            selectinload(Enrolment.offers),
        )
    )


def is_theirs(person_id: int, enrolment_id: int) -> bool:
    """Whether a place is this person's, and they have not been erased."""
    mine = exists().where(
        Enrolment.id == enrolment_id,
        Enrolment.person_id == person_id,
        Person.id == Enrolment.person_id,
        Person.erased_at.is_(None),
    )
    return bool(db.session.scalar(select(mine)))


def state_of_place(enrolment_id: int) -> str | None:
    return db.session.scalar(select(Enrolment.state).where(Enrolment.id == enrolment_id))


def at_contact(kind: str, key: str, name: str) -> AtContact:
    """Who is reached at a contact, by the name that was typed. One statement."""
    running = and_(Offer.enrolment_id == Enrolment.id, Offer.kind == "own", Offer.answer.is_(None))
    rows = db.session.execute(
        select(Person, Offer.enrolment_id)
        .join(Contact)
        .outerjoin(Enrolment, Enrolment.person_id == Person.id)
        .outerjoin(Offer, running)
        .where(current_contact(kind, key))
        .order_by(Person.confirmed_at.is_(None), Person.id)
    ).all()
    known = (person for person, _ in rows if same_name(person.name, name))
    held = [enrolment_id for _, enrolment_id in rows if enrolment_id is not None]
    return AtContact(next(known, None), held)


def running_offer(enrolment: Enrolment) -> Offer | None:
    return next((o for o in enrolment.offers if o.answer is None), None)


def place_on_class(person_id: int, class_id: int) -> int | None:
    """The id of the person's own live place or wish on a class; a friend's is another."""
    return db.session.scalar(
        select(Enrolment.id).where(
            Enrolment.person_id == person_id,
            Enrolment.class_id == class_id,
            Enrolment.companion.is_(False),
            Enrolment.state.in_(LIVE),
        )
    )


def line_positions(enrolment_ids: Sequence[int]) -> dict[int, int]:
    """Enrolment id → its position in its line (1 is next), in one statement. A wish that rests, or
    is not confirmed yet, has none."""
    mine, other = aliased(Enrolment), Enrolment
    rows = db.session.execute(
        select(mine.id, func.count(other.id))
        .join(other, other.class_id == mine.class_id)
        .where(
            mine.id.in_(enrolment_ids),
            mine.confirmed_at.is_not(None),
            mine.resting.is_(False),
            in_line(),
            or_(
                other.priority > mine.priority,
                and_(other.priority == mine.priority, other.number <= mine.number),
            ),
        )
        .group_by(mine.id)
    )
    return {row[0]: max(1, row[1]) for row in rows}


def marks_of(session_id: int) -> dict[int, Attendance]:
    """Enrolment id → its mark at a session."""
    found = db.session.scalars(select(Attendance).where(Attendance.session_id == session_id))
    return {attendance.enrolment_id: attendance for attendance in found}
