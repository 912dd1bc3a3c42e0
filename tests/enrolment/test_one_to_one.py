"""Booking a time with a peer worker, and waiting for any of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.services.filling import change_capacity
from recoverycollege.refusals import Refused
from recoverycollege.worker import run_once
from tests.enrolment.steps import ask, begin_again

DAY = timedelta(days=1)


@pytest.fixture
def talks(college):
    return college.course("A talk", kind="one-to-one")


def a_time(college, talks, days, **columns):
    team = [(college.person(), "peer")]
    how = {"capacity": 1, "sessions": 1, "team": team, "starts_in": days * DAY} | columns
    return college.scheduled_class(talks, **how)


def offered(person_id):
    db.session.expire_all()
    rows = db.session.scalars(select(Enrolment).where(Enrolment.person_id == person_id))
    return sorted((row.class_id, row.state) for row in rows)


def test_booking_is_one_press(client, college, talks, sign_in_as):
    person, found = college.person(), a_time(college, talks, 7)
    signed_in = sign_in_as(person)
    answer = signed_in.submit(f"/classes/{found.id}/ask", page=f"/classes/{found.id}")
    assert answer.status_code == 303
    assert offered(person.id) == [(found.id, "enrolled")]
    assert "It is your time" in signed_in.get(answer.headers["Location"]).text


def test_the_form_asks_whether_any_time_would_do(client, college, talks, sign_in_as):
    taken, person = a_time(college, talks, 7), college.person()
    college.enrol(taken)
    for reader in (client, sign_in_as(person)):
        page = reader.get(f"/classes/{taken.id}/ask?any=1").text
        assert "Any time would suit me" in page
        assert "Coming with someone" not in page
        assert "Wait for a time: A talk" in page
        assert "checked" in page.split('id="any_class"')[1].split(">")[0] or (
            "checked" in page.split('id="any_class"')[0].rsplit("<input", 1)[1]
        )
    answer = reader.submit(f"/classes/{taken.id}/ask?any=1")
    assert answer.status_code == 303
    [row] = db.session.scalars(select(Enrolment).where(Enrolment.person_id == person.id))
    assert (row.state, row.any_class) == ("waiting", True)


@pytest.mark.both
def test_who_waits_for_any_time_is_offered_new_ones_one_by_one(app, college, talks, time):
    taken, person = a_time(college, talks, 20), college.person()
    college.enrol(taken)
    ask(taken, person, time.now, any_class=True)
    new = [a_time(college, talks, days) for days in (10, 11, 12)]
    run_once(app)
    found = offered(person.id)
    assert [state for _, state in found].count("offered") == 1
    assert len(found) == 2
    run_once(app)
    assert offered(person.id) == found
    there = {class_id for class_id, _ in found}
    assert len(there & {one.id for one in new}) == 1


@pytest.mark.both
def test_nobody_is_brought_to_a_conversation_for_two(college, talks, time):
    found, person = a_time(college, talks, 7), college.person()
    for want in ({"with_whom": "supporter"}, {"with_whom": "friend", "together": False}):
        with pytest.raises(Refused):
            ask(found, person, time.now, **want)
        begin_again()
    assert offered(person.id) == []


@pytest.mark.both
def test_a_time_keeps_one_place(college, talks, time):
    found = a_time(college, talks, 7)
    begin_again()
    for places in (0, 2):
        with pytest.raises(Refused):
            change_capacity(found.id, places, time.now, college.office().id)
        begin_again()
    db.session.refresh(found)
    assert found.capacity == 1
