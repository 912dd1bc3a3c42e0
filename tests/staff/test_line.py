"""Who is next on a class, and why."""

from __future__ import annotations

from datetime import timedelta

import pytest

from recoverycollege.database import db
from recoverycollege.enrolment.services import answering


@pytest.mark.both
def test_everyone_in_line_with_the_rule_that_holds_them(college, sign_in_as, time):
    desk = college.office()
    group = college.scheduled_class(capacity=2, starts_in=timedelta(weeks=4))
    first = college.enrol(group)
    college.enrol(group)
    college.enrol(group, state="waiting", places=2)
    rests = college.enrol(group, state="waiting")
    rests.person.paused_until = time.now + timedelta(days=9)
    later = college.enrol(group, college.person("Mina Okafor"), state="waiting")
    college.enrol(group, state="lapsed")
    db.session.commit()
    answering.withdraw(first.id, time.now, by_id=desk.id)
    db.session.commit()
    client = sign_in_as(desk)
    page = client.get(f"/staff/places/{group.id}/line").text
    for words in (
        "They wait for 2 places together. Passed so far: 1.",
        "On a break until",
        "An offer runs until",
        "They keep their old turn as soon as they say so.",
        "Mina Okafor",
        "Left a class",
        "Was offered a place",
    ):
        assert words in page, words
    assert later.state == "offered"
    assert f"/staff/places/{group.id}/line" in client.get(f"/staff/places?class_id={group.id}").text


def test_the_history_tells_a_friends_wish_apart(college, sign_in_as, time):
    desk, maria = college.office(), college.person("Maria Silva")
    group = college.scheduled_class(capacity=12, starts_in=timedelta(weeks=4))
    college.enrol(group, maria)
    friend = college.enrol(group, maria, companion=True)
    answering.withdraw(friend.id, time.now, by_id=desk.id)
    db.session.commit()
    page = sign_in_as(desk).get(f"/staff/places/{group.id}/line").text
    assert page.count("Maria Silva (their friend)") == 1
    assert "Places: 12. Taken: 1. Being kept: 0." in page


def test_an_empty_line_and_no_such_class(college, sign_in_as):
    client = sign_in_as(college.office())
    group = college.scheduled_class()
    assert "Nobody waits." in client.get(f"/staff/places/{group.id}/line").text
    assert client.get("/staff/places/98765/line").status_code == 404


def test_not_for_students(college, sign_in_as):
    group = college.scheduled_class()
    client = sign_in_as(college.person())
    assert client.get(f"/staff/places/{group.id}/line").status_code == 403
