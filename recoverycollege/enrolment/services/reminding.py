"""Reminders, once each: the day before a session, for those who have had their place for a while;
and halfway through an offer."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import aliased

from recoverycollege import letters
from recoverycollege.accounts.models import Person
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.database import db
from recoverycollege.daytime import next_daytime
from recoverycollege.enrolment.models import Attendance, Enrolment, Offer, Reminder

AHEAD = timedelta(hours=26)  # a day, and room for a night in which nothing is sent
AT_LEAST = timedelta(hours=2)  # before the session; later a reminder would only hurry
NEW = timedelta(hours=24)  # who was told of their place so lately needs no reminder


def remind(now: datetime, zone: ZoneInfo, limit: int = 500) -> int:
    """Posts what is due, to leave by day. Returns how many letters."""
    leaves_at = next_daytime(now, zone)
    rows = db.session.execute(
        select(Enrolment.id, Enrolment.person_id, ClassSession.id)
        .join(ScheduledClass, ScheduledClass.id == Enrolment.class_id)
        .join(ClassSession, ClassSession.class_id == ScheduledClass.id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(ScheduledClass.state == "open", ClassSession.called_off.is_(False))
        .where(ClassSession.starts_at > leaves_at + AT_LEAST, ClassSession.starts_at <= now + AHEAD)
        .where(Enrolment.state == "enrolled", Enrolment.confirmed_at <= now - NEW)
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
    rows = db.session.execute(
        select(Offer, Enrolment.person_id)
        .join(Enrolment, Enrolment.id == Offer.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Offer.answer.is_(None), Offer.kind == "freed", Offer.reminded_at.is_(None))
        .where(Person.contact_by.in_(("email", "text")))
        .order_by(Offer.id)
        .limit(limit)
        .with_for_update(of=Offer, skip_locked=True)
    ).all()
    for offer, person_id in rows:
        if now < offer.made_at + (offer.ends_at - offer.made_at) / 2:
            continue
        offer.reminded_at = now
        if leaves_at + AT_LEAST <= offer.ends_at:
            letters.post(
                "offer_halfway", person_id, enrolment_id=offer.enrolment_id, offer_id=offer.id
            )
            done += 1
    return done
