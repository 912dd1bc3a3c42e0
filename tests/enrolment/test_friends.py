"""A friend who may come alone has a place of their own: one reminder, one entry, no form."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.queries.feeds import places_for_calendar
from recoverycollege.enrolment.rules.wishes import Want
from recoverycollege.enrolment.services.answering import confirm
from recoverycollege.enrolment.services.asking import ask
from recoverycollege.feedback.queries.forms import own_form
from recoverycollege.letters import Letter
from recoverycollege.worker import run_once

pytestmark = pytest.mark.both


def kinds(person):
    db.session.rollback()
    return db.session.scalars(select(Letter.kind).where(Letter.person_id == person.id)).all()


@pytest.mark.parametrize("both", [True, False])
def test_one_reminder_and_one_entry_in_the_calendar(app, college, time, both):
    group, person = college.scheduled_class(starts_in=timedelta(days=4)), college.person()
    own = college.enrol(group, person, state="enrolled" if both else "withdrawn")
    friend = college.enrol(group, person, companion=True, with_whom="friend")
    assert [place.id for place in places_for_calendar(person.id)] == [(own if both else friend).id]
    time.move(days=3)
    run_once(app)
    assert kinds(person).count("reminder") == 1


def test_questions_are_for_people_we_know(app, college, time):
    group, person = college.scheduled_class(starts_in=timedelta(days=4)), college.person()
    own = college.enrol(group, person)
    friend = college.enrol(group, person, companion=True, with_whom="friend")
    assert own_form(own.id, "before") and own_form(friend.id, "before") is None
    time.move(hours=2)
    run_once(app)
    assert kinds(person).count("feedback_before") == 1


@pytest.mark.parametrize("begun", [False, True])
def test_who_confirms_after_the_class_began_brings_nobody_along(app, college, time, begun):
    group, person = college.scheduled_class(starts_in=timedelta(days=1)), college.person()
    want = Want(with_whom="friend", together=False)
    own = ask(group.id, person.id, now=time.now, confirmed=False, want=want)
    db.session.commit()
    time.move(hours=25 if begun else 23)
    assert confirm(own.id, time.now).state == "enrolled"
    places = db.session.scalars(select(Enrolment.companion).order_by(Enrolment.id)).all()
    assert places == ([False] if begun else [False, True])
