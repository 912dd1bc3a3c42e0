"""What else of a person's own bears on one of their places."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import aliased, joinedload

from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import LIVE, Attendance, Enrolment
from recoverycollege.enrolment.queries.limits import at_limit
from recoverycollege.enrolment.queries.places import in_line
from recoverycollege.enrolment.queries.turns import beginnings
from recoverycollege.enrolment.rules.attendance import WAS_THERE
from recoverycollege.history import Entry

ENDED = ("withdrawn", "declined")
# Where steps lead whose entry in the history does not say it.
LEADS_TO = {
    "place.offered": "offered",
    "place.lapsed": "lapsed",
    "place.moved": "waiting",
    "place.rests": "waiting",
}


@dataclass(frozen=True)
class About:
    """`limited`: they have all the courses of the term that one person can have. `paused_until`:
    they are on a break. `only_turn`: they left a turn in the line, never a place. `awake`: their
    wishes for other dates are in line. `beside`: the friend's place or wish on the same class, or
    their own beside the friend's."""

    limited: bool = False
    paused_until: datetime | None = None
    only_turn: bool = False
    awake: bool = False
    beside: Enrolment | None = None


def about(place: Enrolment, now: datetime) -> About:
    """What a page or a letter about a place needs to know."""
    waits, left = place.state in ("waiting", "offered"), place.state == "withdrawn"
    until = place.person.paused_until
    return About(
        limited=waits and bool(at_limit(place.scheduled_class, [place.person_id])),
        paused_until=until if until and until > now else None,
        only_turn=left and had_only_a_turn(place),
        awake=left and place.any_class and _waits_elsewhere(place),
        beside=beside(place) if left or place.state in LIVE else None,
    )


def was_there(enrolment_ids: Collection[int]) -> set[int]:
    """Of these places, those whose register says that somebody came."""
    came = (Attendance.enrolment_id.in_(enrolment_ids), Attendance.mark.in_(WAS_THERE))
    return set(db.session.scalars(select(Attendance.enrolment_id).where(*came)))


def had_only_a_turn(place: Enrolment) -> bool:
    """Whether somebody who left was in line, by what the history says of the step before."""
    query = select(Entry.action, Entry.detail).where(
        Entry.about_kind == "enrolment", Entry.about_id == place.id
    )
    for action, detail in db.session.execute(query.order_by(Entry.id.desc())):
        state = LEADS_TO.get(action) or detail.get("state")
        if state and state not in ENDED:
            return state in ("waiting", "lapsed")
    return place.any_class  # put in line for one more date


def beside(place: Enrolment) -> Enrolment | None:
    """The friend's live place or wish on the same class; or one's own, beside the friend's."""
    return db.session.scalar(
        select(Enrolment).where(
            Enrolment.person_id == place.person_id,
            Enrolment.class_id == place.class_id,
            Enrolment.companion.is_not(place.companion),
            Enrolment.state.in_(LIVE),
        )
    )


def on_next_date(place: Enrolment, now: datetime) -> Enrolment | None:
    """Their place or turn on the next date of the same course."""
    first = beginnings()
    query = select(Enrolment).join(first, first.c.class_id == Enrolment.class_id)
    query = query.where(_elsewhere(place), Enrolment.state.in_(LIVE), first.c.starts_at > now)
    query = query.options(joinedload(Enrolment.scheduled_class))
    return db.session.scalar(query.order_by(first.c.starts_at, Enrolment.id).limit(1))


def _waits_elsewhere(place: Enrolment) -> bool:
    waits = and_(_elsewhere(place), in_line(), Enrolment.any_class)
    return db.session.scalar(select(Enrolment.id).where(waits).limit(1)) is not None


def _elsewhere(place: Enrolment) -> ColumnElement[bool]:
    """The same person's, or friend's, on other dates of the course."""
    here, there = aliased(ScheduledClass), aliased(ScheduledClass)
    dates = select(there.id).join(here, here.course_id == there.course_id)
    dates = dates.where(here.id == place.class_id, there.id != place.class_id)
    return and_(
        Enrolment.person_id == place.person_id,
        Enrolment.companion.is_(place.companion),
        Enrolment.class_id.in_(dates),
    )


def absences(enrolment_ids: Collection[int]) -> dict[int, set[int]]:
    """Enrolment id → the sessions they said they can't come to. One statement."""
    rows = db.session.execute(
        select(Attendance.enrolment_id, Attendance.session_id).where(
            Attendance.enrolment_id.in_(enrolment_ids), Attendance.mark == "told_us"
        )
    )
    found: dict[int, set[int]] = {}
    for enrolment_id, session_id in rows:
        found.setdefault(enrolment_id, set()).add(session_id)
    return found
