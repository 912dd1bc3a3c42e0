"""Answering: confirm, accept, decline, leave, come back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select

from recoverycollege import history
from recoverycollege.accounts.services.people import confirm_contact
from recoverycollege.accounts.services.tasks import finish_tasks_about
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import LIVE, Enrolment, Offer
from recoverycollege.enrolment.queries.turns import first_start
from recoverycollege.enrolment.rules.wishes import automatic
from recoverycollege.enrolment.services.asking import (
    TOLD,
    bring_friend,
    check_not_begun,
    keeps_now,
    live_wish,
    take_old_turn,
)
from recoverycollege.enrolment.services.filling import (
    end_offer,
    fill,
    lock,
    standing,
    with_offers,
)
from recoverycollege.enrolment.services.limits import keep_to_limit, limited_now
from recoverycollege.enrolment.services.siblings import (
    check_no_other,
    has_other,
    rest_others,
    wake_others,
)
from recoverycollege.enrolment.services.telling import nothing_to_do, tell
from recoverycollege.refusals import N_, Refused

KIND_OF_CONTACT = {"email": "email", "text": "phone", "phone": "phone", "letter": "address"}


@dataclass(frozen=True)
class Locked:
    """An enrolment as it is under the lock of its class, with the offer that is running."""

    enrolment: Enrolment
    found: ScheduledClass
    offer: Offer | None


def confirm(enrolment_id: int, now: datetime, by_id: int | None = None) -> Enrolment:
    """The person was reached, or pressed the link: the place set aside is theirs.

    Late is not too late: while there is room the place is given, else the wish stands in line
    at its old number. Confirming twice changes nothing. Raises `Refused`.
    """
    held = _locked(enrolment_id)
    enrolment, found = held.enrolment, held.found
    _reached(enrolment, now, by_id)
    if enrolment.state not in LIVE:
        other = live_wish(found.id, enrolment.person_id, companion=enrolment.companion)
        if other is not None or enrolment.confirmed_at is not None:
            return other or enrolment
        check_not_begun(found, now)
        enrolment.state, enrolment.ended_at = "waiting", None
    if enrolment.confirmed_at is not None:
        return enrolment
    if held.offer is None:
        check_not_begun(found, now)
    end_offer(held.offer, "accepted", now)
    free = held.offer is not None or keeps_now(found, enrolment.places, now)
    if free:
        keep_to_limit(found, enrolment.person_id, by_office=by_id is not None)
    enrolment.confirmed_at = now
    enrolment.state = "enrolled" if free else "waiting"
    if not free:
        take_old_turn(enrolment, now)
    _note("place.confirmed", enrolment, by_id)
    tell(enrolment, TOLD[enrolment.state], now=now, by_id=by_id)
    if free:
        rest_others(enrolment)
    bring_friend(found, enrolment, now=now, by_id=by_id)
    return enrolment


def _reached(enrolment: Enrolment, now: datetime, by_id: int | None) -> None:
    contact = enrolment.person.reach(KIND_OF_CONTACT[enrolment.person.contact_by])
    if contact is not None and contact.verified_at is None:
        confirm_contact(contact, now)
    finish_tasks_about(["confirm"], enrolment.id, by_id=by_id, outcome="confirmed", now=now)


def accept(enrolment_id: int, now: datetime, by_id: int | None = None) -> Enrolment:
    """Takes the place that is offered. Raises `Refused` when the offer is over."""
    held = _locked(enrolment_id)
    enrolment, offer = held.enrolment, held.offer
    if enrolment.state == "enrolled":
        return enrolment
    if enrolment.state != "offered" or offer is None:
        raise Refused(
            N_("This offer has ended. If you are still interested, you can go back in line.")
        )
    if offer.kind == "own":
        return confirm(enrolment_id, now, by_id)
    check_not_begun(held.found, now)
    check_no_other(enrolment)
    keep_to_limit(held.found, enrolment.person_id, by_office=by_id is not None)
    end_offer(offer, "accepted", now)
    return enrol_from_line(enrolment, "place.accepted", now, by_id)


def give(enrolment_id: int, now: datetime, by_id: int) -> Enrolment:
    """The office gives a free place to someone in line it has just spoken to (from 24 hours
    before the start, when no offers are made). Raises `Refused` when no place is free."""
    held = _locked(enrolment_id)
    enrolment = held.enrolment
    if enrolment.state == "offered":
        return accept(enrolment_id, now, by_id)
    if enrolment.state != "waiting":
        return enrolment
    if standing(held.found.id, now).free < enrolment.places:
        raise Refused(N_("There is no free place on this class now."))
    keep_to_limit(held.found, enrolment.person_id, by_office=True)
    enrolment.confirmed_at = enrolment.confirmed_at or now
    return enrol_from_line(enrolment, "place.given", now, by_id)


def enrol_from_line(
    enrolment: Enrolment, action: str, now: datetime, by_id: int | None = None
) -> Enrolment:
    """A place for someone in line: their class is locked, and has room for them."""
    enrolment.state = "enrolled"
    finish_tasks_about(["offer"], enrolment.id, by_id=by_id, outcome="accepted", now=now)
    _note(action, enrolment, by_id)
    tell(enrolment, "place_saved", now=now, by_id=by_id)
    rest_others(enrolment)
    return enrolment


def take_automatic(class_id: int, now: datetime) -> int:
    """Takes the offers of those who want to be enrolled without being asked. Returns how many."""
    found = lock(class_id)
    starts_at = first_start(found) if found else None
    if found is None or starts_at is None or starts_at <= now:
        return 0
    here = and_(Enrolment.class_id == class_id, Enrolment.auto_days.is_not(None))
    offered = with_offers(and_(here, Enrolment.state == "offered"))
    limited = limited_now(found, [enrolment.person_id for enrolment, _ in offered])
    taken = 0
    for enrolment, offer in offered:
        if offer is None or offer.kind != "freed" or has_other(enrolment):
            continue
        if not automatic(enrolment.auto_days, offer.made_at, starts_at):
            continue
        if enrolment.person_id in limited:  # they were not asked, so nothing is taken from them
            end_offer(offer, "withdrawn", now)
            enrolment.state = "waiting"
        else:
            end_offer(offer, "accepted", now)
            enrol_from_line(enrolment, "place.taken", now)
            taken += 1
    if limited:
        fill(found, now)
    return taken


def decline(enrolment_id: int, now: datetime, by_id: int | None = None) -> Enrolment:
    """Lets an offered place go to the next in line. Declining twice changes nothing."""
    held = _locked(enrolment_id)
    return (
        _let_go(held, "declined", now, by_id)
        if held.enrolment.state == "offered"
        else (held.enrolment)
    )


def withdraw(enrolment_id: int, now: datetime, by_id: int | None = None) -> Enrolment:
    """Leaves, from whichever state. The place goes to the next in line; a wish that rests because
    nobody answered ends for good."""
    held = _locked(enrolment_id)
    leaves = held.enrolment.state in (*LIVE, "lapsed")
    return _let_go(held, "withdrawn", now, by_id) if leaves else held.enrolment


def _let_go(held: Locked, state: str, now: datetime, by_id: int | None) -> Enrolment:
    """Ends a place, an offer or a wish; a task about it is done; the line moves up."""
    enrolment = held.enrolment
    reached = enrolment.confirmed_at is not None
    end_offer(held.offer, state, now)
    enrolment.state, enrolment.ended_at = state, now
    nothing_to_do(enrolment, state, by_id=by_id, now=now)
    _note(f"place.{state}", enrolment, by_id)
    if reached:
        tell(enrolment, state, now=now, by_id=by_id)
    wake_others(enrolment)
    fill(held.found, now)
    return enrolment


def let_everything_go(person_id: int, now: datetime) -> None:
    """Before someone is erased: their places go to those in line, and no letter follows them."""
    live = select(Enrolment.id, Enrolment.class_id).where(
        Enrolment.person_id == person_id, Enrolment.state.in_(LIVE)
    )
    for enrolment_id, _ in sorted(db.session.execute(live), key=lambda row: row.class_id):
        held = _locked(enrolment_id)
        end_offer(held.offer, "withdrawn", now)
        held.enrolment.state, held.enrolment.ended_at = "withdrawn", now
        wake_others(held.enrolment)
        _note("place.withdrawn", held.enrolment, None)
        fill(held.found, now)


def rejoin(enrolment_id: int, now: datetime, by_id: int | None = None) -> Enrolment:
    """Back in line after an offer ran out, at the old number. Raises `Refused`."""
    held = _locked(enrolment_id)
    enrolment, found = held.enrolment, held.found
    if enrolment.state != "lapsed":
        return enrolment
    if enrolment.confirmed_at is None:
        return confirm(enrolment_id, now, by_id)
    other = live_wish(found.id, enrolment.person_id, companion=enrolment.companion)
    if other is not None:
        return other
    check_not_begun(found, now)
    enrolment.state, enrolment.ended_at = "waiting", None
    _note("place.rejoined", enrolment, by_id)
    tell(enrolment, "waiting", now=now, by_id=by_id)
    fill(found, now)
    return enrolment


def _locked(enrolment_id: int) -> Locked:
    """The class lock first, then the enrolment as it is under that lock."""
    of_class = select(Enrolment.class_id).where(Enrolment.id == enrolment_id)
    found = lock(of_class.scalar_subquery())
    if found is None:
        raise Refused(N_("This place is no longer there."))
    [(enrolment, offer)] = with_offers(Enrolment.id == enrolment_id)
    return Locked(enrolment, found, offer)


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
