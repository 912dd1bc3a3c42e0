"""How many places a class has, counted from rows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from recoverycollege.accounts.models import Person
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.rules.places import Counts


def in_line() -> ColumnElement[bool]:
    """In line and counted: reached, and not resting."""
    return (
        (Enrolment.state == "waiting")
        & Enrolment.confirmed_at.is_not(None)
        & Enrolment.resting.is_(False)
    )


def held_up(now: datetime) -> ColumnElement[bool]:
    """Of a wish in line, beside its class and its person: nothing is offered to it now. They are on
    a break, all letters to them are stopped, or they ask for more places than the class has."""
    return in_line() & (
        (Person.paused_until > now)
        | Person.letters_stopped_at.is_not(None)
        | (Enrolment.places > ScheduledClass.capacity)
    )


def gathering() -> ColumnElement[bool]:
    """Of a class: wishes are still gathered, to be drawn by lot."""
    return ScheduledClass.lot_until.is_not(None) & ScheduledClass.drawn_at.is_(None)


def places_where(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    """The places of the enrolments that meet a condition, as a sum."""
    return func.coalesce(func.sum(case((condition, Enrolment.places), else_=0)), 0)


def counts(class_ids: Collection[int], now: datetime) -> dict[int, Counts]:
    """Class id → its counts, in one statement. A class that does not exist is left out."""
    rows = db.session.execute(
        select(
            ScheduledClass.id,
            ScheduledClass.capacity,
            places_where(Enrolment.state == "enrolled"),
            places_where(Enrolment.state == "offered"),
            places_where(in_line()),
            places_where(held_up(now)),
            gathering(),
        )
        .outerjoin(Enrolment, Enrolment.class_id == ScheduledClass.id)
        .outerjoin(Person, Person.id == Enrolment.person_id)
        .where(ScheduledClass.id.in_(class_ids))
        .group_by(ScheduledClass.id)
    )
    return {
        class_id: Counts(
            capacity, int(enrolled), int(offered), int(waiting), int(held), bool(gathers)
        )
        for class_id, capacity, enrolled, offered, waiting, held, gathers in rows
    }
