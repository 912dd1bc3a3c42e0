"""Asking for a place: signed in, by a link to confirm, or through the office."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from recoverycollege import history
from recoverycollege.accounts.models import Person
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import LIVE, Enrolment, Offer
from recoverycollege.enrolment.rules.places import Openness, check_open, has_place
from recoverycollege.enrolment.rules.windows import BY_HAND, hold_ends
from recoverycollege.enrolment.services.filling import first_start, lock, standing
from recoverycollege.enrolment.services.telling import ask_office, tell
from recoverycollege.refusals import N_, Refused


def ask(
    class_id: int,
    person_id: int,
    *,
    now: datetime,
    channel: str = "web",
    taken_by: int | None = None,
    confirmed: bool = True,
    places: int = 1,
) -> Enrolment:
    """Asks for a place. `confirmed`: the person is signed in, or speaks with the office.

    Answers the enrolment, in the state it came to: enrolled or waiting when confirmed; else
    offered (a place set aside, to be confirmed) or waiting and not yet counted. Asking again
    answers the wish that is already there. Raises `Refused`.
    """
    found = lock(class_id)
    if found is None:
        raise Refused(N_("This class is no longer there. Please look at the other dates."))
    standing_wish = live_wish(class_id, person_id)
    if standing_wish is not None:
        return standing_wish
    check_open(openness(found), now, local_day(found, now))
    free = has_place(standing(class_id), places)
    enrolment = _new(found, person_id, now, channel, taken_by, places)
    if confirmed:
        enrolment.confirmed_at = now
        enrolment.state = "enrolled" if free else "waiting"
        tell(enrolment, "place_saved" if free else "waiting", now=now, by_id=taken_by)
    elif free and not _holds_elsewhere(person_id):
        _hold(found, enrolment, now)
    if not confirmed and enrolment.person.contact_by in BY_HAND:
        start = first_start(found) or now
        due = hold_ends(now, start, enrolment.person.contact_by)
        ask_office("confirm", enrolment, due_at=due, now=now)
    history.record(
        "place.asked",
        "enrolment",
        enrolment.id,
        actor_id=taken_by or (person_id if confirmed else None),
        person_id=person_id,
        class_id=class_id,
        state=enrolment.state,
        channel=channel,
    )
    return enrolment


def live_wish(class_id: int, person_id: int) -> Enrolment | None:
    """The person's running wish for a class, if there is one."""
    return db.session.scalar(
        select(Enrolment).where(
            Enrolment.class_id == class_id,
            Enrolment.person_id == person_id,
            Enrolment.state.in_(LIVE),
        )
    )


def openness(found: ScheduledClass) -> Openness:
    return Openness(found.state, first_start(found), found.enrol_from, found.enrol_until)


def local_day(found: ScheduledClass, now: datetime) -> date:
    """Today where the class meets."""
    zone = found.sessions[0].zone if found.sessions else "UTC"
    return now.astimezone(ZoneInfo(zone)).date()


def _new(
    found: ScheduledClass,
    person_id: int,
    now: datetime,
    channel: str,
    taken_by: int | None,
    places: int,
) -> Enrolment:
    """A new wish, with the next joining number of its class."""
    found.last_number += 1
    enrolment = Enrolment(
        class_id=found.id,
        person_id=person_id,
        state="waiting",
        number=found.last_number,
        places=places,
        channel=channel,
        taken_by_id=taken_by,
        asked_at=now,
        person=db.session.get_one(Person, person_id),
    )
    db.session.add(enrolment)
    db.session.flush()
    return enrolment


def _hold(found: ScheduledClass, enrolment: Enrolment, now: datetime) -> None:
    """Sets a place aside for the person who asks, until they confirm."""
    starts_at = first_start(found)
    if starts_at is None:
        return
    enrolment.state = "offered"
    db.session.add(
        Offer(
            enrolment_id=enrolment.id,
            kind="own",
            places=enrolment.places,
            made_at=now,
            ends_at=hold_ends(now, starts_at, enrolment.person.contact_by),
        )
    )
    db.session.flush()


def _holds_elsewhere(person_id: int) -> bool:
    """Whether a place is already being kept, unconfirmed, for this person at this contact."""
    holding = (
        select(Offer.id)
        .join(Enrolment)
        .where(Enrolment.person_id == person_id, Offer.kind == "own", Offer.answer.is_(None))
    )
    return db.session.scalar(holding.limit(1)) is not None
