"""What must always be true of places. Each check answers its breaches in words; none changes
anything. Ids only: what is printed may end in a log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import Executable, case, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from recoverycollege import clock
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import LIVE, Attendance, Enrolment, Offer
from recoverycollege.enrolment.queries.limits import at_limit
from recoverycollege.enrolment.queries.places import gathering, in_line, places_where
from recoverycollege.enrolment.queries.turns import beginnings, is_arranging, wish_of
from recoverycollege.enrolment.rules.places import Wish, next_in_line
from recoverycollege.enrolment.rules.windows import NO_OFFERS_BEFORE_START
from recoverycollege.history import Entry

ENDED = ("declined", "lapsed", "withdrawn", "completed")
GIVES = ("place.asked", "place.offered", "place.given", "place.drawn")
SWEPT_WITHIN = timedelta(minutes=5)  # a place that came free just now may still be unoffered


def register(app: Flask) -> None:
    app.extensions.setdefault("audits", {}).update(
        {
            "places: capacity": capacity,
            "places: one wish a person and class": one_wish,
            "places: joining numbers": numbers,
            "places: states": states,
            "places: offers": offers,
            "places: offers end": lambda: overdue(clock.now()),
            "places: any date of a course": any_date,
            "places: nobody waits beside a free place": lambda: waiting(clock.now()),
            "places: sessions in order": sessions,
            "places: attendance": attendance,
        }
    )


def capacity() -> list[str]:
    """Places taken and set aside fit the class, or did before its capacity was lowered."""
    taken = places_where(Enrolment.state.in_(("enrolled", "offered", "completed")))
    rows = _rows(
        select(ScheduledClass.id, ScheduledClass.capacity, taken)
        .join(Enrolment, Enrolment.class_id == ScheduledClass.id)
        .group_by(ScheduledClass.id, ScheduledClass.capacity)
        .having(taken > ScheduledClass.capacity)
    )
    return [
        f"class {class_id}: {taken} places taken of {room}"
        for class_id, room, taken in rows
        if not _was_lowered(class_id, taken)
    ]


def _was_lowered(class_id: int, taken: int) -> bool:
    """Whether as many places were there once, and none was given since their number changed."""
    changes = db.session.scalars(
        select(Entry)
        .where(Entry.about_kind == "class", Entry.about_id == class_id)
        .where(Entry.action == "class.capacity")
        .order_by(Entry.id)
    ).all()
    if not any(int(entry.detail["before"]) >= taken for entry in changes):
        return False
    of_class = select(Enrolment.id).where(Enrolment.class_id == class_id)
    since = db.session.scalars(
        select(Entry).where(
            Entry.about_kind == "enrolment",
            Entry.about_id.in_(of_class),
            Entry.id > changes[-1].id,
            Entry.action.in_(GIVES),
        )
    )
    return not any(entry.detail.get("state") != "waiting" for entry in since)


def one_wish() -> list[str]:
    """One for themselves, and one for a friend at most."""
    rows = _rows(
        select(Enrolment.class_id, Enrolment.person_id, func.count())
        .where(Enrolment.state.in_(LIVE))
        .group_by(Enrolment.class_id, Enrolment.person_id, Enrolment.companion)
        .having(func.count() > 1)
    )
    return [f"class {c}: person {p} has {n} running wishes" for c, p, n in rows]


def numbers() -> list[str]:
    """Given once each, from one on."""
    twice = _rows(
        select(Enrolment.class_id, Enrolment.number)
        .group_by(Enrolment.class_id, Enrolment.number)
        .having(func.count() > 1)
    )
    never = _rows(select(Enrolment.class_id, Enrolment.number).where(Enrolment.number < 1))
    return [f"class {c}: number {n} given twice" for c, n in twice] + [
        f"class {c}: number {n} was never given" for c, n in never
    ]


def states() -> list[str]:
    """A place is confirmed; what is over has an end, and what runs has none."""
    unconfirmed = Enrolment.state.in_(("enrolled", "completed")) & Enrolment.confirmed_at.is_(None)
    no_end = Enrolment.state.in_(ENDED) & Enrolment.ended_at.is_(None)
    too_early = Enrolment.state.in_(LIVE) & Enrolment.ended_at.is_not(None)
    called_off = Enrolment.state.in_(LIVE) & (ScheduledClass.state == "called_off")
    return _enrolments(unconfirmed, "has a place and was never confirmed") + [
        *_enrolments(no_end, "is over without an end"),
        *_enrolments(too_early, "has an end and still runs"),
        *_enrolments(called_off, "still runs on a class that was called off"),
    ]


def offers() -> list[str]:
    """One live offer for each enrolment that is offered a place, and none for any other."""
    live = aliased(Offer)
    answered = Offer.answer.is_not(None)
    rows = _rows(
        select(Enrolment.id, Enrolment.state, func.count(live.id))
        .outerjoin(live, (live.enrolment_id == Enrolment.id) & live.answer.is_(None))
        .group_by(Enrolment.id, Enrolment.state)
        .having(func.count(live.id) != case((Enrolment.state == "offered", 1), else_=0))
    )
    odd = _rows(
        select(Offer.id)
        .join(Enrolment, Enrolment.id == Offer.enrolment_id)
        .where(
            or_(
                answered != Offer.answered_at.is_not(None),
                Offer.answer.is_(None) & (Offer.places != Enrolment.places),
                Offer.ends_at < Offer.made_at,
            )
        )
    )
    return [f"enrolment {e} is {state} with {n} live offers" for e, state, n in rows] + [
        f"offer {offer_id} does not fit its own answer, places or times" for (offer_id,) in odd
    ]


def overdue(now: datetime) -> list[str]:
    """An offer ends when its time is over, but while something is arranged for someone."""
    rows = _rows(
        select(Offer.id)
        .join(Enrolment, Enrolment.id == Offer.enrolment_id)
        .where(Offer.answer.is_(None), Offer.ends_at < now - SWEPT_WITHIN, ~is_arranging())
        .order_by(Offer.id)
    )
    return [f"offer {offer_id} runs though its time is over" for (offer_id,) in rows]


def any_date() -> list[str]:
    """A wish rests only while another date of its course is theirs, and only then."""
    taken = aliased(Enrolment)
    rows = _rows(
        select(Enrolment.id)
        .outerjoin(taken, taken.id == Enrolment.rests_for_id)
        .where(
            Enrolment.state == "waiting",
            or_(
                Enrolment.resting != Enrolment.rests_for_id.is_not(None),
                Enrolment.resting & taken.state.not_in(("enrolled", "completed")),
                Enrolment.resting & (taken.person_id != Enrolment.person_id),
            ),
        )
    )
    friends = _rows(select(Enrolment.id).where(Enrolment.companion, Enrolment.places != 1))
    return [f"enrolment {e} rests for no place" for (e,) in rows] + [
        f"enrolment {e} is of a friend, and for more than one" for (e,) in friends
    ]


def waiting(now: datetime) -> list[str]:
    """Nobody who could have a free place waits for it; near the start the office rings instead."""
    begins = beginnings()
    taken = places_where(Enrolment.state.in_(("enrolled", "offered")))
    rows = _rows(
        select(ScheduledClass.id, ScheduledClass.capacity - taken, ScheduledClass.capacity)
        .join(begins, begins.c.class_id == ScheduledClass.id)
        .join(Enrolment, Enrolment.class_id == ScheduledClass.id)
        .where(
            ScheduledClass.state == "open",
            begins.c.starts_at > now + NO_OFFERS_BEFORE_START,
            ~gathering(),
        )
        .group_by(ScheduledClass.id, ScheduledClass.capacity)
        .having(taken < ScheduledClass.capacity, places_where(in_line()) > 0)
    )
    return [
        f"class {class_id}: enrolment {wish.enrolment_id} waits beside {free} free places"
        for class_id, free, room in rows
        for wish in next_in_line(_line(class_id, now), free, room).chosen
    ]


def _line(class_id: int, now: datetime) -> Iterable[Wish]:
    """The line as it was a moment ago: whoever asked since, or ended a break, will be seen."""
    line = db.session.scalars(
        select(Enrolment)
        .where(Enrolment.class_id == class_id, in_line())
        .options(joinedload(Enrolment.person, innerjoin=True))
    ).all()
    found, then = db.session.get_one(ScheduledClass, class_id), now - SWEPT_WITHIN
    limited = at_limit(found, [enrolment.person_id for enrolment in line])
    for enrolment in line:
        wish = wish_of(enrolment, then, limited)
        yield replace(wish, eligible=wish.eligible and enrolment.asked_at <= then)


def sessions() -> list[str]:
    """Sessions end after they begin, and those of one class do not overlap."""
    other = aliased(ClassSession)
    rows = _rows(
        select(ClassSession.class_id, ClassSession.id, other.id)
        .join(other, (other.class_id == ClassSession.class_id) & (other.id > ClassSession.id))
        .where(
            ClassSession.called_off.is_(False),
            other.called_off.is_(False),
            ClassSession.starts_at < other.ends_at,
            other.starts_at < ClassSession.ends_at,
        )
    )
    turned = _rows(select(ClassSession.id).where(ClassSession.ends_at <= ClassSession.starts_at))
    return [f"class {c}: sessions {one} and {two} overlap" for c, one, two in rows] + [
        f"session {session_id} ends before it begins" for (session_id,) in turned
    ]


def attendance() -> list[str]:
    """A mark belongs to an enrolment on the class of its session."""
    rows = _rows(
        select(Attendance.id)
        .join(ClassSession, ClassSession.id == Attendance.session_id)
        .join(Enrolment, Enrolment.id == Attendance.enrolment_id)
        .where(ClassSession.class_id != Enrolment.class_id)
    )
    return [f"attendance {mark_id} is of another class" for (mark_id,) in rows]


def _enrolments(condition: Any, words: str) -> list[str]:
    found = db.session.scalars(
        select(Enrolment.id)
        .join(ScheduledClass, ScheduledClass.id == Enrolment.class_id)
        .where(condition)
        .order_by(Enrolment.id)
    )
    return [f"enrolment {enrolment_id} {words}" for enrolment_id in found]


def _rows(query: Executable) -> Sequence[Any]:
    return db.session.execute(query).all()
