"""The part of the asking form that says whom one brings, and how one waits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment, Offer

pytestmark = pytest.mark.both
NEW = {"name": "Ada", "contact_by": "email", "email": "ada@mail.example", "charter": "y"}


def rows():
    db.session.rollback()
    return db.session.scalars(select(Enrolment).order_by(Enrolment.id)).all()


def ask_address(group):
    return f"/classes/{group.id}/ask"


def test_signed_in_with_a_supporter(college, sign_in_as):
    group, person = college.scheduled_class(capacity=2), college.person()
    client = sign_in_as(person)
    page = client.get(ask_address(group)).text
    assert "Me and a supporter" in page and "How would you like to wait" not in page
    answer = client.submit(ask_address(group), party="supporter")
    [row] = rows()
    assert (row.state, row.places, row.with_whom) == ("enrolled", 2, "supporter")
    assert "For you and a supporter." in client.get(answer.location).text


def test_how_one_waits_is_asked_where_one_waits(college, sign_in_as):
    course = college.course()
    group, _later = (college.scheduled_class(course, capacity=1) for _ in range(2))
    college.enrol(group)
    client = sign_in_as(college.person())
    assert "Any date of this course" in client.get(ask_address(group)).text
    answer = client.submit(ask_address(group), auto="7", any_class="y")
    row = rows()[-1]
    assert (row.state, row.auto_days, row.any_class) == ("waiting", 7, True)
    page = client.get(answer.location).text
    assert "with 7 days or more to go, we save it for you" in page
    assert "You are in line for every date of this course." in page


def test_without_another_date_no_date_is_any(college, sign_in_as):
    group = college.scheduled_class(capacity=1)
    college.enrol(group)
    page = sign_in_as(college.person()).get(ask_address(group)).text
    assert "Save it for me" in page and "Any date of this course" not in page


@pytest.mark.parametrize("field", ["party", "auto"])
def test_a_choice_nobody_offered(college, sign_in_as, field):
    group = college.scheduled_class(capacity=1)
    college.enrol(group)
    answer = sign_in_as(college.person()).submit(ask_address(group), **{field: "everyone"})
    assert answer.status_code == 422
    assert "Choose one of these" in answer.text
    assert len(rows()) == 1


def test_a_party_by_email_keeps_two_places_until_confirmed(college, client):
    group = college.scheduled_class(capacity=2)
    answer = client.submit(ask_address(group), NEW, party="friend")
    assert answer.status_code == 303
    [row] = rows()
    [offer] = db.session.scalars(select(Offer))
    assert (row.state, row.places, offer.places) == ("offered", 2, 2)
    assert "are keeping a place" in client.get(answer.location).text


def test_a_friend_who_may_come_alone_has_a_place_once_it_is_confirmed(college, client):
    group = college.scheduled_class(capacity=2)
    client.submit(ask_address(group), NEW, party="either")
    [row] = rows()
    assert (row.places, row.with_whom) == (1, "friend")
    client.most_statements_of_a_step = 20  # two places at once
    client.press(client.letters()[-1].link + "/confirm", page=client.letters()[-1].link)
    own, friend = rows()
    assert [(r.state, r.companion) for r in (own, friend)] == [
        ("enrolled", False),
        ("enrolled", True),
    ]
    told = [mail.body for mail in client.letters()]
    assert any("(for your friend)" in body for body in told)


def test_a_party_too_big_for_what_is_free_waits_and_is_told(college, client):
    group = college.scheduled_class(capacity=1)
    answer = client.submit(ask_address(group), NEW, party="supporter")
    assert "You have asked to join the line" in client.get(answer.location).text
    assert rows()[0].state == "waiting"


def test_before_a_lot_nobody_hurries(college, sign_in_as, time):
    group = college.scheduled_class(capacity=5, starts_in=timedelta(weeks=4))
    group.lot_until = (time.now + timedelta(days=3)).date()
    db.session.commit()
    client = sign_in_as(college.person())
    assert "there is no hurry" in client.get(ask_address(group)).text
    answer = client.submit(ask_address(group))
    assert "a lot decides the order" in client.get(answer.location).text
    assert "A lot will decide the order" in client.get("/my-learning").text
    assert rows()[0].state == "waiting"


def test_a_wish_that_rests_says_so(college, sign_in_as):
    course, person = college.course(), college.person()
    taken = college.enrol(college.scheduled_class(course), person, any_class=True)
    rests = college.enrol(
        college.scheduled_class(course),
        person,
        state="waiting",
        any_class=True,
        resting=True,
        rests_for_id=taken.id,
    )
    client = sign_in_as(person)
    assert "so this wish rests" in client.get(f"/places/{rests.id}").text
    assert "This wish rests" in client.get("/my-learning").text


def test_a_silent_wish_is_still_on_my_learning(college, sign_in_as):
    person = college.person()
    wish = college.enrol(college.scheduled_class(), person, state="lapsed")
    client = sign_in_as(person)
    assert "Still interested?" in client.get("/my-learning").text
    client.press(f"/places/{wish.id}/withdraw", page=f"/places/{wish.id}")
    assert rows()[0].state == "withdrawn"
