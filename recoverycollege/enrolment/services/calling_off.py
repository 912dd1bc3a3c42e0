"""Calling a class off: everyone is told, and put first in line for the next date of the course."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, select

from recoverycollege import history
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.classes.services.moving import call_off_team
from recoverycollege.database import db
from recoverycollege.enrolment.models import LIVE, Enrolment
from recoverycollege.enrolment.queries.turns import beginnings
from recoverycollege.enrolment.rules.turns import AFTER_CALLED_OFF
from recoverycollege.enrolment.services.asking import (
    add_wish,
    can_be_asked_for,
    live_wish,
    same_wish,
)
from recoverycollege.enrolment.services.filling import end_offer, fill, lock, with_offers
from recoverycollege.enrolment.services.siblings import wake_others
from recoverycollege.enrolment.services.telling import nothing_to_do, tell

FIRST = ("enrolled", "offered", "waiting")  # whose turn comes first on the next date


def call_off(class_id: int, now: datetime, by_id: int) -> None:
    """Calls a class off; its team is told. Whoever had a place, an offer or a turn is told, and is
    in line for the next date before everyone who waits there: nobody has a place there unasked."""
    next_id = next_date(class_id, now)
    locked = {i: lock(i) for i in sorted({class_id, next_id or class_id})}
    found = locked[class_id]
    if found is None or found.state == "called_off":
        return
    call_off_team(found, now=now, by_id=by_id)
    found.state = "called_off"
    found.version += 1
    for session in found.sessions:
        session.called_off = session.called_off or session.starts_at > now
    history.record("class.called_off", "class", class_id, actor_id=by_id)
    reached = []
    live = and_(Enrolment.class_id == class_id, Enrolment.state.in_(LIVE))
    for enrolment, offer in with_offers(live):
        if enrolment.confirmed_at is not None and not enrolment.resting:
            reached.append((FIRST.index(enrolment.state), enrolment.number, enrolment))
        end_offer(offer, "withdrawn", now)
        enrolment.state, enrolment.ended_at = "withdrawn", now
        nothing_to_do(enrolment, "withdrawn", by_id=by_id, now=now)
        wake_others(enrolment)
    people = [enrolment for _, _, enrolment in sorted(reached, key=lambda row: row[:2])]
    moved = _move(people, locked[next_id], now, by_id) if next_id else {}
    for enrolment in people:
        next_wish = moved.get(enrolment.id)
        to_say = "called_off_next" if next_wish else "called_off"
        tell(enrolment, "called_off", now=now, to_say=to_say, next_id=next_wish)


def next_date(class_id: int, now: datetime) -> int | None:
    """The next class of the same course that can be asked for: the first that begins after this
    one, else the first of all."""
    here = db.session.get(ScheduledClass, class_id)
    if here is None:
        return None
    begins = min((session.starts_at for session in here.sessions), default=now)
    starts = beginnings()
    rows = db.session.execute(
        select(ScheduledClass)
        .join(starts, starts.c.class_id == ScheduledClass.id)
        .where(ScheduledClass.course_id == here.course_id, ScheduledClass.id != class_id)
        .where(ScheduledClass.state == "open", starts.c.starts_at > now)
        .order_by(starts.c.starts_at < begins, starts.c.starts_at, ScheduledClass.id)
    )
    return next((found.id for (found,) in rows if can_be_asked_for(found, now)), None)


def _move(
    people: list[Enrolment], found: ScheduledClass | None, now: datetime, by_id: int
) -> dict[int, int]:
    """Puts people in line for another class, in this order, before those who wait there. Returns
    their old enrolments → the new ones."""
    if found is None or not can_be_asked_for(found, now):
        return {}
    moved = {}
    for old in people:
        new = live_wish(found.id, old.person_id, companion=old.companion)
        if new is None:
            how = same_wish(old)
            if not old.any_class:  # it was this date they wanted without being asked
                how |= {"auto_days": None}
            new = add_wish(found, old.person, now, state="waiting", confirmed_at=now, **how)
        if new.state == "waiting":
            new.priority = max(new.priority, AFTER_CALLED_OFF)
            history.record(
                "place.moved",
                "enrolment",
                new.id,
                actor_id=by_id,
                person_id=new.person_id,
                class_id=found.id,
                reason="called_off",
            )
        moved[old.id] = new.id
    fill(found, now)
    return moved
