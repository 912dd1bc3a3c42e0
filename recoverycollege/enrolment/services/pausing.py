"""Pause me: until a day, no offers, reminders, forms or calls; and letters that the office stops.
Places and turns stay."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import and_, select

from recoverycollege import history
from recoverycollege.accounts.models import Person, Task
from recoverycollege.accounts.services import office
from recoverycollege.accounts.services.tasks import finish_tasks_where
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment, Offer
from recoverycollege.enrolment.services.filling import end_offer, fill, lock, with_offers
from recoverycollege.refusals import N_, Refused

LONGEST = timedelta(days=366)
RINGS = ("offer", "call")  # the office's tasks that a break ends


def pause(person_id: int, until: datetime, now: datetime, by_id: int | None = None) -> None:
    """Pauses someone. An offer that runs goes to the next in line, and their turn is kept. Raises
    `Refused` for a time that is over, or more than a year away."""
    if not now < until <= now + LONGEST:
        raise Refused(N_("Please choose a day within the next year."))
    locked = _take_offers_back(person_id, now)
    db.session.get_one(Person, person_id).paused_until = until
    history.record(
        "person.paused",
        "person",
        person_id,
        actor_id=by_id or person_id,
        person_id=person_id,
        until=until.isoformat(),
    )
    _ring_nobody(person_id, now)
    for found in locked:
        fill(found, now)


def stop_letters(person_id: int, reason: str, *, by_id: int, now: datetime) -> None:
    """Nothing is sent to this person from now on. As in a pause an offer that runs goes to the
    next in line, and their turn is kept: they would not hear that it ran out."""
    locked = _take_offers_back(person_id, now)
    office.stop_letters(person_id, reason, by_id=by_id, now=now)
    for found in locked:
        fill(found, now)


def _take_offers_back(person_id: int, now: datetime) -> list[ScheduledClass]:
    """Ends the offers that run for someone, who is in line again. Returns the classes, locked; the
    classes before the person, as everywhere: else two steps could wait for each other."""
    running = and_(Offer.answer.is_(None), Offer.kind == "freed", Enrolment.person_id == person_id)
    query = select(Enrolment.class_id).join(Offer).where(running).distinct()
    class_ids = sorted(db.session.scalars(query))
    locked = [found for class_id in class_ids if (found := lock(class_id)) is not None]
    for enrolment, offer in with_offers(and_(running, Enrolment.class_id.in_(class_ids))):
        end_offer(offer, "withdrawn", now)
        enrolment.state = "waiting"
    return locked


def _ring_nobody(person_id: int, now: datetime) -> None:
    """The office has nothing to offer them meanwhile, and no friendly call to make."""
    theirs = (Task.person_id == person_id, Task.kind.in_(RINGS))
    finish_tasks_where(*theirs, by_id=None, outcome="paused", now=now)


def paused_until(person_id: int, now: datetime) -> datetime | None:
    """Until when someone is on a break now."""
    until = db.session.scalar(select(Person.paused_until).where(Person.id == person_id))
    return until if until and until > now else None


def go_on(person_id: int, by_id: int | None = None) -> None:
    """Ends a pause; the sweep offers what is free."""
    person = db.session.get_one(Person, person_id)
    if person.paused_until is not None:
        person.paused_until = None
        actor_id = by_id or person_id
        history.record(
            "person.goes_on", "person", person_id, actor_id=actor_id, person_id=person_id
        )
