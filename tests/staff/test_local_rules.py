"""The college's rule of so many courses a term, as the office meets it."""

from __future__ import annotations

import pytest

from recoverycollege.database import db


@pytest.fixture
def world(college):
    """A term, someone with a course in it, and another they would like."""
    term, person = college.term(most_courses=1), college.person("Ada Lark")
    college.enrol(college.scheduled_class(term_id=term.id), person)
    return person, college.scheduled_class(term_id=term.id, capacity=1)


@pytest.mark.both
def test_a_caller_who_has_enough(college, world, sign_in_as):
    person, other = world
    client = sign_in_as(college.office())
    page = f"/staff/places/new/known?class_id={other.id}&person_id={person.id}"
    answer = client.submit(page, channel="phone")
    assert answer.status_code in {409, 422}
    assert "They have as many courses this term as one person can have here: 1." in answer.text


@pytest.mark.both
def test_a_place_that_came_free_is_not_given_to_someone_who_has_enough(college, world, sign_in_as):
    person, other = world
    place = college.enrol(other, person, state="waiting")
    client = sign_in_as(college.office())
    answer = client.press(f"/staff/places/{place.id}/give")
    assert answer.status_code == 409
    assert "They can let one go first." in answer.text
    db.session.refresh(place)
    assert place.state == "waiting"
