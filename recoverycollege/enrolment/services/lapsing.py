"""What time alone does to places: offers lapse, classes end. One class at a time, locked."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update

from recoverycollege import history
from recoverycollege.accounts.models import Task
from recoverycollege.accounts.services.tasks import finish_tasks_about, finish_tasks_where
from recoverycollege.catalogue.models import CourseIdea
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.classes.queries import teaches
from recoverycollege.database import db
from recoverycollege.enrolment.models import LIVE, Enrolment, Offer
from recoverycollege.enrolment.queries.places import counts, in_line
from recoverycollege.enrolment.queries.turns import (
    beginnings,
    first_start,
    has_yet_to_begin,
    is_arranging,
)
from recoverycollege.enrolment.rules.windows import NO_OFFERS_BEFORE_START
from recoverycollege.enrolment.services.filling import end_offer, fill, lock, with_offers
from recoverycollege.enrolment.services.telling import tell

IDEA_KEPT = timedelta(days=90)  # after its answer, of someone who never came
ENDS_WITH_CLASS = ("offer", "confirm", "tell", "access")  # the office's tasks about its places


def classes_with_automatic_offers() -> list[int]:
    """Classes with a running offer to someone who need not be asked, if the notice is enough."""
    query = (
        select(Enrolment.class_id)
        .join(Offer)
        .where(Offer.answer.is_(None), Offer.kind == "freed", Enrolment.auto_days.is_not(None))
        .distinct()
    )
    return sorted(db.session.scalars(query))


def classes_with_ended_offers(now: datetime) -> list[int]:
    """Classes with an offer whose time is over, or that runs although they have begun."""
    first = beginnings()
    begun = select(first.c.class_id).where(first.c.starts_at <= now)
    query = (
        select(Enrolment.class_id)
        .join(Offer)
        .where(Offer.answer.is_(None))
        .where(or_(Offer.ends_at <= now, Enrolment.class_id.in_(begun)))
        .distinct()
    )
    return sorted(db.session.scalars(query))


def lapse(class_id: int, now: datetime) -> int:
    """Ends the offers of a class whose time is over, and offers the places on. While something
    is being arranged for someone, their offer waits, until the office takes over. Once the class
    has begun none runs any more."""
    found = lock(class_id)
    if found is None:
        return 0
    starts_at = first_start(found)
    over = and_(Enrolment.class_id == class_id, Offer.id.is_not(None))
    if starts_at is None or starts_at > now:
        over = and_(over, Offer.ends_at <= now)
    if starts_at and starts_at - now > NO_OFFERS_BEFORE_START:
        over = and_(over, ~is_arranging())
    ended = [(e, offer) for e, offer in with_offers(over) if offer is not None]
    for enrolment, offer in ended:
        end_offer(offer, "lapsed", now)
        enrolment.state, enrolment.ended_at = "lapsed", now
        history.record(
            "place.lapsed",
            "enrolment",
            enrolment.id,
            person_id=enrolment.person_id,
            class_id=class_id,
            offer=offer.kind,
        )
        if offer.kind == "freed":
            finish_tasks_about(["offer"], enrolment.id, by_id=None, outcome="lapsed", now=now)
            tell(enrolment, "offer_ended", now=now)
    fill(found, now)
    return len(ended)


def classes_to_fill(now: datetime) -> list[int]:
    """Open classes to come with a free place that someone in line has not been offered."""
    query = (
        select(ScheduledClass.id)
        .join(Enrolment, Enrolment.class_id == ScheduledClass.id)
        .where(ScheduledClass.state == "open", in_line(), has_yet_to_begin(now))
        .distinct()
    )
    found = counts(db.session.scalars(query).all(), now)
    return sorted(class_id for class_id, now_there in found.items() if now_there.free)


def fill_class(class_id: int, now: datetime) -> int:
    found = lock(class_id)
    return fill(found, now) if found is not None else 0


def classes_over(now: datetime) -> list[int]:
    """Classes whose last session ended at least a day ago and that still have live enrolments."""
    over = (
        select(ClassSession.class_id)
        .group_by(ClassSession.class_id)
        .having(func.max(ClassSession.ends_at) <= now - timedelta(days=1))
    )
    query = (
        select(Enrolment.class_id)
        .where(Enrolment.state.in_(LIVE), Enrolment.class_id.in_(over))
        .distinct()
    )
    return sorted(db.session.scalars(query))


def complete(class_id: int, now: datetime) -> int:
    """Closes a class that is over: places are completed, wishes end without reproach."""
    if lock(class_id) is None:
        return 0
    ended = with_offers(and_(Enrolment.class_id == class_id, Enrolment.state.in_(LIVE)))
    for enrolment, offer in ended:
        end_offer(offer, "lapsed", now)
        enrolment.state = "completed" if enrolment.state == "enrolled" else "lapsed"
        enrolment.ended_at = now
    _finish_tasks(class_id, now)
    return len(ended)


def _finish_tasks(class_id: int, now: datetime) -> None:
    """Of a class that is over there is nothing to offer, confirm, tell or arrange any more. A
    friendly call is made all the same: whoever missed the last session is missed as well."""
    here = select(Enrolment.id).where(Enrolment.class_id == class_id)
    left = (Task.kind.in_(ENDS_WITH_CLASS), Task.about_id.in_(here))
    finish_tasks_where(*left, by_id=None, outcome="over", now=now)


def end_unconfirmed(now: datetime, before: datetime) -> None:
    """Wishes nobody confirmed for days leave the list; they were never counted in the line."""
    db.session.execute(
        update(Enrolment)
        .where(Enrolment.state == "waiting", Enrolment.confirmed_at.is_(None))
        .where(Enrolment.asked_at < before)
        .values(state="lapsed", ended_at=now)
    )


def still_needed(person_id: ColumnElement[int], now: datetime) -> ColumnElement[bool]:
    """Who must not be forgotten though never reached: someone the office is still to ring, who
    holds a place, waits, has an idea for a course that was not answered long ago, or teaches."""
    wish = exists().where(Enrolment.person_id == person_id, Enrolment.state.in_(LIVE))
    to_ring = Task.kind.in_(("confirm", "get_back"))
    task = exists().where(Task.person_id == person_id, to_ring, Task.done_at.is_(None))
    recent = or_(CourseIdea.state == "new", CourseIdea.answered_at > now - IDEA_KEPT)
    idea = exists().where(CourseIdea.person_id == person_id, recent)
    return wish | task | idea | teaches(person_id)
