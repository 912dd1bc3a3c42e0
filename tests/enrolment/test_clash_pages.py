"""A kind word when two classes meet at the same time: before asking, after it, and in the office.
It stops nobody, and nobody else sees it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from recoverycollege import clock
from recoverycollege.enrolment.links import token_for
from tests.college import at

AGAIN = "This is at the same time as your other class on Wednesday 18 March, 11:00 to 13:00."


@pytest.fixture
def two(college):
    """Someone with a place on a class, and another class an hour later on the same day."""
    person = college.person("Ada Lark")
    mine = college.scheduled_class(college.course("Food and mood"), sessions=[at(7, 11)])
    other = college.scheduled_class(college.course("Walk and talk"), sessions=[at(7, 12)])
    return person, college.enrol(mine, person), other


@pytest.mark.both
def test_before_asking_and_after_it(two, sign_in_as):
    person, _place, other = two
    client = sign_in_as(person)
    page = client.get(f"/classes/{other.id}/ask").text
    assert f"{AGAIN} You can still save the place." in page
    answer = client.press(f"/classes/{other.id}/ask", page=f"/classes/{other.id}/ask")
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "Your place is saved" in page
    assert f"{AGAIN} You can keep both, or let one go." in page
    assert "Food and mood" not in page


def test_a_full_class_is_a_line(college, two, sign_in_as):
    person, _place, other = two
    other.capacity = 0
    page = sign_in_as(person).get(f"/classes/{other.id}/ask").text
    assert f"{AGAIN} You can still join the line." in page


def test_several_dates_are_counted(college, sign_in_as):
    person = college.person()
    college.enrol(college.scheduled_class(sessions=4), person)
    other = college.scheduled_class(sessions=4)
    page = sign_in_as(person).get(f"/classes/{other.id}/ask").text
    assert "Wednesday 18 March, 10:00 to 12:00. And 3 more times." in page


def test_another_place_soon_after_is_close(college, sign_in_as):
    person, near = college.person(), college.scheduled_class(sessions=[at(7, 12)])
    away = college.venue("The Old Library")
    college.enrol(college.scheduled_class(sessions=[at(7, 10)]), person)
    far = college.scheduled_class(sessions=[at(7, 12)], venue_id=away.id)
    client = sign_in_as(person)
    assert "other class" not in client.get(f"/classes/{near.id}/ask").text
    assert (
        "Your other class on Wednesday 18 March, 10:00 to 12:00 is in another place, with little"
        " time in between." in client.get(f"/classes/{far.id}/ask").text
    )


@pytest.mark.parametrize("state", ["waiting", "declined", "lapsed", "withdrawn"])
def test_only_places_and_offers_count(college, sign_in_as, state):
    person = college.person()
    college.enrol(college.scheduled_class(), person, state=state)
    other = college.scheduled_class()
    assert "other class" not in sign_in_as(person).get(f"/classes/{other.id}/ask").text


def test_an_offer_counts_and_what_is_off_or_over_does_not(college, sign_in_as):
    person, other = college.person(), college.scheduled_class(sessions=2)
    off = college.scheduled_class()
    college.enrol(off, person)
    off.sessions[0].called_off = off.sessions[1].called_off = True
    college.enrol(college.scheduled_class(state="called_off"), person)
    past = college.scheduled_class(sessions=[clock.now() - timedelta(days=7)])
    college.enrol(past, person)
    client = sign_in_as(person)
    assert "other class" not in client.get(f"/classes/{other.id}/ask").text
    college.enrol(college.scheduled_class(sessions=1), person, state="offered")
    assert "your other class" in client.get(f"/classes/{other.id}/ask").text


def test_nobody_else_sees_it(app, client, two, sign_in_as):
    person, place, other = two
    assert "other class" not in client.get(f"/classes/{other.id}/ask").text
    key = app.extensions["settings"].secret_key
    mine = sign_in_as(person, client=app.test_client())
    mine.press(f"/classes/{other.id}/ask", page=f"/classes/{other.id}/ask")
    link = f"/places/link/{token_for(key, place.id, person.id)}"
    assert "other class" not in client.get(link).text
    assert "other class" in mine.get(f"/places/{place.id}").text


@pytest.mark.both
def test_the_office_is_told_for_a_caller(college, two, sign_in_as):
    person, _place, other = two
    client = sign_in_as(college.office())
    path = f"/staff/places/new/known?class_id={other.id}&person_id={person.id}"
    page = client.get(path).text
    assert (
        "They have another class at the same time: Wednesday 18 March, 11:00 to 13:00."
        " You can still save the place." in page
    )
    free = college.scheduled_class(sessions=[at(9, 12)])
    path = f"/staff/places/new/known?class_id={free.id}&person_id={person.id}"
    assert "at the same time" not in client.get(path).text
