"""Which courses were agreed by a peer and by someone else, before any class was planned."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select

from recoverycollege.catalogue.models import CourseVersion
from recoverycollege.database import db


def agreed_courses(course_ids: Collection[int]) -> frozenset[int]:
    """Of these courses, those whose words stand as both sides signed them. Once the words were
    changed without them, the signatures speak of others."""
    newest = (
        select(CourseVersion.course_id, func.max(CourseVersion.number).label("number"))
        .where(CourseVersion.course_id.in_(course_ids))
        .group_by(CourseVersion.course_id)
        .subquery()
    )
    query = (
        select(CourseVersion.course_id)
        .join(
            newest,
            (newest.c.course_id == CourseVersion.course_id)
            & (newest.c.number == CourseVersion.number),
        )
        .where(CourseVersion.agreed_at.is_not(None))
    )
    return frozenset(db.session.scalars(query))
