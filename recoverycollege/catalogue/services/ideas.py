"""An idea for a course comes in, is taken up, or is not for now; whoever had it hears each time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from recoverycollege import history
from recoverycollege.accounts.models import Contact, Person
from recoverycollege.accounts.rules import email_key
from recoverycollege.accounts.services.people import add_person, known_person
from recoverycollege.accounts.services.tasks import add_task
from recoverycollege.catalogue.models import CourseDesign, CourseIdea
from recoverycollege.catalogue.services.courses import save_course
from recoverycollege.catalogue.services.designs import first_design
from recoverycollege.catalogue.services.idea_news import answer
from recoverycollege.catalogue.services.telling import tell
from recoverycollege.database import db
from recoverycollege.refusals import N_, Refused
from recoverycollege.text import clean

ANSWERED_IN = timedelta(days=14)
SAME = timedelta(days=1)  # the same words within it are one idea, pressed twice
MOST_WAITING = 3  # of one address, from people who are not signed in


def who_has_it(name: str, email: str, now: datetime) -> Person:
    """Whoever sends an idea without signing in: known by this address and this name, or new. What
    is stored of someone known is not changed by what is typed. Raises `Refused`."""
    known = known_person("email", email, name)
    return known or add_person(name=name, contact_by="email", value=email, now=now)


def has_room(email: str) -> bool:
    """Whether an idea more is taken from this address before those that wait are answered. Nobody
    who sends one learns it: what waits at an address is its owner's alone."""
    query = (
        select(func.count())
        .select_from(CourseIdea)
        .join(Contact, Contact.person_id == CourseIdea.person_id)
    )
    query = query.where(Contact.kind == "email", Contact.key == email_key(email))
    return (db.session.scalar(query.where(CourseIdea.state == "new")) or 0) < MOST_WAITING


def send_idea(
    person: Person, values: Mapping[str, str], *, now: datetime, by_id: int | None = None
) -> CourseIdea:
    """A new idea. The office answers it within two weeks. `by_id`: they were signed in. The same
    words sent twice within a day are one idea."""
    typed = {name: clean(value).strip() for name, value in values.items()}
    db.session.scalar(select(Person.id).where(Person.id == person.id).with_for_update())
    before = select(CourseIdea).filter_by(person_id=person.id, **typed)
    twice = db.session.scalar(before.where(CourseIdea.sent_at > now - SAME).limit(1))
    if twice is not None:
        return twice
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
    answer(idea, "taken_up", now, by_id)
    return design


def not_now(idea_id: int, words: str, *, now: datetime, by_id: int) -> CourseIdea:
    """The office says in its own words why not, or not yet. Raises `Refused`."""
    idea = _unanswered(idea_id)
    idea.answer = clean(words).strip()
    answer(idea, "not_now", now, by_id)
    return idea


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
