"""The versions of a course's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from recoverycollege.catalogue.models import Course, CourseVersion
from recoverycollege.catalogue.rules.texts import Texts
from recoverycollege.database import db


def texts_of(course: Course) -> Texts:
    """The words of a course as they stand now."""
    return Texts(
        title=course.title,
        summary=course.summary,
        description=course.description,
        expect=course.expect,
        who_for=course.who_for,
        content_note=course.content_note,
        outcomes=tuple(outcome.words for outcome in course.outcomes),
    )


def versions_of(course_id: int) -> Sequence[CourseVersion]:
    """Every version of a course, the newest first."""
    query = select(CourseVersion).where(CourseVersion.course_id == course_id)
    return db.session.scalars(query.order_by(CourseVersion.number.desc())).all()


def newest_version(course_id: int) -> CourseVersion | None:
    """The words the catalogue shows now; None for a course that never was in it."""
    query = select(CourseVersion).where(CourseVersion.course_id == course_id)
    return db.session.scalar(query.order_by(CourseVersion.number.desc()).limit(1))


def version_at(course_id: int, moment: datetime) -> CourseVersion | None:
    """The version that stood at a moment; the first for a moment before versions were kept."""
    found = versions_of(course_id)
    return next((v for v in found if v.made_at <= moment), found[-1] if found else None)
