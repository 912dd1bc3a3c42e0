"""An idea for a course comes in, is taken up, or is not for now; whoever had it hears each time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from recoverycollege import history
from recoverycollege.accounts.models import Person
from recoverycollege.accounts.services.people import add_person, known_person
from recoverycollege.accounts.services.tasks import add_task, finish_tasks_about
from recoverycollege.catalogue.models import Course, CourseDesign, CourseIdea
from recoverycollege.catalogue.services.courses import save_course
from recoverycollege.catalogue.services.designs import first_design
from recoverycollege.catalogue.services.telling import tell
from recoverycollege.database import db
from recoverycollege.refusals import N_, Refused
from recoverycollege.text import clean

ANSWERED_IN = timedelta(days=14)


def who_has_it(name: str, email: str, now: datetime) -> Person:
    """Whoever sends an idea without signing in: known by this address and this name, or new. What
    is stored of someone known is not changed by what is typed. Raises `Refused`."""
    known = known_person("email", email, name)
    return known or add_person(name=name, contact_by="email", value=email, now=now)


def send_idea(
    person: Person, values: Mapping[str, str], *, now: datetime, by_id: int | None = None
) -> CourseIdea:
    """A new idea. The office answers it within two weeks. `by_id`: they were signed in."""
    typed = {name: clean(value).strip() for name, value in values.items()}
    idea = CourseIdea(person_id=person.id, sent_at=now, **typed)
    db.session.add(idea)
    db.session.flush()
    due_at = now + ANSWERED_IN
    add_task("idea", now=now, due_at=due_at, person_id=person.id, about_id=idea.id)
    tell(person, "idea_received", now=now, idea_id=idea.id)
    history.record("idea.sent", "idea", idea.id, actor_id=by_id, person_id=person.id)
    return idea


def take_up(
    idea_id: int, values: Mapping[str, Any], *, until: date, now: datetime, by_id: int
) -> CourseDesign:
    """The idea becomes a draft of a course, written together with the one who had it, until a
    day. `values`: title, strand and kind of the course. Raises `Refused`."""
    idea = _unanswered(idea_id)
    texts = {"summary": "", "description": idea.gives, "who_for": idea.for_whom}
    course = save_course(None, {**texts, **values}, [], now=now)
    design = first_design(course, until=until, now=now, by_id=by_id, lead=idea.person)
    idea.course_id = course.id
    _answer(idea, "taken_up", now, by_id)
    return design


def not_now(idea_id: int, words: str, *, now: datetime, by_id: int) -> CourseIdea:
    """The office says in its own words why not, or not yet. Raises `Refused`."""
    idea = _unanswered(idea_id)
    idea.answer = clean(words).strip()
    _answer(idea, "not_now", now, by_id)
    return idea


def set_aside(course: Course, words: str, *, now: datetime, by_id: int) -> None:
    """The course of an idea is not written on for now: whoever had it reads why."""
    query = select(CourseIdea).options(joinedload(CourseIdea.person, innerjoin=True))
    query = query.where(CourseIdea.course_id == course.id, CourseIdea.state == "taken_up")
    for idea in db.session.scalars(query):
        idea.answer = clean(words).strip()
        _answer(idea, "not_now", now, by_id)


def came_true(course: Course, now: datetime) -> None:
    """The course of an idea is in the catalogue for the first time: whoever had it hears so."""
    for idea in db.session.scalars(select(CourseIdea).where(CourseIdea.course_id == course.id)):
        tell(idea.person, "idea_in_catalogue", now=now, idea_id=idea.id)


def _unanswered(idea_id: int) -> CourseIdea:
    idea = db.session.scalar(
        select(CourseIdea)
        .where(CourseIdea.id == idea_id)
        .options(joinedload(CourseIdea.person, innerjoin=True))
        .with_for_update(of=CourseIdea)
        .execution_options(populate_existing=True)
    )
    if idea is None or idea.state != "new":
        raise Refused(N_("This idea has been answered already. Nothing more to do for you."))
    return idea


def _answer(idea: CourseIdea, state: str, now: datetime, by_id: int) -> None:
    idea.state, idea.answered_at, idea.answered_by_id = state, now, by_id
    finish_tasks_about(("idea",), idea.id, by_id=by_id, outcome=state, now=now)
    tell(idea.person, f"idea_{state}", now=now, idea_id=idea.id)
    history.record(f"idea.{state}", "idea", idea.id, actor_id=by_id, person_id=idea.person_id)
