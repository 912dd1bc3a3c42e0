"""How many people in line got a place, in earlier classes of a course."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, func, select

from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment, Offer

LATEST = 6


def freed(course_id: int, now: datetime) -> list[int]:
    """For each of the latest classes that had a line, how many of it got in. One statement."""
    starts = (
        select(ClassSession.class_id, func.min(ClassSession.starts_at).label("at"))
        .group_by(ClassSession.class_id)
        .having(func.min(ClassSession.starts_at) <= now)
        .subquery()
    )
    taken = and_(Offer.kind == "freed", Offer.answer == "accepted")
    return list(
        db.session.scalars(
            select(func.count(Offer.id).filter(taken))
            .select_from(ScheduledClass)
            .join(starts, starts.c.class_id == ScheduledClass.id)
            .join(Enrolment, Enrolment.class_id == ScheduledClass.id)
            .join(Offer, and_(Offer.enrolment_id == Enrolment.id, Offer.kind == "freed"))
            .where(ScheduledClass.course_id == course_id, ScheduledClass.state == "open")
            .group_by(ScheduledClass.id, starts.c.at)
            .order_by(starts.c.at.desc())
            .limit(LATEST)
        )
    )
