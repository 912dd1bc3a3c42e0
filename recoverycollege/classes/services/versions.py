"""A class remembers the words it was taught from: those that stood as its first session began."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ScalarSelect, exists, func, select

from recoverycollege.catalogue.models import CourseVersion
from recoverycollege.catalogue.queries.versions import version_at
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.database import db

AT_ONCE = 200


def hold_versions(now: datetime) -> int:
    """Classes that have begun keep the version of that moment, for good. Until then a class has
    the newest."""
    begun = _begun(now)
    for found, first_at in begun:
        version = version_at(found.course_id, first_at)
        found.course_version_id = version.id if version else None
    return len(begun)


def _begun(now: datetime) -> Sequence[tuple[ScheduledClass, datetime]]:
    first_at = first_session()
    known = exists().where(CourseVersion.course_id == ScheduledClass.course_id)
    rows = db.session.execute(
        select(ScheduledClass, first_at)
        .where(
            ScheduledClass.course_version_id.is_(None),
            ScheduledClass.state != "draft",
            first_at <= now,
            known,
        )
        .order_by(ScheduledClass.id)
        .limit(AT_ONCE)
        .with_for_update(of=ScheduledClass, skip_locked=True)
    )
    return [(row[0], row[1]) for row in rows]


def first_session() -> ScalarSelect[datetime]:
    """SQL: when a class begins; a session that was called off does not count."""
    return (
        select(func.min(ClassSession.starts_at))
        .where(ClassSession.class_id == ScheduledClass.id, ~ClassSession.called_off)
        .scalar_subquery()
    )
