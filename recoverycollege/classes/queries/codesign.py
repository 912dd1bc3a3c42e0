"""Which courses were agreed by a peer and by someone else, before any class was planned."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from recoverycollege.catalogue.models import CourseDesign
from recoverycollege.database import db


def agreed_courses(course_ids: Collection[int]) -> frozenset[int]:
    """Of these courses, those whose words were agreed by both signatures."""
    query = select(CourseDesign.course_id).where(
        CourseDesign.course_id.in_(course_ids),
        CourseDesign.state.in_(("agreed", "published")),
        CourseDesign.agreed_at.is_not(None),
    )
    return frozenset(db.session.scalars(query))
