"""Confirming: the code typed, the link pressed, and what mail scanners do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import Person
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.services import lapsing

ADA = {
    "name": "Ada Lark",
    "contact_by": "email",
    "email": "ada@mail.example",
    "charter": "y",
}


@pytest.fixture
def asked(client, college):
    """Ada asked for a place, and her letter came: the class, and its letter."""
    group = college.scheduled_class(capacity=2)
    client.submit(f"/classes/{group.id}/ask", ADA)
    return group


def sent(group):
    return f"/classes/{group.id}/ask/sent"


def ada():
    person = db.session.scalars(select(Person).where(Person.name == "Ada Lark")).one()
    return person, db.session.scalars(select(Enrolment).where(Enrolment.person == person)).one()


@pytest.mark.both
def test_the_code_confirms_and_signs_in(client, asked, time):
    code = client.code_from_letters("ada@")
    answer = client.submit(sent(asked), code=f" {code[:3]} {code[3:]} ")
    person, place = ada()
    assert (answer.status_code, answer.location) == (303, f"/places/{place.id}")
    assert (place.state, place.confirmed_at) == ("enrolled", time.now)
    assert [offer.answer for offer in place.offers] == ["accepted"]
    assert person.confirmed_at == person.contacts[0].verified_at == time.now
    assert "Your place is saved" in client.get(answer.location).text
    assert "Your place on" in client.letters("ada@")[-1].body


@pytest.mark.both
def test_the_link_opens_without_a_cookie_and_only_a_press_confirms(app, client, asked):
    link = client.link_from_letters("ada@")
    scanner, reader = app.test_client(), app.test_client()
    for _ in range(3):
        page = scanner.get(link)
        assert page.status_code == 200
    assert scanner.post(f"{link}/confirm").status_code == 422  # a press without its page
    assert ada()[1].state == "offered"
    assert "We are keeping a place for you" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    answer = reader.press(f"{link}/confirm", page=link)
    assert (answer.status_code, answer.location) == (303, link)
    assert ada()[1].state == "enrolled"
    assert "Your place is saved" in reader.get(link).text
    assert reader.get("/my-learning").status_code == 303  # a link opens a place, not an account


def test_a_link_shows_the_class_and_nothing_of_the_person(app, client, college):
    person = college.person("Ada Lark", email="ada@mail.example", needs="A seat by the door")
    college.enrol(college.scheduled_class(college.course("Money and debt")), person)
    group = college.scheduled_class(college.course("Telling your story"))
    client.submit(f"/classes/{group.id}/ask", ADA)
    page = app.test_client().get(client.link_from_letters("ada@")).text
    assert "Telling your story" in page
    for hidden in ("Ada", "ada@", "seat by the door", "Money and debt", "Sign out"):
        assert hidden not in page


def test_a_wrong_code_is_said_kindly_and_keeps_what_was_typed(client, asked):
    right = client.code_from_letters("ada@")
    wrong = f"{(int(right) + 1) % 10**6:06}"
    answer = client.submit(sent(asked), code=wrong)
    assert answer.status_code == 422
    assert "This code does not fit" in answer.text
    assert f'value="{wrong}"' in answer.text
    assert ada()[1].state == "offered"
    assert client.submit(sent(asked), code=right).status_code == 303


def test_after_five_wrong_tries_the_right_code_is_dead(client, asked):
    right = client.code_from_letters("ada@")
    wrong = f"{(int(right) + 1) % 10**6:06}"
    for _ in range(5):
        assert client.submit(sent(asked), code=wrong).status_code == 422
    assert client.submit(sent(asked), code=right).status_code == 422
    assert ada()[1].state == "offered"


def test_a_code_is_dead_after_ten_minutes_and_the_link_is_not(client, asked, time):
    code, link = client.code_from_letters("ada@"), client.link_from_letters("ada@")
    time.move(minutes=10, seconds=1)
    assert client.submit(sent(asked), code=code).status_code == 422
    assert client.press(f"{link}/confirm", page=link).status_code == 303
    assert ada()[1].state == "enrolled"


def test_a_code_works_once(app, client, asked):
    code = client.code_from_letters("ada@")
    with client.session_transaction() as session:
        before = dict(session)
    assert client.submit(sent(asked), code=code).status_code == 303
    again = app.test_client()
    with again.session_transaction() as session:
        session.update(before)
    assert again.submit(sent(asked), code=code).status_code == 422


def test_a_code_works_only_in_the_browser_that_asked(app, client, asked):
    code = client.code_from_letters("ada@")
    other = app.test_client()
    other.submit(f"/classes/{asked.id}/ask", ADA | {"name": "Eve", "email": "eve@mail.example"})
    assert other.submit(sent(asked), code=code).status_code == 422
    assert ada()[1].state == "offered"


@pytest.mark.parametrize(
    "code", ["", "12345", "x" * 10_000, "\x00\x00", "१२३४५६", "🌻", "<script>"]
)
def test_strange_codes(client, asked, code):
    client.letters()
    answer = client.submit(sent(asked), code=code)
    assert answer.status_code == 422
    assert ada()[1].state == "offered"


def test_a_code_page_nobody_asked_for_leads_to_the_class(client, college):
    group = college.scheduled_class()
    assert client.get(sent(group)).location == f"/classes/{group.id}"
    answer = client.post(sent(group), data={"csrf_token": client.token(), "code": "123456"})
    assert (answer.status_code, answer.location) == (303, f"/classes/{group.id}")


def test_a_page_that_was_open_too_long_says_so(client, asked):
    answer = client.post(sent(asked), data={"code": "123456"})
    assert answer.status_code == 422
    assert "This page had been open for a long time." in answer.text


@pytest.mark.both
def test_late_is_not_too_late_while_there_is_room(client, asked, time):
    link = client.link_from_letters("ada@")
    time.move(hours=3)
    lapsing.lapse(asked.id, time.now)
    assert ada()[1].state == "lapsed"
    assert client.press(f"{link}/confirm", page=link).status_code == 303
    assert ada()[1].state == "enrolled"


def test_late_on_a_class_that_is_full_meanwhile_one_waits_at_the_old_number(
    client, asked, college, time
):
    link = client.link_from_letters("ada@")
    time.move(hours=3)
    lapsing.lapse(asked.id, time.now)
    college.fill(asked)
    assert client.press(f"{link}/confirm", page=link).status_code == 303
    place = ada()[1]
    assert (place.state, place.number) == ("waiting", 1)
    assert "You are first in line" in client.get(link).text


def test_confirming_twice_changes_nothing(client, asked):
    link = client.link_from_letters("ada@")
    for _ in range(2):
        assert (
            client.post(f"{link}/confirm", data={"csrf_token": client.token()}).status_code == 303
        )
    assert len(client.letters("ada@")) == 2  # to confirm, saved


def test_nobody_confirms_into_a_class_that_has_begun(client, college, time):
    group = college.scheduled_class(capacity=1, starts_in=timedelta(hours=25))
    college.fill(group)
    client.submit(f"/classes/{group.id}/ask", ADA)
    link = client.link_from_letters("ada@")
    group.capacity = 5
    db.session.commit()
    time.move(hours=26)
    answer = client.press(f"{link}/confirm", page=link)
    assert answer.status_code == 409
    assert "already started" in answer.text
    assert ada()[1].state == "waiting"


@pytest.mark.parametrize("token", ["nothing", "WzEsMV0.forged", "x" * 5_000, "%00", "🌻"])
def test_a_link_that_is_not_ours_is_absent(client, college, token):
    college.enrol(college.scheduled_class())
    assert client.get(f"/places/link/{token}").status_code == 404
    answer = client.post(f"/places/link/{token}/accept", data={"csrf_token": client.token()})
    assert answer.status_code == 404


def test_the_link_of_someone_erased_is_absent(client, asked, time):
    link = client.link_from_letters("ada@")
    ada()[0].erased_at = time.now
    db.session.commit()
    assert client.get(link).status_code == 404
    assert client.post(f"{link}/confirm", data={"csrf_token": client.token()}).status_code == 404
