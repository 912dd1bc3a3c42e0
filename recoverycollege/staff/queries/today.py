"""The classes of the coming days, for the office's first page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import ClassSession, ScheduledClass, Venue
from recoverycollege.database import db

DAYS = timedelta(days=7)


@dataclass(frozen=True)
class Coming:
    """One meeting in the next days."""

    class_id: int
    title: str
    venue: str
    starts_at: datetime
    called_off: bool = False  # only open classes meet


def coming(now: datetime) -> list[Coming]:
    """The next meeting of every class that meets within a week, the soonest first."""
    starts = func.min(ClassSession.starts_at)
    query = (
        select(
            ScheduledClass.id.label("class_id"),
            Course.title,
            Venue.name.label("venue"),
            starts.label("starts_at"),
        )
        .join(ClassSession, ClassSession.class_id == ScheduledClass.id)
        .join(Course, Course.id == ScheduledClass.course_id)
        .join(Venue, Venue.id == ScheduledClass.venue_id)
        .where(ScheduledClass.state == "open", ClassSession.called_off.is_(False))
        .where(ClassSession.starts_at >= now, ClassSession.starts_at < now + DAYS)
        .group_by(ScheduledClass.id, Course.title, Venue.name)
        .order_by(starts)
    )
    return [Coming(**row._mapping) for row in db.session.execute(query)]
