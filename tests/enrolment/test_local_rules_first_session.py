"""Where the first session matters: it is said, and who missed it is asked, never sent away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege import clock
from recoverycollege.accounts.models import Task
from recoverycollege.database import begin_write, db
from recoverycollege.enrolment.services.first_session import STILL_LIKE, ask_after_first
from recoverycollege.worker import run_once

WORDS = "The first session matters."


@pytest.fixture
def app(app_with):
    return app_with(first_session_matters=True)


@pytest.fixture
def work(app):
    def worked():
        db.session.commit()
        begin_write()
        done = ask_after_first(clock.now())
        db.session.commit()
        return done

    return worked


@pytest.fixture
def missed(college, time):
    """Someone who was marked missed at the first of three sessions, two hours after it ended."""
    group = college.scheduled_class()
    place = college.enrol(group)
    time.move(days=7, hours=4)
    college.mark(group.sessions[0], place, "missed")
    return place


def test_it_is_said_before_the_class_begins(client, college, sign_in_as, time):
    group, person = college.scheduled_class(), college.person()
    place = college.enrol(group, person)
    whole = f"{WORDS} If you can&#39;t come, tell us before, and we keep your place."
    assert whole in client.get(f"/classes/{group.id}").text
    sign_in_as(person)
    assert whole in client.get(f"/places/{place.id}").text
    one = college.scheduled_class(sessions=1)
    assert WORDS not in client.get(f"/classes/{one.id}").text
    time.move(days=8)
    assert WORDS not in client.get(f"/classes/{group.id}").text
    assert WORDS not in client.get(f"/places/{place.id}").text


def test_not_where_a_college_has_no_such_rule(app_with, college):
    plain = app_with()
    group = college.scheduled_class()
    assert WORDS not in plain.test_client().get(f"/classes/{group.id}").text


@pytest.mark.both
def test_who_missed_it_is_asked_once_and_keeps_the_place(college, missed, work, sign_in_as):
    assert work() == 1
    [task] = db.session.scalars(select(Task))
    assert (task.kind, task.about_id, task.words) == ("get_back", missed.id, STILL_LIKE)
    assert missed.state == "enrolled"
    assert work() == 0
    task.done_at = clock.now()
    assert work() == 0
    task.done_at = None
    page = sign_in_as(college.office()).get("/staff/tasks").text
    assert "Ask if they would still like the place." in page


def test_the_worker_does_it(app, missed):
    db.session.commit()
    db.session.remove()
    assert run_once(app).get("first_session") == 1


@pytest.mark.parametrize("mark", ["came", "part", "told_us", "college_cancelled"])
def test_nobody_else_is_asked(college, time, work, mark):
    group = college.scheduled_class()
    place, silent = college.enrol(group), college.enrol(group)
    time.move(days=7, hours=4)
    college.mark(group.sessions[0], place, mark)
    assert silent.state == "enrolled"  # whom nobody has marked
    assert work() == 0


def test_not_about_a_later_session(college, time, work):
    group = college.scheduled_class()
    place = college.enrol(group)
    time.move(days=15)
    college.mark(group.sessions[0], place, "came")
    college.mark(group.sessions[1], place, "missed")
    assert work() == 0


def test_where_the_first_was_called_off_the_next_is_the_first(college, time, work):
    group = college.scheduled_class()
    group.sessions[0].called_off = True
    place = college.enrol(group)
    time.move(days=15)
    college.mark(group.sessions[1], place, "missed")
    assert work() == 1


def test_not_while_it_lasts_and_not_when_all_is_over(missed, work, time):
    now = time.now
    time.move(hours=-3)
    assert work() == 0
    time.set(now + timedelta(days=30))
    assert work() == 0


@pytest.mark.parametrize(
    "columns",
    [
        {"letters_stopped_at": timedelta()},
        {"paused_until": timedelta(days=9)},
    ],
)
def test_nobody_is_rung_who_wants_to_be_left_alone(missed, work, columns):
    for name, span in columns.items():
        setattr(missed.person, name, clock.now() + span)
    assert work() == 0


def test_nobody_new_is_offered_a_place_after_it(college, time, app):
    group = college.scheduled_class(capacity=1)
    waits = college.enrol(group, state="waiting")
    time.move(days=7, hours=4)
    db.session.commit()
    db.session.remove()
    run_once(app)
    db.session.add(waits)
    db.session.refresh(waits)
    assert waits.state == "waiting"
