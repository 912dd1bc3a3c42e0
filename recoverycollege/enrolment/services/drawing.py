"""An opening period whose wishes are ordered by lot, not by speed."""

from __future__ import annotations

from collections.abc import Callable, MutableSequence, Sequence
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select

from recoverycollege import history
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.daytime import next_daytime
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.queries.places import gathering, in_line
from recoverycollege.enrolment.queries.turns import beginnings, first_start, wish_of
from recoverycollege.enrolment.services.answering import enrol_from_line
from recoverycollege.enrolment.services.filling import fill, lock, standing
from recoverycollege.enrolment.services.limits import limited_now
from recoverycollege.enrolment.services.telling import tell

LATEST = timedelta(days=2)  # before the class: then the lot is drawn in any case
Shuffle = Callable[[MutableSequence[Any]], None]


def classes_to_draw(now: datetime, zone: ZoneInfo) -> list[int]:
    """Classes whose opening period ended: the day after its last day, when it is day; and two days
    before the class begins at the latest."""
    today = now.astimezone(zone).date()
    if next_daytime(now, zone) > now:
        return []
    first = beginnings()
    soon = select(first.c.class_id).where(first.c.starts_at <= now + LATEST)
    over = or_(ScheduledClass.lot_until < today, ScheduledClass.id.in_(soon))
    query = select(ScheduledClass.id).where(ScheduledClass.state == "open", gathering(), over)
    return sorted(db.session.scalars(query))


def draw(class_id: int, now: datetime, shuffle: Shuffle | None = None) -> int:
    """Draws the order of everyone in line: from now on it is their joining number. Whoever was
    promised the first turns keeps them. Who is drawn within the free places has one; the rest wait
    in that order. Returns how many were drawn."""
    found = lock(class_id)
    if found is None or found.lot_until is None or found.drawn_at is not None:
        return 0
    found.drawn_at = now
    here = db.session.scalars(
        select(Enrolment).where(Enrolment.class_id == class_id).order_by(Enrolment.number)
    ).all()
    counted = set(
        db.session.scalars(select(Enrolment.id).where(Enrolment.class_id == class_id, in_line()))
    )
    drawn = [enrolment for enrolment in here if enrolment.id in counted]
    (shuffle or SystemRandom().shuffle)(drawn)
    drawn.sort(key=lambda enrolment: -enrolment.priority)
    _number(here, drawn)
    history.record("class.drawn", "class", class_id, wishes=len(drawn))
    starts_at = first_start(found)
    limited = limited_now(found, [enrolment.person_id for enrolment in drawn])
    for enrolment in drawn if starts_at and starts_at > now else ():
        fits = standing(class_id, now).free >= enrolment.places
        if fits and wish_of(enrolment, now, limited).eligible:
            enrol_from_line(enrolment, "place.drawn", now)
        else:
            tell(enrolment, "waiting", now=now)
    fill(found, now)
    return len(drawn)


def _number(here: Sequence[Enrolment], drawn: Sequence[Enrolment]) -> None:
    """Those drawn have the first of the numbers that were given, everyone else the rest. Numbers
    are unique, so they pass through ones that nobody has."""
    numbers = sorted(enrolment.number for enrolment in here)
    rest = [enrolment for enrolment in here if enrolment not in drawn]
    for enrolment in here:
        enrolment.number = -enrolment.number
    db.session.flush()
    for enrolment, number in zip([*drawn, *rest], numbers, strict=True):
        enrolment.number = number
    db.session.flush()
