"""Any date of a course: the same wish on each of its classes. One that has its place lets the
others rest; leaving it wakes them, at their old numbers. No other class is locked for it: a class
that offered at that very moment is put right by the sweep."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.orm import aliased

from recoverycollege import history
from recoverycollege.accounts.services.tasks import finish_tasks_about
from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.classes.rules.gate import ONE_TO_ONE
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.queries.places import in_line
from recoverycollege.enrolment.queries.turns import has_yet_to_begin
from recoverycollege.enrolment.services.asking import (
    add_wish,
    can_be_asked_for,
    live_wish,
    same_wish,
)
from recoverycollege.enrolment.services.filling import end_offer, fill, lock, with_offers
from recoverycollege.refusals import N_, Refused


def rest_others(enrolment: Enrolment) -> None:
    """A place is theirs: their wishes for the other dates wait no longer."""
    if enrolment.any_class:
        others = and_(_siblings(enrolment), Enrolment.state == "waiting")
        db.session.execute(
            update(Enrolment).where(others).values(resting=True, rests_for_id=enrolment.id)
        )


def wake_others(enrolment: Enrolment) -> None:
    """They left it: the others are back in line. The sweep offers what is free."""
    if enrolment.any_class:
        db.session.execute(
            update(Enrolment)
            .where(Enrolment.rests_for_id == enrolment.id)
            .values(resting=False, rests_for_id=None)
        )


def has_other(enrolment: Enrolment) -> bool:
    """Whether another date of the course is theirs already."""
    taken = and_(_siblings(enrolment), Enrolment.state == "enrolled")
    found = enrolment.any_class and db.session.scalar(select(Enrolment.id).where(taken).limit(1))
    return bool(found)


def check_no_other(enrolment: Enrolment) -> None:
    """Raises `Refused` when another date of the course is theirs already."""
    if has_other(enrolment):
        raise Refused(
            N_("You have a place on another date of this course. To change, leave that one first.")
        )


def _siblings(enrolment: Enrolment) -> ColumnElement[bool]:
    """The wishes of the same person for the other dates of the course."""
    of_course = select(ScheduledClass.course_id).where(ScheduledClass.id == enrolment.class_id)
    classes = select(ScheduledClass.id).where(
        ScheduledClass.course_id == of_course.scalar_subquery()
    )
    return and_(
        Enrolment.person_id == enrolment.person_id,
        Enrolment.companion.is_(enrolment.companion),
        Enrolment.any_class,
        Enrolment.id != enrolment.id,
        Enrolment.class_id.in_(classes),
    )


def classes_to_spread_to(now: datetime) -> list[int]:
    """Open classes to come for which a wish for any date of their course is not yet there."""
    return sorted(set(db.session.scalars(_missing(now).with_only_columns(ScheduledClass.id))))


def spread(class_id: int, now: datetime) -> int:
    """Adds the wishes for any date that a class does not have yet, in the order in which they were
    asked. Whoever left this class once is not put back."""
    found = lock(class_id)
    if found is None or not can_be_asked_for(found, now):
        return 0
    query = _missing(now).where(ScheduledClass.id == class_id)
    done = 0
    for wish in db.session.scalars(query.with_only_columns(Enrolment).order_by(Enrolment.asked_at)):
        if live_wish(class_id, wish.person_id, companion=wish.companion) is None:
            how = same_wish(wish)
            add_wish(found, wish.person, now, state="waiting", confirmed_at=now, **how)
            done += 1
    fill(found, now)
    return done


def _missing(now: datetime) -> Any:
    """Classes × waiting wishes for any date of their course that have no row there. Of times that
    one person books many are new at once, so that one is offered after the other."""
    asked, there = aliased(ScheduledClass), aliased(Enrolment)
    row = exists().where(
        there.class_id == ScheduledClass.id,
        there.person_id == Enrolment.person_id,
        there.companion == Enrolment.companion,
    )
    offered, beside = aliased(Enrolment), aliased(ScheduledClass)
    is_offered = exists().where(
        offered.person_id == Enrolment.person_id,
        offered.state == "offered",
        beside.id == offered.class_id,
        beside.course_id == ScheduledClass.course_id,
    )
    return (
        select(ScheduledClass.id)
        .join(asked, asked.course_id == ScheduledClass.course_id)
        .join(Course, Course.id == ScheduledClass.course_id)
        .join(Enrolment, Enrolment.class_id == asked.id)
        .where(ScheduledClass.state == "open", has_yet_to_begin(now))
        .where(Enrolment.any_class, in_line(), ~row)
        .where(or_(Course.kind != ONE_TO_ONE, ~is_offered))
    )


def classes_to_settle() -> list[int]:
    """Classes where someone waits, or is offered a place, who has taken another date meanwhile."""
    return sorted(set(db.session.scalars(_superfluous().with_only_columns(Enrolment.class_id))))


def settle(class_id: int, now: datetime) -> int:
    """Those wishes rest, and a place that was offered goes on."""
    found = lock(class_id)
    if found is None:
        return 0
    query = _superfluous().where(Enrolment.class_id == class_id)
    ids = db.session.scalars(query.with_only_columns(Enrolment.id)).all()
    for enrolment, offer in with_offers(Enrolment.id.in_(ids)):
        end_offer(offer, "withdrawn", now)
        finish_tasks_about(["offer"], enrolment.id, by_id=None, outcome="withdrawn", now=now)
        taken = and_(_siblings(enrolment), Enrolment.state == "enrolled")
        enrolment.state, enrolment.resting = "waiting", True
        enrolment.rests_for_id = db.session.scalar(select(Enrolment.id).where(taken).limit(1))
        history.record(
            "place.rests",
            "enrolment",
            enrolment.id,
            person_id=enrolment.person_id,
            class_id=class_id,
        )
    fill(found, now)
    return len(ids)


def _superfluous() -> Any:
    """Wishes for any date that wait, or are offered a place, beside one that has it."""
    taken, here, there = aliased(Enrolment), aliased(ScheduledClass), aliased(ScheduledClass)
    return (
        select(Enrolment)
        .join(here, here.id == Enrolment.class_id)
        .join(there, there.course_id == here.course_id)
        .join(taken, and_(taken.class_id == there.id, taken.person_id == Enrolment.person_id))
        .where(Enrolment.any_class, taken.any_class, taken.companion == Enrolment.companion)
        .where(taken.state == "enrolled", taken.id != Enrolment.id)
        .where(or_(Enrolment.state == "offered", in_line()))
    )
