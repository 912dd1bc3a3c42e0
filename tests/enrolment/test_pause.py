"""A break from our letters."""

from __future__ import annotations

from datetime import timedelta

import pytest

from recoverycollege.accounts.models import Person
from recoverycollege.database import db

ADDRESS = "/my-learning/pause"


def paused_until(person):
    db.session.rollback()
    return db.session.get_one(Person, person.id).paused_until


@pytest.mark.both
def test_a_break_and_its_end(college, sign_in_as, time):
    person = college.person()
    client = sign_in_as(person)
    day = (time.now + timedelta(weeks=2)).date()
    answer = client.submit(ADDRESS, until=day.isoformat())
    assert (answer.status_code, answer.location) == (303, "/my-learning")
    assert paused_until(person).date() == day
    assert "You are on a break until" in client.get("/my-learning").text
    client.press(f"{ADDRESS}/end", page=ADDRESS)
    assert paused_until(person) is None
    assert "Take a break from our letters" in client.get("/my-learning").text


@pytest.mark.parametrize("typed", ["2026-05-01", "01/05/2026", "1.5.2026"])
def test_another_day_as_people_write_it(college, sign_in_as, typed):
    person = college.person()
    answer = sign_in_as(person).submit(ADDRESS, until="other", other=typed)
    assert answer.status_code == 303
    assert paused_until(person).date().isoformat() == "2026-05-01"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Choose until when"),
        ({"until": "other"}, "Choose a day, like"),
        ({"until": "other", "other": "soon"}, "Choose a day, like"),
        ({"until": "other", "other": "2020-01-01"}, "within the next year"),
        ({"until": "other", "other": "2031-01-01"}, "within the next year"),
        ({"until": "for ever"}, "Choose one of these"),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field(college, sign_in_as, fields, words):
    person = college.person()
    answer = sign_in_as(person).submit(ADDRESS, **fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert paused_until(person) is None
