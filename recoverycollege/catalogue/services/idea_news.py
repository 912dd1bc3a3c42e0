"""What becomes of an idea, and telling whoever had it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from recoverycollege import history
from recoverycollege.accounts.services.tasks import finish_tasks_about
from recoverycollege.catalogue.models import Course, CourseIdea
from recoverycollege.catalogue.services.telling import tell
from recoverycollege.database import db
from recoverycollege.text import clean


def answer(idea: CourseIdea, state: str, now: datetime, by_id: int) -> None:
    """An idea is taken up, or not for now."""
    idea.state, idea.answered_at, idea.answered_by_id = state, now, by_id
    finish_tasks_about(("idea",), idea.id, by_id=by_id, outcome=state, now=now)
    tell(idea.person, f"idea_{state}", now=now, idea_id=idea.id)
    history.record(f"idea.{state}", "idea", idea.id, actor_id=by_id, person_id=idea.person_id)


def set_aside(course: Course, words: str, *, now: datetime, by_id: int) -> None:
    """The course of an idea is not written on for now: whoever had it reads why."""
    for idea in _ideas_of(course, "taken_up"):
        idea.answer = clean(words).strip()
        answer(idea, "not_now", now, by_id)


def taken_up_again(course: Course, *, now: datetime, by_id: int) -> None:
    """The course of an idea that was set aside is written on after all."""
    for idea in _ideas_of(course, "not_now"):
        answer(idea, "taken_up", now, by_id)


def came_true(course: Course, now: datetime) -> None:
    """The course of an idea is in the catalogue for the first time: whoever had it hears so."""
    for idea in _ideas_of(course, "taken_up"):
        tell(idea.person, "idea_in_catalogue", now=now, idea_id=idea.id)


def _ideas_of(course: Course, state: str) -> Sequence[CourseIdea]:
    query = select(CourseIdea).options(joinedload(CourseIdea.person, innerjoin=True))
    query = query.where(CourseIdea.course_id == course.id, CourseIdea.state == state)
    return db.session.scalars(query.order_by(CourseIdea.id)).all()
