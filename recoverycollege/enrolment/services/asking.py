"""Asking for a place: signed in, by a link to confirm, or through the office."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, select, update

from recoverycollege import history
from recoverycollege.accounts.models import Person
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import LIVE, Enrolment, Offer
from recoverycollege.enrolment.queries.turns import first_start
from recoverycollege.enrolment.rules.places import Counts, Openness, check_open, has_place
from recoverycollege.enrolment.rules.windows import BY_HAND, hold_ends
from recoverycollege.enrolment.rules.wishes import ALONE, Want, check_alone
from recoverycollege.enrolment.services.filling import lock, standing
from recoverycollege.enrolment.services.limits import keep_to_limit
from recoverycollege.enrolment.services.telling import ask_office, tell
from recoverycollege.refusals import N_, Refused

# What all wishes of one request share.
HOW = ("with_whom", "auto_days", "any_class", "channel", "taken_by_id")
TOLD = {"enrolled": "place_saved", "waiting": "waiting"}  # the letter for each state


def ask(
    class_id: int,
    person_id: int,
    *,
    now: datetime,
    channel: str = "web",
    taken_by: int | None = None,
    confirmed: bool = True,
    want: Want = ALONE,
) -> Enrolment:
    """Asks for a place. `confirmed`: the person is signed in, or speaks with the office. `want`:
    whom they bring, and how they wait.

    Answers the enrolment, in the state it came to: enrolled or waiting when confirmed; else
    offered (a place set aside, to be confirmed) or waiting and not yet counted. Asking again
    answers the wish that is already there. Raises `Refused`, also for one course more than one
    person can have in a term; to wait is never too many.
    """
    found = lock(class_id)
    if found is None:
        raise Refused(N_("This class is no longer there. Please look at the other dates."))
    if confirmed:
        return ask_confirmed(
            found, person_id, now=now, channel=channel, taken_by=taken_by, want=want
        )
    check(found, now)
    person, wish = _person_and_wish(person_id, class_id)
    return wish or ask_unconfirmed(found, person, standing(class_id, now), now=now, want=want)


def ask_confirmed(
    found: ScheduledClass,
    person_id: int,
    *,
    now: datetime,
    channel: str = "web",
    taken_by: int | None = None,
    want: Want = ALONE,
) -> Enrolment:
    """A place, or a turn in the line, on a class that is locked. A friend who may come alone has a
    place or a turn of their own. Raises `Refused`."""
    person, wish = _person_and_wish(person_id, found.id)
    if wish is not None:
        return wish
    check(found, now)
    if want.with_whom:  # else its course need not be read
        check_alone(found.course.kind, want)
    keeps = keeps_now(found, want.places, now)
    if keeps:
        keep_to_limit(found, person_id, by_office=taken_by is not None)
    enrolment = add_wish(
        found,
        person,
        now,
        state="enrolled" if keeps else "waiting",
        confirmed_at=now,
        channel=channel,
        taken_by_id=taken_by,
        **asked_for(want),
    )
    if not keeps:
        take_old_turn(enrolment, now)
    tell(enrolment, TOLD[enrolment.state], now=now, by_id=taken_by)
    _note(enrolment, taken_by or person_id)
    bring_friend(found, enrolment, now=now, by_id=taken_by)
    return enrolment


def take_old_turn(enrolment: Enrolment, now: datetime) -> None:
    """Whoever let an offer run out and asks again has their old number back: the two wishes change
    numbers, and the old one is over. Numbers are unique, so they pass through one nobody has."""
    silent = db.session.scalar(
        select(Enrolment)
        .where(
            Enrolment.class_id == enrolment.class_id,
            Enrolment.person_id == enrolment.person_id,
            Enrolment.companion.is_(enrolment.companion),
            Enrolment.state == "lapsed",
            Enrolment.confirmed_at.is_not(None),
        )
        .order_by(Enrolment.number)
        .limit(1)
    )
    if silent is None:
        return
    old, new = silent.number, enrolment.number
    silent.number, silent.state, silent.ended_at = -old, "withdrawn", now
    db.session.flush()
    enrolment.number, enrolment.asked_at = old, silent.asked_at
    enrolment.priority = max(enrolment.priority, silent.priority)
    db.session.flush()
    silent.number = new
    db.session.flush()


def asked_for(want: Want) -> dict[str, Any]:
    """The columns of a wish that say what it asks for."""
    return {
        "places": want.places,
        "with_whom": want.with_whom,
        "auto_days": want.auto_days,
        "any_class": want.any_class,
    }


def keeps_now(found: ScheduledClass, places: int, now: datetime) -> bool:
    """Whether someone asking now has a place at once."""
    return has_place(standing(found.id, now), places)


def bring_friend(
    found: ScheduledClass, enrolment: Enrolment, *, now: datetime, by_id: int | None = None
) -> None:
    """The friend of someone who asked for both, together or not, has a wish of their own: next in
    number, answered for by the same person. Not once the class has begun: a place set aside may
    still be confirmed then, and nobody new comes in."""
    alone = enrolment.with_whom == "friend" and enrolment.places == 1 and not enrolment.companion
    if not alone or live_wish(found.id, enrolment.person_id, companion=True):
        return
    if not _passes(check_not_begun, found, now):
        return
    friend = add_wish(
        found,
        enrolment.person,
        now,
        state="enrolled" if keeps_now(found, 1, now) else "waiting",
        companion=True,
        confirmed_at=now,
        **{name: getattr(enrolment, name) for name in HOW},
    )
    tell(friend, TOLD[friend.state], now=now, by_id=by_id)
    _note(friend, by_id or enrolment.person_id)


def ask_unconfirmed(
    found: ScheduledClass,
    person: Person,
    there: Counts,
    *,
    now: datetime,
    contact_by: str = "",
    held: Collection[int] = (),
    wish: Enrolment | None = None,
    want: Want = ALONE,
) -> Enrolment:
    """A place set aside on a class that is locked, until the person confirms; on a full class a
    wish that counts once they do. `contact_by`: how they want to be reached about it. `held`:
    the enrolments for which this contact already keeps a place; one contact keeps one, the
    newest. `wish`: an earlier wish for this class that lost its place so."""
    if want.with_whom:  # else its course need not be read
        check_alone(found.course.kind, want)
    contact_by = contact_by or person.contact_by
    ends_at = hold_ends(now, first_start(found) or now, contact_by)
    keeps = has_place(there, want.places)
    if keeps:
        _let_go(held, now)
    state = "offered" if keeps else "waiting"
    own = Offer(kind="own", made_at=now, ends_at=ends_at, places=want.places)
    if wish is None:
        wish = add_wish(found, person, now, state=state, **asked_for(want))
    else:
        wish.state = state
        for name, value in asked_for(want).items():
            setattr(wish, name, value)
    if keeps:
        wish.offers.append(own)
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


def live_wish(class_id: int, person_id: int, *, companion: bool = False) -> Enrolment | None:
    """The person's running wish for a class, if there is one; or the one for their friend."""
    return db.session.scalar(
        select(Enrolment).where(
            Enrolment.class_id == class_id,
            Enrolment.person_id == person_id,
            Enrolment.companion.is_(companion),
            Enrolment.state.in_(LIVE),
        )
    )


def _person_and_wish(person_id: int, class_id: int) -> tuple[Person, Enrolment | None]:
    """Someone, and their running wish for a class, in one statement."""
    running = and_(
        Enrolment.person_id == Person.id,
        Enrolment.class_id == class_id,
        Enrolment.companion.is_(False),
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


def can_be_asked_for(found: ScheduledClass, now: datetime) -> bool:
    return _passes(check, found, now)


def _passes(rule: Callable[..., None], found: ScheduledClass, now: datetime) -> bool:
    try:
        rule(found, now)
    except Refused:
        return False
    return True


def same_wish(enrolment: Enrolment) -> dict[str, Any]:
    """The columns of a wish that is put on another class as well."""
    return {name: getattr(enrolment, name) for name in (*HOW, "places", "companion")}


def openness(found: ScheduledClass) -> Openness:
    return Openness(found.state, first_start(found), found.enrol_from, found.enrol_until)


def local_day(found: ScheduledClass, now: datetime) -> date:
    """Today where the class meets."""
    zone = found.sessions[0].zone if found.sessions else "UTC"
    return now.astimezone(ZoneInfo(zone)).date()


def add_wish(found: ScheduledClass, person: Person, now: datetime, **columns: Any) -> Enrolment:
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
