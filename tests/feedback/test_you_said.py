"""You said, we did: on the course's page and those of its next classes, until its day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.feedback.models import YouSaid
from recoverycollege.history import Entry

SAID, DID = "The breaks were too short.", "We now have tea for half an hour."


@pytest.fixture
def group(college, course):
    return college.scheduled_class(course)


def pages(app, group):
    client = app.test_client()
    slug = group.course.slug
    return [client.get(f"/courses/{slug}").text, client.get(f"/classes/{group.id}").text]


def tell(client, page, **more):
    return client.submit(page, said=SAID, did=DID, **more)


def test_the_office_tells(app, client, college, group, sign_in_as):
    sign_in_as(college.office())
    page = f"/staff/courses/{group.course_id}/you-said"
    assert f'href="{page}"' in client.get(f"/staff/courses/{group.course_id}").text
    assert tell(client, page).status_code == 303
    for found in pages(app, group):
        assert SAID in found
        assert DID in found
    client.press(f"{page}/1/take-down", page=page)
    assert SAID not in "".join(pages(app, group))
    actions = set(db.session.scalars(select(Entry.action)))
    assert {"said.told", "said.taken_down"} <= actions


def test_the_team_tells(app, client, group, sign_in_as):
    sign_in_as(group.team[0].person)
    page = f"/teaching/classes/{group.id}/you-said"
    assert f'href="{page}"' in client.get(f"/teaching/classes/{group.id}").text
    assert tell(client, page, months="3").status_code == 303
    assert DID in "".join(pages(app, group))
    client.press(f"{page}/1/take-down", page=page)
    assert db.session.scalars(select(YouSaid)).all() == []


def test_only_the_team_of_the_course(client, college, group, sign_in_as):
    other = college.scheduled_class()
    sign_in_as(other.team[0].person)
    page = f"/teaching/classes/{group.id}/you-said"
    assert client.get(page).status_code == 404
    assert client.press(page, said=SAID, did=DID, months="3").status_code == 404
    db.session.add(YouSaid(course_id=group.course_id, said=SAID, did=DID, until=days(9)))
    db.session.commit()
    note = f"/teaching/classes/{other.id}/you-said/1/take-down"
    assert client.press(note).status_code == 404
    assert client.get(f"/staff/courses/{group.course_id}/you-said").status_code == 403


def days(number):
    return clock.now().date() + timedelta(days=number)


def test_it_ends_by_itself_and_stays_off_past_classes(app, client, college, group, course, time):
    db.session.add(YouSaid(course_id=course.id, said=SAID, did=DID, until=days(30)))
    db.session.commit()
    over = college.scheduled_class(course, starts_in=timedelta(days=-9), sessions=1)
    assert SAID not in app.test_client().get(f"/classes/{over.id}").text
    assert all(SAID in page for page in pages(app, group))
    time.move(days=31)
    assert SAID not in "".join(pages(app, group))


def test_something_must_be_said_and_the_day_be_to_come(client, college, group, sign_in_as):
    sign_in_as(college.office())
    page = f"/staff/courses/{group.course_id}/you-said"
    assert client.submit(page, said=" ", did=DID).status_code == 422
    answer = tell(client, page, until="2020-01-01")
    assert answer.status_code == 422
    assert SAID in answer.text
