"""Keeping the words of a course as they change."""

from __future__ import annotations

from datetime import datetime

from recoverycollege.catalogue.models import Course, CourseDesign, CourseVersion
from recoverycollege.catalogue.queries.versions import newest_version, texts_of
from recoverycollege.database import db


def keep_version(
    course: Course, now: datetime, *, design: CourseDesign | None = None
) -> CourseVersion | None:
    """A new version, where the catalogue shows other words than before, or the same words were
    agreed anew in `design`. A course that never was in the catalogue has none yet."""
    before, texts = newest_version(course.id), texts_of(course).stored()
    if before is None and not course.in_catalogue:
        return None
    if before is not None and before.texts == texts and design is None:
        return before
    made = CourseVersion(
        course_id=course.id,
        number=before.number + 1 if before else 1,
        texts=texts,
        why="changed" if before and not design else "published",
        made_at=now,
        design_id=design.id if design else None,
        agreed_at=design.agreed_at if design else None,
    )
    db.session.add(made)
    db.session.flush()
    return made
