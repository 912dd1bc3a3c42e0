"""What stands in a person's own calendar."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, or_, select

from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.queries.people import WHOLE_CLASS
from recoverycollege.history import Entry


def places_for_calendar(person_id: int) -> Sequence[Enrolment]:
    """The places a person has, and those they had until their class was called off: a calendar
    shows that too. Wishes, offers, and places they left are not among them. A friend's place is
    shown where they have none themselves. Two statements."""
    ended_by_us = and_(
        Enrolment.state == "withdrawn",
        ScheduledClass.state == "called_off",
        _was("enrolled"),
        ~_was("withdrawn"),
    )
    found = db.session.scalars(
        select(Enrolment)
        .join(ScheduledClass)
        .where(Enrolment.person_id == person_id, or_(Enrolment.state == "enrolled", ended_by_us))
        .options(*WHOLE_CLASS)
        .order_by(Enrolment.companion.desc(), Enrolment.id)
    )
    by_class = {enrolment.class_id: enrolment for enrolment in found}
    return sorted(by_class.values(), key=lambda enrolment: enrolment.id)


def _was(state: str) -> ColumnElement[bool]:
    """Whether the person, or the office for them, brought the place to a state."""
    return exists().where(
        Entry.about_kind == "enrolment",
        Entry.about_id == Enrolment.id,
        Entry.action.startswith("place."),
        Entry.detail["state"].as_string() == state,
    )
