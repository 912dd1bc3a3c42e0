"""Answering: confirm, accept, decline, leave, come back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from recoverycollege import history
from recoverycollege.accounts.services.people import confirm_contact
from recoverycollege.accounts.services.tasks import finish_tasks_about
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import LIVE, Enrolment
from recoverycollege.enrolment.rules.places import check_open, has_place
from recoverycollege.enrolment.services.asking import live_wish, local_day, openness
from recoverycollege.enrolment.services.filling import end_offer, fill, live_offer, lock, standing
from recoverycollege.enrolment.services.telling import tell
from recoverycollege.refusals import N_, Refused

KIND_OF_CONTACT = {"email": "email", "text": "phone", "phone": "phone", "letter": "address"}


def confirm(enrolment_id: int, now: datetime, by_id: int | None = None) -> Enrolment:
    """The person was reached, or pressed the link: the place set aside is theirs.

    Late is not too late: while there is room the place is given, else the wish stands in line
    at its old number. Confirming twice changes nothing. Raises `Refused`.
    """
    enrolment, found = _locked(enrolment_id)
    _reached(enrolment, now, by_id)
    if enrolment.state not in LIVE:
        other = live_wish(found.id, enrolment.person_id)
        if other is not None or enrolment.confirmed_at is not None:
            return other or enrolment
        check_open(openness(found), now, local_day(found, now))
        enrolment.state, enrolment.ended_at = "waiting", None
    if enrolment.confirmed_at is not None:
        return enrolment
    held = end_offer(enrolment, "accepted", now) is not None
    free = held or has_place(standing(found.id), enrolment.places)
    enrolment.confirmed_at = now
    enrolment.state = "enrolled" if free else "waiting"
    _note("place.confirmed", enrolment, by_id)
    tell(enrolment, "place_saved" if free else "waiting", now=now, by_id=by_id)
    return enrolment


def _reached(enrolment: Enrolment, now: datetime, by_id: int | None) -> None:
    contact = enrolment.person.reach(KIND_OF_CONTACT[enrolment.person.contact_by])
    if contact is not None and contact.verified_at is None:
        confirm_contact(contact, now)
    finish_tasks_about("confirm", enrolment.id, by_id=by_id, outcome="confirmed", now=now)


def accept(enrolment_id: int, now: datetime, by_id: int | None = None) -> Enrolment:
    """Takes the place that is offered. Raises `Refused` when the offer is over."""
    enrolment, _ = _locked(enrolment_id)
    if enrolment.state == "enrolled":
        return enrolment
    offer = live_offer(enrolment)
    if enrolment.state != "offered" or offer is None:
        raise Refused(
            N_("This offer has ended. If you are still interested, you can go back in line.")
        )
    if offer.kind == "own":
        return confirm(enrolment_id, now, by_id)
    offer.answer, offer.answered_at = "accepted", now
    enrolment.state = "enrolled"
    finish_tasks_about("offer", enrolment.id, by_id=by_id, outcome="accepted", now=now)
    _note("place.accepted", enrolment, by_id)
    tell(enrolment, "place_saved", now=now, by_id=by_id)
    return enrolment


def give(enrolment_id: int, now: datetime, by_id: int) -> Enrolment:
    """The office gives a free place to someone in line it has just spoken to (from 24 hours
    before the start, when no offers are made). Raises `Refused` when no place is free."""
    enrolment, found = _locked(enrolment_id)
    if enrolment.state == "offered":
        return accept(enrolment_id, now, by_id)
    if enrolment.state != "waiting":
        return enrolment
    if standing(found.id).free < enrolment.places:
        raise Refused(N_("There is no free place on this class now."))
    enrolment.state, enrolment.confirmed_at = "enrolled", enrolment.confirmed_at or now
    finish_tasks_about("offer", enrolment.id, by_id=by_id, outcome="accepted", now=now)
    _note("place.given", enrolment, by_id)
    tell(enrolment, "place_saved", now=now, by_id=by_id)
    return enrolment


def decline(enrolment_id: int, now: datetime, by_id: int | None = None) -> Enrolment:
    """Lets an offered place go to the next in line. Declining twice changes nothing."""
    enrolment, found = _locked(enrolment_id)
    if enrolment.state != "offered":
        return enrolment
    end_offer(enrolment, "declined", now)
    enrolment.state, enrolment.ended_at = "declined", now
    finish_tasks_about("offer", enrolment.id, by_id=by_id, outcome="declined", now=now)
    _note("place.declined", enrolment, by_id)
    if enrolment.confirmed_at is not None:
        tell(enrolment, "declined", now=now, by_id=by_id)
    fill(found, now)
    return enrolment


def withdraw(enrolment_id: int, now: datetime, by_id: int | None = None) -> Enrolment:
    """Leaves, from whichever state. The place goes to the next in line."""
    enrolment, found = _locked(enrolment_id)
    if enrolment.state not in LIVE:
        return enrolment
    end_offer(enrolment, "withdrawn", now)
    reached = enrolment.confirmed_at is not None
    enrolment.state, enrolment.ended_at = "withdrawn", now
    for kind in ("confirm", "offer"):
        finish_tasks_about(kind, enrolment.id, by_id=by_id, outcome="withdrawn", now=now)
    _note("place.withdrawn", enrolment, by_id)
    if reached:
        tell(enrolment, "withdrawn", now=now, by_id=by_id)
    fill(found, now)
    return enrolment


def let_everything_go(person_id: int, now: datetime) -> None:
    """Before someone is erased: their places go to those in line, and no letter follows them."""
    live = select(Enrolment.id, Enrolment.class_id).where(
        Enrolment.person_id == person_id, Enrolment.state.in_(LIVE)
    )
    for enrolment_id, _ in sorted(db.session.execute(live), key=lambda row: row.class_id):
        enrolment, found = _locked(enrolment_id)
        end_offer(enrolment, "withdrawn", now)
        enrolment.state, enrolment.ended_at = "withdrawn", now
        _note("place.withdrawn", enrolment, None)
        fill(found, now)


def rejoin(enrolment_id: int, now: datetime, by_id: int | None = None) -> Enrolment:
    """Back in line after an offer ran out, at the old number. Raises `Refused`."""
    enrolment, found = _locked(enrolment_id)
    if enrolment.state != "lapsed":
        return enrolment
    other = live_wish(found.id, enrolment.person_id)
    if other is not None:
        return other
    check_open(openness(found), now, local_day(found, now))
    enrolment.state, enrolment.ended_at = "waiting", None
    enrolment.confirmed_at = enrolment.confirmed_at or now
    _note("place.rejoined", enrolment, by_id)
    tell(enrolment, "waiting", now=now, by_id=by_id)
    fill(found, now)
    return enrolment


def _locked(enrolment_id: int) -> tuple[Enrolment, ScheduledClass]:
    """The class lock first, then the enrolment as it is under that lock."""
    class_id = db.session.scalar(select(Enrolment.class_id).where(Enrolment.id == enrolment_id))
    found = lock(class_id) if class_id is not None else None
    if found is None:
        raise Refused(N_("This place is no longer there."))
    enrolment = db.session.scalars(
        select(Enrolment)
        .where(Enrolment.id == enrolment_id)
        .execution_options(populate_existing=True)
    ).one()
    return enrolment, found


def _note(action: str, enrolment: Enrolment, by_id: int | None) -> None:
    history.record(
        action,
        "enrolment",
        enrolment.id,
        actor_id=by_id,
        person_id=enrolment.person_id,
        class_id=enrolment.class_id,
        state=enrolment.state,
    )
