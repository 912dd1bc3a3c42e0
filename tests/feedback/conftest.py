"""What the tests of feedback share: a class, someone with a place on it, and their form."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import current_app

from recoverycollege.database import db
from recoverycollege.feedback.links import class_link, own_link
from recoverycollege.feedback.models import Moderator
from recoverycollege.feedback.rules.codes import code_of


@pytest.fixture
def keys(app):
    return app.extensions["settings"]


@pytest.fixture
def course(college):
    return college.course(
        "Living with voices", outcomes=("talk about voices in my own words.", "ask for company")
    )


@pytest.fixture
def coming(college, course):
    """A class that begins in a week."""
    return college.scheduled_class(course, term_id=college.term().id, starts_in=timedelta(days=7))


@pytest.fixture
def over(college, course):
    """A class whose last session was yesterday."""
    return college.scheduled_class(course, starts_in=timedelta(days=-1), sessions=1)


@pytest.fixture
def place(college, over):
    return college.enrol(over, college.person("Maria Lund", email="maria@mail.example"))


@pytest.fixture
def moderators(college):
    """Someone with lived experience, and someone without."""
    found = [college.person("Dee Okafor"), college.person("Ravi Nair")]
    for person, lived in zip(found, (True, False), strict=True):
        db.session.add(Moderator(person_id=person.id, lived_experience=lived))
    db.session.commit()
    return found


def link_of(place, wave="before"):
    """The address of someone's own form."""
    key = current_app.extensions["settings"].secret_key
    return f"/feedback/{own_link(key, place.id, wave)}"


def link_for(group, wave="after"):
    """The address of a class's form, as its QR code shows it."""
    key = current_app.extensions["settings"].secret_key
    return f"/feedback/{class_link(key, group.id, wave)}"


def code_for(place):
    return code_of(current_app.extensions["settings"].answer_key, place.id)
