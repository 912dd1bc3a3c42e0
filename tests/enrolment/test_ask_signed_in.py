"""Asking for a place when signed in: one press."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import Consent
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment


def my_place(person):
    query = select(Enrolment).where(Enrolment.person_id == person.id)
    return db.session.scalars(query).one()


@pytest.mark.both
def test_one_press_saves_a_place(college, sign_in_as):
    group, person = college.scheduled_class(capacity=1), college.person()
    client = sign_in_as(person)
    answer = client.press(f"/classes/{group.id}/ask", page=f"/classes/{group.id}")
    place = my_place(person)
    assert (answer.status_code, answer.location) == (303, f"/places/{place.id}")
    assert (place.state, place.number, place.channel) == ("enrolled", 1, "web")
    assert len(client.statements) <= 10
    page = client.get(answer.location)
    assert "Your place is saved" in page.text
    [mail] = client.letters()
    assert mail.subject == "A message from Riverside"


@pytest.mark.both
def test_a_full_class_is_a_line_with_a_place_in_it(college, sign_in_as):
    group = college.scheduled_class(capacity=2)
    college.fill(group, waiting=2)
    college.enrol(group, state="waiting", confirmed_at=None)  # not reached yet: not counted
    person = college.person()
    client = sign_in_as(person)
    assert "Join the waiting list" in client.get(f"/classes/{group.id}/ask").text
    answer = client.press(f"/classes/{group.id}/ask", page=f"/classes/{group.id}/ask")
    assert (my_place(person).state, my_place(person).number) == ("waiting", 6)
    assert "You are third in line" in client.get(answer.location).text
    assert "You are third, and places often come free." in client.letters()[-1].body


def test_a_free_place_meant_for_the_line_is_not_given_away(college, sign_in_as):
    group, person = college.scheduled_class(capacity=1), college.person()
    college.enrol(group, state="waiting")
    sign_in_as(person).press(f"/classes/{group.id}/ask")
    assert my_place(person).state == "waiting"


def test_someone_unconfirmed_in_line_does_not_take_a_free_place(college, sign_in_as):
    group, person = college.scheduled_class(capacity=1), college.person()
    college.enrol(group, state="waiting", confirmed_at=None)
    sign_in_as(person).press(f"/classes/{group.id}/ask")
    assert my_place(person).state == "enrolled"


def test_the_charter_is_a_tick_on_the_way(college, sign_in_as):
    group, person = college.scheduled_class(), college.person(agreed=False)
    college.charter()
    page = f"/classes/{group.id}/ask"
    client = sign_in_as(person)
    answer = client.submit(page)
    assert answer.status_code == 422
    assert "Tick the box if you agree to the charter" in answer.text
    assert client.submit(page, charter="y").status_code == 303
    assert my_place(person).state == "enrolled"
    assert db.session.scalars(select(Consent.version)).all()[-1] == 1
    assert (
        "I agree to the charter"
        not in client.get(f"/classes/{college.scheduled_class().id}/ask").text
    )


def test_a_new_charter_is_agreed_to_again(college, sign_in_as):
    person = college.person()
    college.charter(2)
    page = f"/classes/{college.scheduled_class().id}/ask"
    assert "I agree to the charter" in sign_in_as(person).get(page).text


def test_asking_twice_is_one_place(college, sign_in_as):
    group, person = college.scheduled_class(), college.person()
    client = sign_in_as(person)
    first, second = (client.press(f"/classes/{group.id}/ask") for _ in range(2))
    assert first.location == second.location == f"/places/{my_place(person).id}"
    assert client.get(f"/classes/{group.id}/ask").location == first.location
    assert len(client.letters()) == 1


def test_a_press_without_its_page_asks_once_more(college, sign_in_as):
    group, person = college.scheduled_class(), college.person()
    answer = sign_in_as(person).post(f"/classes/{group.id}/ask")
    assert answer.status_code == 422
    assert "Please press once more." in answer.text
    assert db.session.scalars(select(Enrolment)).all() == []


def test_a_class_that_has_begun_is_refused_kindly(college, sign_in_as, time):
    group, person = college.scheduled_class(), college.person()
    client = sign_in_as(person)
    time.move(days=8)
    answer = client.press(f"/classes/{group.id}/ask")
    assert answer.status_code == 409
    assert "This class has already started" in answer.text


def test_coming_back_after_leaving_is_a_new_wish_at_the_end(college, sign_in_as):
    group, person = college.scheduled_class(), college.person()
    college.enrol(group, person, state="withdrawn")
    college.enrol(group)
    sign_in_as(person).press(f"/classes/{group.id}/ask")
    places = db.session.scalars(
        select(Enrolment).where(Enrolment.person_id == person.id).order_by(Enrolment.id)
    ).all()
    assert [(p.state, p.number) for p in places] == [("withdrawn", 1), ("enrolled", 3)]
