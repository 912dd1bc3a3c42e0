"""Ideas for courses, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import joinedload

from recoverycollege.catalogue.models import RUNNING, Course, CourseDesign, CourseIdea, Designer
from recoverycollege.database import db

MOST = 200
RECENT = 6


@dataclass(frozen=True)
class OwnIdea:
    """Somebody's idea, its course, and the round they write it in with others."""

    idea: CourseIdea
    course: Course | None
    design_id: int | None
    written: bool  # the course is being written together now


def ideas_of(person_id: int) -> list[OwnIdea]:
    """A person's own ideas, the newest first."""
    mine = (
        select(CourseDesign.id)
        .join(Designer, Designer.design_id == CourseDesign.id)
        .where(CourseDesign.course_id == CourseIdea.course_id)
        .where(CourseDesign.state.in_(RUNNING), Designer.person_id == person_id)
        .limit(1)
        .scalar_subquery()
    )
    running = exists().where(
        CourseDesign.course_id == CourseIdea.course_id, CourseDesign.state.in_(RUNNING)
    )
    rows = db.session.execute(
        select(CourseIdea, Course, mine, running)
        .outerjoin(Course, Course.id == CourseIdea.course_id)
        .where(CourseIdea.person_id == person_id)
        .order_by(CourseIdea.sent_at.desc(), CourseIdea.id.desc())
    )
    return [OwnIdea(*row) for row in rows]


def ideas(state: str = "") -> Sequence[CourseIdea]:
    """Everybody's ideas, those not answered yet first and oldest first."""
    query = select(CourseIdea).options(joinedload(CourseIdea.person), joinedload(CourseIdea.course))
    if state:
        query = query.where(CourseIdea.state == state)
    answered = CourseIdea.answered_at
    return db.session.scalars(
        query.order_by(
            answered.is_not(None), answered.desc(), CourseIdea.sent_at, CourseIdea.id
        ).limit(MOST)
    ).all()


def idea(idea_id: int) -> CourseIdea | None:
    """One idea with its person and its course."""
    return db.session.scalar(
        select(CourseIdea)
        .where(CourseIdea.id == idea_id)
        .options(joinedload(CourseIdea.person), joinedload(CourseIdea.course))
    )


def courses_from_ideas() -> Sequence[Course]:
    """Courses of the catalogue that began as somebody's idea. It does not tell whose."""
    return db.session.scalars(
        select(Course)
        .where(Course.in_catalogue)
        .where(Course.id.in_(select(CourseIdea.course_id).where(CourseIdea.state == "taken_up")))
        .order_by(Course.id.desc())
        .limit(RECENT)
    ).all()


def running_design(course_id: int) -> CourseDesign | None:
    """The round in which a course is being written together now."""
    return db.session.scalar(
        select(CourseDesign).where(
            and_(CourseDesign.course_id == course_id, CourseDesign.state.in_(RUNNING))
        )
    )
