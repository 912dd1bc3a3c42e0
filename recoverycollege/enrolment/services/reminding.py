"""Reminders, once each: the day before a session, for those who have had their place for a while;
and halfway through an offer."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, delete, exists, extract, or_, select
from sqlalchemy.orm import aliased

from recoverycollege import letters
from recoverycollege.accounts.models import Person
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.database import db
from recoverycollege.daytime import next_daytime
from recoverycollege.enrolment.models import Attendance, Enrolment, Offer, Reminder
from recoverycollege.history import Entry

AHEAD = timedelta(hours=26)  # a day, and room for a night in which nothing is sent
AT_LEAST = timedelta(hours=2)  # before the session; later a reminder would only hurry
NEW = timedelta(hours=24)  # who was told of their place so lately needs no reminder
FROM_LINE = ("place.accepted", "place.given", "place.drawn", "place.taken")  # in the history


def remind(now: datetime, zone: ZoneInfo, limit: int = 500) -> int:
    """Posts what is due, to leave by day. Returns how many letters."""
    leaves_at = next_daytime(now, zone)
    coming = and_(
        ClassSession.starts_at > leaves_at + AT_LEAST, ClassSession.starts_at <= now + AHEAD
    )
    _forget_of_old_dates(coming, now)
    rows = db.session.execute(
        select(Enrolment.id, Enrolment.person_id, ClassSession.id)
        .join(ScheduledClass, ScheduledClass.id == Enrolment.class_id)
        .join(ClassSession, ClassSession.class_id == ScheduledClass.id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(ScheduledClass.state == "open", ClassSession.called_off.is_(False), coming)
        .where(Enrolment.state == "enrolled", Enrolment.confirmed_at <= now - NEW)
        .where(~_came_from_line(now - NEW))
        .where(Person.contact_by.in_(("email", "text")), Person.letters_stopped_at.is_(None))
        .where(or_(Person.paused_until.is_(None), Person.paused_until <= now))
        .where(or_(Enrolment.companion.is_(False), ~_comes_too()))
        .where(
            ~exists().where(
                Reminder.session_id == ClassSession.id, Reminder.enrolment_id == Enrolment.id
            ),
            ~exists().where(
                Attendance.session_id == ClassSession.id, Attendance.enrolment_id == Enrolment.id
            ),
        )
        .order_by(ClassSession.starts_at, Enrolment.id)
        .limit(limit)
    ).all()
    for enrolment_id, person_id, session_id in rows:
        db.session.add(Reminder(session_id=session_id, enrolment_id=enrolment_id, posted_at=now))
        letters.post(
            "reminder",
            person_id,
            enrolment_id=enrolment_id,
            session_id=session_id,
        )
    return len(rows)


def _forget_of_old_dates(coming: ColumnElement[bool], now: datetime) -> None:
    """A session was moved after its reminder had gone out: nobody was reminded of the new date. A
    reminder of a session that is still to come cannot be a day old otherwise."""
    sessions = select(ClassSession.id).where(coming)
    db.session.execute(
        delete(Reminder).where(Reminder.session_id.in_(sessions), Reminder.posted_at <= now - NEW)
    )


def _came_from_line(since: datetime) -> ColumnElement[bool]:
    """Whether someone who had waited was given their place after that."""
    return exists().where(
        Entry.about_kind == "enrolment",
        Entry.about_id == Enrolment.id,
        Entry.action.in_(FROM_LINE),
        Entry.at > since,
    )


def _comes_too() -> ColumnElement[bool]:
    """Whether the person of a friend's place has one there too, and is reminded of that."""
    own = aliased(Enrolment)
    return exists().where(
        own.class_id == Enrolment.class_id,
        own.person_id == Enrolment.person_id,
        own.companion.is_(False),
        own.state == "enrolled",
    )


def halfway(now: datetime, zone: ZoneInfo, limit: int = 500) -> int:
    """Reminds of offers of which half the time is over. Returns how many letters."""
    leaves_at, done = next_daytime(now, zone), 0
    twice_the_middle = extract("epoch", Offer.made_at) + extract("epoch", Offer.ends_at)
    rows = db.session.execute(
        select(Offer, Enrolment.person_id)
        .join(Enrolment, Enrolment.id == Offer.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Offer.answer.is_(None), Offer.kind == "freed", Offer.reminded_at.is_(None))
        .where(Person.contact_by.in_(("email", "text")))
        .where(twice_the_middle <= 2 * now.timestamp())
        .order_by(Offer.id)
        .limit(limit)
        .with_for_update(of=Offer, skip_locked=True)
    ).all()
    for offer, person_id in rows:
        offer.reminded_at = now
        if leaves_at + AT_LEAST <= offer.ends_at:
            letters.post(
                "offer_halfway", person_id, enrolment_id=offer.enrolment_id, offer_id=offer.id
            )
            done += 1
    return done
