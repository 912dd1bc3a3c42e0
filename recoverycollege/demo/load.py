"""Loads the demonstration college into an empty database, in one transaction."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select

from recoverycollege.accounts.models import Person
from recoverycollege.accounts.services.passwords import hash_password
from recoverycollege.catalogue.models import Course
from recoverycollege.classes.services.indexing import reindex
from recoverycollege.database import db
from recoverycollege.demo.loading.calls import add_calls
from recoverycollege.demo.loading.codesign import add_codesign
from recoverycollege.demo.loading.college import add_college
from recoverycollege.demo.loading.feedback import add_feedback
from recoverycollege.demo.loading.forms import add_forms
from recoverycollege.demo.loading.instruments import add_instruments, make_way
from recoverycollege.demo.loading.ledger import add_ledger
from recoverycollege.demo.loading.lessons import add_lessons
from recoverycollege.demo.loading.line import say_how_they_wait
from recoverycollege.demo.loading.messages import add_messages, check_some_in
from recoverycollege.demo.loading.office import add_requests
from recoverycollege.demo.loading.openings import add_openings
from recoverycollege.demo.loading.people import add_people, place_in_time
from recoverycollege.demo.loading.places import add_places
from recoverycollege.demo.loading.register import add_attendance
from recoverycollege.demo.loading.releases import add_releases
from recoverycollege.demo.loading.stand_ins import add_stand_ins
from recoverycollege.demo.loading.talks import add_talks
from recoverycollege.demo.loading.timetable import add_classes
from recoverycollege.demo.loading.voices import add_voices
from recoverycollege.demo.loading.world import World

PASSWORD = "hope-is-contagious"  # noqa: S105 - known to everyone, and only under DEMO


def is_empty() -> bool:
    """Whether nobody and nothing is here yet."""
    first = (select(model.id).limit(1) for model in (Person, Course))
    return all(db.session.scalar(query) is None for query in first)


def load(*, today: date, zone: ZoneInfo, country: str, seed: int, answer_key: str) -> World:
    """The whole college into the running write transaction, the search index included.

    No letter is written for what it invents. Answers lie under `answer_key`; the figures made of
    them are the worker's.
    """
    world = make(World(today, zone, country, seed), hash_password(PASSWORD), answer_key)
    make_way()
    world.rows.write()
    for course in world.rows.of(Course):
        reindex(course["id"])
    return world


def make(world: World, password_hash: str = "", answer_key: str = "") -> World:
    """Every row of the college, not yet written. The same seed and day make the same college; the
    codes of its answers are of this installation's key."""
    add_college(world)
    people = add_people(world, password_hash)
    classes = add_classes(world, people)
    first_asked = add_places(world, people, classes)
    place_in_time(world, people, first_asked)
    add_attendance(world, classes)
    check_some_in(world, classes)
    add_messages(world, classes)
    say_how_they_wait(world, people)
    add_calls(world, people)
    add_feedback(world, people, classes, answer_key)
    add_forms(world, people, classes, answer_key)
    add_voices(world, people, answer_key)
    add_instruments(world, people)
    add_releases(world, classes)
    add_ledger(world, classes)
    add_lessons(world, classes)
    add_requests(world, people)
    add_openings(world, people, classes)
    add_codesign(world, people)
    add_stand_ins(world, people, classes)
    add_talks(world, people)
    return world
