"""How many places a class has, counted from rows."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

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


def gathering() -> ColumnElement[bool]:
    """Of a class: wishes are still gathered, to be drawn by lot."""
    return ScheduledClass.lot_until.is_not(None) & ScheduledClass.drawn_at.is_(None)


def places_where(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    """The places of the enrolments that meet a condition, as a sum."""
    return func.coalesce(func.sum(case((condition, Enrolment.places), else_=0)), 0)


def counts(class_ids: Collection[int]) -> dict[int, Counts]:
    """Class id → its counts, in one statement. A class that does not exist is left out."""
    rows = db.session.execute(
        select(
            ScheduledClass.id,
            ScheduledClass.capacity,
            places_where(Enrolment.state == "enrolled"),
            places_where(Enrolment.state == "offered"),
            places_where(in_line()),
            gathering(),
        )
        .outerjoin(Enrolment, Enrolment.class_id == ScheduledClass.id)
        .where(ScheduledClass.id.in_(class_ids))
        .group_by(ScheduledClass.id)
    )
    return {
        class_id: Counts(capacity, int(enrolled), int(offered), int(waiting), bool(gathers))
        for class_id, capacity, enrolled, offered, waiting, gathers in rows
    }
