"""Pause me: until a day, no offers, reminders, forms or calls. Places and turns stay."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import and_, select

from recoverycollege import history
from recoverycollege.accounts.models import Person
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment, Offer
from recoverycollege.enrolment.services.filling import end_offer, fill, lock, with_offers
from recoverycollege.refusals import N_, Refused

LONGEST = timedelta(days=366)


def pause(person_id: int, until: datetime, now: datetime, by_id: int | None = None) -> None:
    """Pauses someone. An offer that runs goes to the next in line, and their turn is kept. Raises
    `Refused` for a time that is over, or more than a year away."""
    if not now < until <= now + LONGEST:
        raise Refused(N_("Please choose a day within the next year."))
    person = db.session.get_one(Person, person_id)
    running = and_(Offer.answer.is_(None), Offer.kind == "freed", Enrolment.person_id == person_id)
    query = select(Enrolment.class_id).join(Offer).where(running).distinct()
    person.paused_until = until
    history.record(
        "person.paused",
        "person",
        person_id,
        actor_id=by_id or person_id,
        person_id=person_id,
        until=until.isoformat(),
    )
    for class_id in sorted(db.session.scalars(query)):
        found = lock(class_id)
        here = and_(Enrolment.class_id == class_id, Enrolment.person_id == person_id)
        for enrolment, offer in with_offers(and_(here, Enrolment.state == "offered")):
            if offer is not None and offer.kind == "freed":
                end_offer(offer, "withdrawn", now)
                enrolment.state = "waiting"
        if found is not None:
            fill(found, now)


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
