"""What letters say of the line: the lot, one's turn, what one chose, and the next date."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.enrolment.queries.people import line_positions
from recoverycollege.enrolment.services.calling_off import call_off
from recoverycollege.letters import Letter
from recoverycollege.worker import run_once
from tests.enrolment.steps import ask, begin_again, leave

WEEK = timedelta(weeks=1)
WAYS = ("email", "text", "paper")


@pytest.fixture
def app(app_with):
    return app_with(text_url="console:")


def reached(college, way, name="Ada Lark"):
    if way == "text":
        return college.person(name, phone="07700 900123", contact_by="text")
    return college.person(name, address="1 Mill Lane") if way == "paper" else college.person(name)


def told(app, person, kind):
    """The letters of a kind to someone, as they left."""
    db.session.commit()
    run_once(app)
    db.session.rollback()
    query = select(Letter.body).where(Letter.person_id == person.id, Letter.kind == kind)
    return " ".join(" ".join(db.session.scalars(query)).split())


def off(college, group, time):
    desk = college.office()
    begin_again()
    call_off(group.id, time.now, desk.id)
    db.session.commit()


@pytest.mark.both
@pytest.mark.parametrize("way", WAYS)
def test_before_a_lot_nobody_is_told_a_number(app, college, course, time, way):
    until = (time.now + timedelta(days=2)).date()
    group = college.scheduled_class(course, capacity=1, starts_in=3 * WEEK, lot_until=until)
    person = reached(college, way)
    ask(group, person, time.now)
    body = told(app, person, "waiting")
    assert "first" not in body and "you decide" not in body and "We write when" not in body
    assert "lot decides" in body and "how it went" in body
    if way != "text":
        assert "Until the end of Friday 13 March we gather everyone's wishes." in body


@pytest.mark.parametrize("way", ["email", "paper"])
def test_what_they_chose_stands_in_the_letter(app, college, time, full, way):
    person = reached(college, way)
    wish = {"auto_days": 7, "with_whom": "friend", "any_class": True}
    ask(full[0], person, time.now, **wish)
    body = told(app, person, "waiting")
    assert "with 7 days or more to go, we save it for you, and tell you" in body
    assert "you decide" not in body
    assert "(for two: you and your friend)" in body
    assert "It is for both of you, or neither." in body
    assert "you are in line for every one" in body


def test_a_friend_who_may_come_alone_stands_in_the_letter(app, college, time, full):
    person = college.person()
    ask(full[0], person, time.now, with_whom="friend", together=False)
    body = told(app, person, "waiting")
    assert "either of you may come alone" in body
    assert "When there is a place for you, we write to you, and you decide." in body


@pytest.mark.parametrize("way", ["email", "paper"])
@pytest.mark.parametrize("whom", ["friend", "supporter"])
def test_an_offer_and_a_saved_place_for_two_say_so(app, college, course, time, way, whom):
    group = college.scheduled_class(course, capacity=2, starts_in=3 * WEEK)
    saved, waits = reached(college, way), reached(college, way, "Ben Lark")
    first = ask(group, saved, time.now, with_whom=whom)
    ask(group, waits, time.now, with_whom=whom)
    for_two = f"(for two: you and your {whom})"
    assert for_two in told(app, saved, "place_saved")
    leave(first, time.now)
    assert for_two in told(app, waits, "offer")


def test_each_is_told_their_own_turn_on_the_next_date(app, college, course, time, full):
    group, place = full
    later = college.scheduled_class(course, capacity=1, starts_in=5 * WEEK)
    college.enrol(later)
    line = [college.person() for _ in range(2)]
    for person in line:
        ask(group, person, time.now)
    off(college, group, time)
    for person, turn in zip((place.person, *line), ("first", "second", "third"), strict=True):
        body = told(app, person, "called_off")
        assert f"You are {turn} in line for it." in body
        assert "we write to you, and you decide" in body


@pytest.mark.both
def test_who_has_a_place_on_the_next_date_is_told_so(app, college, course, time, full):
    group, _place = full
    later = college.scheduled_class(course, capacity=5, starts_in=5 * WEEK)
    person = college.person()
    for wanted in (group, later):
        ask(wanted, person, time.now)
    off(college, group, time)
    body = told(app, person, "called_off")
    assert "You already have a place on it." in body and "in line" not in body


def test_before_a_lot_the_next_date_has_no_number_either(app, college, course, time, full):
    until = (time.now + timedelta(days=2)).date()
    college.scheduled_class(course, starts_in=5 * WEEK, lot_until=until)
    off(college, full[0], time)
    body = told(app, full[1].person, "called_off")
    assert "a lot decides the order" in body and "first" not in body


@pytest.mark.both
def test_a_wish_that_rests_or_is_not_confirmed_has_no_number(college, course, full):
    group, _place = full
    taken = college.enrol(college.scheduled_class(course), any_class=True)
    how = {"any_class": True, "resting": True, "rests_for_id": taken.id}
    rests = college.enrol(group, taken.person, state="waiting", **how)
    unsaid = college.enrol(group, state="waiting", confirmed_at=None)
    waits = college.enrol(group, state="waiting")
    assert line_positions([rests.id, unsaid.id, waits.id]) == {waits.id: 1}


def test_with_only_a_friends_place_one_can_still_ask(college, sign_in_as):
    person, group = college.person(), college.scheduled_class()
    college.enrol(group, person, companion=True)
    assert sign_in_as(person).get(f"/classes/{group.id}/ask").status_code == 200
