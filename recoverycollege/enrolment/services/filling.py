"""The class lock, and the one function that gives free places to those in line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, select
from sqlalchemy.orm import joinedload

from recoverycollege import history
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.classes.rules.times import check_places
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment, Offer
from recoverycollege.enrolment.queries.limits import at_limit
from recoverycollege.enrolment.queries.places import counts, in_line
from recoverycollege.enrolment.queries.turns import first_start, gathers, was_rung, wish_of
from recoverycollege.enrolment.rules.places import Counts, next_in_line
from recoverycollege.enrolment.rules.windows import NO_OFFERS_BEFORE_START, offer_ends
from recoverycollege.enrolment.rules.wishes import automatic
from recoverycollege.enrolment.services.telling import ask_office, is_asked, tell


def lock(class_id: int | ScalarSelect[int]) -> ScheduledClass | None:
    """Locks a class row until the transaction ends; places are only changed under it.

    `populate_existing`: a class already loaded would show a stale capacity. The sessions come
    along; what is *counted* is read after the lock, in a statement of its own.
    """
    return (
        db.session.scalars(
            select(ScheduledClass)
            .where(ScheduledClass.id == class_id)
            .options(joinedload(ScheduledClass.sessions), joinedload(ScheduledClass.term))
            .with_for_update(of=ScheduledClass)
            .execution_options(populate_existing=True)
        )
        .unique()
        .one_or_none()
    )


def standing(class_id: int, now: datetime) -> Counts:
    """The counts of a class now, pending changes included."""
    db.session.flush()
    return counts([class_id], now)[class_id]


def fill(found: ScheduledClass, now: datetime) -> int:
    """Offers free places to the first in line. Call it under the lock after every change that
    can free a place. Near the start the office rings them, each once: no places are kept then, and
    whoever it could not reach holds nobody up. Returns how many offers were made."""
    starts_at = first_start(found)
    if found.state != "open" or starts_at is None or starts_at <= now or gathers(found):
        return 0
    free = standing(found.id, now).free
    if not free:
        return 0
    near = starts_at - now < NO_OFFERS_BEFORE_START
    here = and_(Enrolment.class_id == found.id, in_line())
    line = db.session.scalars(
        select(Enrolment)
        .where(and_(here, ~was_rung(now - NO_OFFERS_BEFORE_START)) if near else here)
        .options(joinedload(Enrolment.person, innerjoin=True))
    ).all()
    by_id = {e.id: e for e in line}
    zone, made = ZoneInfo(found.sessions[0].zone), 0
    limited = at_limit(found, [e.person_id for e in line])
    wishes = [wish_of(e, now, limited) for e in line]
    turn = next_in_line(wishes, free, found.capacity, keep=not near)
    for wish in turn.chosen:
        made += _offer(by_id[wish.enrolment_id], starts_at, zone, now)
    for wish in turn.passed if made else ():
        by_id[wish.enrolment_id].passed += 1
    return made


def _offer(enrolment: Enrolment, starts_at: datetime, zone: ZoneInfo, now: datetime) -> int:
    """Offers a place; so near the start that no offer can run, the office rings instead. Whoever
    wants to be enrolled without being asked is not asked: the next sweep takes it for them."""
    ends_at = offer_ends(now, starts_at, enrolment.person.contact_by, zone)
    if ends_at is None:
        if not is_asked("offer", enrolment):
            ask_office("offer", enrolment, due_at=starts_at, now=now)
        return 0
    enrolment.state = "offered"
    offer = Offer(
        enrolment_id=enrolment.id,
        kind="freed",
        places=enrolment.places,
        made_at=now,
        ends_at=ends_at,
    )
    db.session.add(offer)
    db.session.flush()
    history.record(
        "place.offered",
        "enrolment",
        enrolment.id,
        person_id=enrolment.person_id,
        class_id=enrolment.class_id,
        ends_at=ends_at.isoformat(),
    )
    enrolment.passed = 0
    if not automatic(enrolment.auto_days, now, starts_at):
        tell(enrolment, "offer", now=now, offer_id=offer.id)
    return 1


def change_capacity(class_id: int, capacity: int, now: datetime, by_id: int) -> None:
    """Sets how many places a class has. Fewer than are taken evicts nobody: it ends new offers.
    Raises `Refused` for a kind that has one."""
    found = lock(class_id)
    if found is None or found.capacity == capacity:
        return
    check_places(found.course.kind, capacity)
    before, found.capacity = found.capacity, capacity
    history.record(
        "class.capacity", "class", class_id, actor_id=by_id, before=before, after=capacity
    )
    fill(found, now)


def with_offers(condition: ColumnElement[bool]) -> list[tuple[Enrolment, Offer | None]]:
    """Enrolments as they are now, each with the offer that is still running. Their rows are locked
    as well: what ends unconfirmed wishes takes no lock of a class."""
    running = and_(Offer.enrolment_id == Enrolment.id, Offer.answer.is_(None))
    rows = db.session.execute(
        select(Enrolment, Offer)
        .outerjoin(Offer, running)
        .where(condition)
        .options(joinedload(Enrolment.person, innerjoin=True))
        .order_by(Enrolment.id)
        .with_for_update(of=Enrolment, key_share=True)
        .execution_options(populate_existing=True)
    )
    return [(row[0], row[1]) for row in rows]


def lock_each(query: Select[*tuple[Any, ...]], limit: int) -> Sequence[int]:
    """Locks the enrolments that a sweep found to see to, but those another worker holds. Ask again
    afterwards: that worker may have seen to them between the question and the lock."""
    ids = query.with_only_columns(Enrolment.id).limit(limit)
    locked = ids.with_for_update(of=Enrolment, key_share=True, skip_locked=True)
    return db.session.scalars(locked).all()


def end_offer(offer: Offer | None, answer: str, now: datetime) -> None:
    """Answers a running offer, once."""
    if offer is not None:
        offer.answer, offer.answered_at = answer, now
