"""I can't come this time: one session, one press, and the place stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import current_app
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.enrolment.links import token_for
from recoverycollege.enrolment.models import Attendance, Enrolment


@pytest.fixture
def place(college):
    group = college.scheduled_class(sessions=2, starts_in=timedelta(days=1))
    return college.enrol(group, college.person(email="ada@mail.example"))


def link_to(place):
    """The address of the link in a letter about this place."""
    key = current_app.extensions["settings"].secret_key
    return f"/places/link/{token_for(key, place.id, place.person_id)}"


def marks(place):
    db.session.rollback()
    query = select(Attendance.session_id, Attendance.mark)
    return dict(db.session.execute(query.where(Attendance.enrolment_id == place.id)).all())


@pytest.mark.both
def test_one_press_and_back(client, sign_in_as, place):
    sign_in_as(place.person)
    session = place.scheduled_class.sessions[0]
    page = f"/places/{place.id}"
    sent = client.press(f"{page}/absent", page=page, session=str(session.id))
    assert (sent.status_code, sent.location) == (303, page)
    assert marks(place) == {session.id: "told_us"}
    assert "Your place stays yours" in client.get(page).text
    assert db.session.get_one(Enrolment, place.id).state == "enrolled"
    client.press(f"{page}/absent", session=str(session.id), after_all="1")
    assert marks(place) == {}


def test_from_a_letter(client, place):
    session = place.scheduled_class.sessions[1]
    link = link_to(place)
    assert client.press(f"{link}/absent", page=link, session=str(session.id)).status_code == 303
    assert marks(place) == {session.id: "told_us"}


def test_a_mark_of_the_team_is_not_taken_back(client, college, sign_in_as, place, time):
    session = place.scheduled_class.sessions[0]
    time.move(days=1)
    college.mark(session, place, "came")
    sign_in_as(place.person)
    for after_all in ("1", ""):
        client.press(f"/places/{place.id}/absent", session=str(session.id), after_all=after_all)
        assert marks(place) == {session.id: "came"}


def test_what_is_over_or_not_theirs(client, college, sign_in_as, place, time):
    other = college.scheduled_class().sessions[0]
    sign_in_as(place.person)
    for wrong in (str(other.id), "0", "-1", "x", "9223372036854775808", ""):
        assert client.press(f"/places/{place.id}/absent", session=wrong).status_code == 409
    time.move(days=2)
    session = place.scheduled_class.sessions[0]
    assert client.press(f"/places/{place.id}/absent", session=str(session.id)).status_code == 409
    assert marks(place) == {}
    foreign = college.enrol(place.scheduled_class)
    assert client.press(f"/places/{foreign.id}/absent", session="1").status_code == 404


def test_only_with_a_place(client, college, sign_in_as, place):
    waits = college.enrol(place.scheduled_class, state="waiting")
    sign_in_as(waits.person)
    session = place.scheduled_class.sessions[0]
    sent = client.press(f"/places/{waits.id}/absent", session=str(session.id))
    assert sent.status_code == 409
