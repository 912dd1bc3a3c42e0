"""A break from our letters, noted by the office for someone who rang."""

from __future__ import annotations

from datetime import timedelta

import pytest

from recoverycollege.accounts.models import Person
from recoverycollege.database import db


@pytest.mark.both
def test_a_break_by_phone_and_its_end(college, sign_in_as, time):
    person = college.person()
    client = sign_in_as(college.office())
    address = f"/staff/people/{person.id}/pause"
    assert client.submit(address, until="").status_code == 422
    late = client.submit(address, until="2031-01-01")
    assert late.status_code == 422 and "within the next year" in late.text
    day = (time.now + timedelta(days=20)).date()
    assert client.submit(address, until=day.isoformat()).status_code == 303
    assert "On a break until" in client.get(f"/staff/people/{person.id}").text
    client.press(f"{address}/end", page=f"/staff/people/{person.id}")
    db.session.rollback()
    assert db.session.get_one(Person, person.id).paused_until is None


def test_nobody_of_that_number(college, sign_in_as):
    client = sign_in_as(college.office())
    assert client.get("/staff/people/98765/pause").status_code == 404
