"""Asking for a place: signed in, by a link to confirm, or through the office."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, select, update

from recoverycollege import history
from recoverycollege.accounts.models import Person
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import LIVE, Enrolment, Offer
from recoverycollege.enrolment.rules.places import Counts, Openness, check_open, has_place
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
    if confirmed:
        return ask_confirmed(
            found, person_id, now=now, channel=channel, taken_by=taken_by, places=places
        )
    check(found, now)
    person, wish = _person_and_wish(person_id, class_id)
    return wish or ask_unconfirmed(found, person, standing(class_id), now=now)


def ask_confirmed(
    found: ScheduledClass,
    person_id: int,
    *,
    now: datetime,
    channel: str = "web",
    taken_by: int | None = None,
    places: int = 1,
) -> Enrolment:
    """A place, or a turn in the line, on a class that is locked. Raises `Refused`."""
    person, wish = _person_and_wish(person_id, found.id)
    if wish is not None:
        return wish
    check(found, now)
    free = has_place(standing(found.id), places)
    enrolment = _new(
        found,
        person,
        now,
        state="enrolled" if free else "waiting",
        confirmed_at=now,
        channel=channel,
        taken_by_id=taken_by,
        places=places,
    )
    tell(enrolment, "place_saved" if free else "waiting", now=now, by_id=taken_by)
    _note(enrolment, taken_by or person_id)
    return enrolment


def ask_unconfirmed(
    found: ScheduledClass,
    person: Person,
    there: Counts,
    *,
    now: datetime,
    contact_by: str = "",
    held: Collection[int] = (),
    wish: Enrolment | None = None,
) -> Enrolment:
    """A place set aside on a class that is locked, until the person confirms; on a full class a
    wish that counts once they do. `contact_by`: how they want to be reached about it. `held`:
    the enrolments for which this contact already keeps a place; one contact keeps one, the
    newest. `wish`: an earlier wish for this class that lost its place so."""
    contact_by = contact_by or person.contact_by
    ends_at = hold_ends(now, first_start(found) or now, contact_by)
    keeps = has_place(there)
    if keeps:
        _let_go(held, now)
    state = "offered" if keeps else "waiting"
    offers = [Offer(kind="own", made_at=now, ends_at=ends_at)] if keeps else []
    if wish is None:
        wish = _new(found, person, now, state=state, offers=offers)
    else:
        wish.state = state
        wish.offers.extend(offers)
    if contact_by in BY_HAND:
        ask_office("confirm", wish, due_at=ends_at, now=now)
    _note(wish, None)
    return wish


def _let_go(held: Collection[int], now: datetime) -> None:
    """Ends the holds that a newer one replaces. Their wishes stay, and are given a place when
    confirmed if one is free. It only frees places, so the other classes' locks are not needed;
    the sweep offers what came free. The wish goes before its offer, as in every flush: two who
    meet here wait for each other in one order."""
    if not held:
        return
    unconfirmed = (
        Enrolment.id.in_(held),
        Enrolment.state == "offered",
        Enrolment.confirmed_at.is_(None),
    )
    db.session.execute(update(Enrolment).where(*unconfirmed).values(state="waiting"))
    running = (Offer.enrolment_id.in_(held), Offer.kind == "own", Offer.answer.is_(None))
    db.session.execute(update(Offer).where(*running).values(answer="withdrawn", answered_at=now))


def live_wish(class_id: int, person_id: int) -> Enrolment | None:
    """The person's running wish for a class, if there is one."""
    return db.session.scalar(
        select(Enrolment).where(
            Enrolment.class_id == class_id,
            Enrolment.person_id == person_id,
            Enrolment.state.in_(LIVE),
        )
    )


def _person_and_wish(person_id: int, class_id: int) -> tuple[Person, Enrolment | None]:
    """Someone, and their running wish for a class, in one statement."""
    running = and_(
        Enrolment.person_id == Person.id,
        Enrolment.class_id == class_id,
        Enrolment.state.in_(LIVE),
    )
    row = db.session.execute(
        select(Person, Enrolment).outerjoin(Enrolment, running).where(Person.id == person_id)
    ).one()
    return row[0], row[1]


def check(found: ScheduledClass, now: datetime) -> None:
    """Raises `Refused` unless the class can be asked for now."""
    check_open(openness(found), now, local_day(found, now))


def check_not_begun(found: ScheduledClass, now: datetime) -> None:
    """Raises `Refused` for a class that is over, called off or running. Who asked in time may
    confirm after the enrolment window."""
    check_open(Openness(found.state, first_start(found)), now, local_day(found, now))


def openness(found: ScheduledClass) -> Openness:
    return Openness(found.state, first_start(found), found.enrol_from, found.enrol_until)


def local_day(found: ScheduledClass, now: datetime) -> date:
    """Today where the class meets."""
    zone = found.sessions[0].zone if found.sessions else "UTC"
    return now.astimezone(ZoneInfo(zone)).date()


def _new(found: ScheduledClass, person: Person, now: datetime, **columns: Any) -> Enrolment:
    """A new wish, with the next joining number of its class: the class is locked, so nobody
    else is given the same."""
    given = select(func.coalesce(func.max(Enrolment.number), 0) + 1)
    number = given.where(Enrolment.class_id == found.id).scalar_subquery()
    enrolment = Enrolment(class_id=found.id, person=person, number=number, asked_at=now, **columns)
    db.session.add(enrolment)
    db.session.flush()
    return enrolment


def _note(enrolment: Enrolment, actor_id: int | None) -> None:
    history.record(
        "place.asked",
        "enrolment",
        enrolment.id,
        actor_id=actor_id,
        person_id=enrolment.person_id,
        class_id=enrolment.class_id,
        state=enrolment.state,
        channel=enrolment.channel,
    )
