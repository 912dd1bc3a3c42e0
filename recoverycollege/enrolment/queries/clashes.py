"""What else someone has on the days of a class."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from recoverycollege.classes.models import ClassSession, ScheduledClass, Venue
from recoverycollege.classes.rules.clashes import ON_THE_WAY, Clash, Meeting, clashes
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment

HAVE = ("enrolled", "offered")


def clashes_on(person_id: int, class_id: int, now: datetime) -> list[Clash]:
    """The same for a class by its id, in two statements."""
    whole = (joinedload(ScheduledClass.sessions), joinedload(ScheduledClass.venue))
    found = db.session.get_one(ScheduledClass, class_id, options=whole)
    return clashes_of(person_id, found, now)


def clashes_of(person_id: int, found: ScheduledClass, now: datetime) -> list[Clash]:
    """The sessions of other classes a person has a place or an offer on that clash with those of
    this class which are still to come. One statement, beside the sessions of the class."""
    wanted = [s for s in found.sessions if not s.called_off and s.ends_at > now]
    if not wanted:
        return []
    first, last = min(s.starts_at for s in wanted), max(s.ends_at for s in wanted)
    rows = db.session.execute(
        select(ClassSession.starts_at, ClassSession.ends_at, Venue.id, Venue.online)
        .join(ScheduledClass, ScheduledClass.id == ClassSession.class_id)
        .join(Venue, Venue.id == ScheduledClass.venue_id)
        .join(Enrolment, Enrolment.class_id == ScheduledClass.id)
        .where(Enrolment.person_id == person_id, Enrolment.state.in_(HAVE))
        .where(ScheduledClass.id != found.id, ScheduledClass.state == "open")
        .where(ClassSession.called_off.is_(False), ClassSession.ends_at > now)
        .where(ClassSession.starts_at < last + ON_THE_WAY)
        .where(ClassSession.ends_at > first - ON_THE_WAY)
        .distinct()
    )
    others = [Meeting(starts, ends, None if online else id_) for starts, ends, id_, online in rows]
    place = None if found.venue.online else found.venue_id
    return clashes([Meeting(s.starts_at, s.ends_at, place) for s in wanted], others)
