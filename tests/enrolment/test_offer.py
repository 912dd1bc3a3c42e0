"""A place came free: taking it, letting it go, running out of time, coming back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import Task
from recoverycollege.database import db
from recoverycollege.enrolment import sweeps
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.services import answering, filling
from recoverycollege.enrolment.services.calling_off import call_off


@pytest.fixture
def line(college):
    """A full class with three in line, and three weeks to go."""
    group = college.scheduled_class(capacity=1, starts_in=timedelta(days=21))
    return college.fill(group, waiting=3)


def states(line):
    db.session.expire_all()
    return [db.session.get_one(Enrolment, place.id).state for place in line]


def free_a_place(line, time):
    answering.withdraw(line[0].id, time.now)
    db.session.commit()


@pytest.mark.both
@pytest.mark.parametrize(
    ("deed", "after"),
    [
        ("accept", ["withdrawn", "enrolled", "waiting", "waiting"]),
        ("decline", ["withdrawn", "declined", "offered", "waiting"]),
    ],
)
def test_answered_from_the_letter_without_cookies(app, client, line, time, deed, after):
    free_a_place(line, time)
    assert states(line) == ["withdrawn", "offered", "waiting", "waiting"]
    link = client.link_from_letters(line[1].person.contacts[0].value)
    reader = app.test_client()
    page = reader.get(link).text
    assert "A place has come free" in page
    assert "Friday 13 March" in page  # until when
    answer = reader.press(f"{link}/{deed}", page=link)
    assert (answer.status_code, answer.location) == (303, link)
    assert states(line) == after
    for again in ("accept", "decline"):  # the back button, an old tab
        assert reader.press(f"{link}/{again}").status_code in {303, 409}
    assert states(line) == after


def test_answered_on_my_own_page(line, sign_in_as, time):
    free_a_place(line, time)
    client = sign_in_as(line[1].person)
    page = f"/places/{line[1].id}"
    assert client.press(f"{page}/accept", page=page).status_code == 303
    assert "Your place is saved" in client.get(page).text
    assert len(client.letters(line[1].person.contacts[0].value)) == 1  # the offer was over


@pytest.mark.both
def test_an_offer_nobody_answers_goes_to_the_next(client, line, time):
    free_a_place(line, time)
    assert sweeps.lapse(time.now) == 0
    time.move(hours=48)
    assert sweeps.lapse(time.now) == 1
    assert sweeps.lapse(time.now) == 0
    assert states(line) == ["withdrawn", "lapsed", "offered", "waiting"]
    told = [mail.body for mail in client.letters(line[1].person.contacts[0].value)]
    assert any("the time to answer has passed" in body for body in told)


def test_a_lapsed_offer_cannot_be_taken_and_says_what_can_be_done(client, line, time):
    free_a_place(line, time)
    link = client.link_from_letters(line[1].person.contacts[0].value)
    time.move(hours=49)
    sweeps.lapse(time.now)
    answer = client.press(f"{link}/accept")
    assert answer.status_code == 409
    assert "you can go back in line" in answer.text


@pytest.mark.both
def test_one_press_leads_back_to_the_old_place_in_line(client, line, time):
    free_a_place(line, time)
    link = client.link_from_letters(line[1].person.contacts[0].value)
    time.move(hours=49)
    sweeps.lapse(time.now)
    assert "Yes, I am still interested" in client.get(link).text
    assert client.press(f"{link}/rejoin", page=link).status_code == 303
    assert states(line) == ["withdrawn", "waiting", "offered", "waiting"]
    assert "You are first in line" in client.get(link).text
    assert db.session.get_one(Enrolment, line[1].id).number == 2


def test_rejoining_where_a_place_is_free_is_offered_at_once(client, college, time):
    place = college.enrol(college.scheduled_class(starts_in=timedelta(days=9)), state="lapsed")
    answering.rejoin(place.id, time.now)
    db.session.commit()
    assert states([place]) == ["offered"]


@pytest.mark.parametrize("pause", ["paused_until", "letters_stopped_at"])
def test_whoever_is_paused_keeps_the_turn_and_gets_no_offer(line, time, pause):
    setattr(line[1].person, pause, time.now + timedelta(days=3))
    free_a_place(line, time)
    assert states(line) == ["withdrawn", "waiting", "offered", "waiting"]


def test_offers_by_phone_are_a_task_with_three_days(college, client, time):
    group = college.scheduled_class(capacity=1, starts_in=timedelta(days=21))
    [taken] = college.fill(group)
    caller = college.enrol(group, college.person(phone="01632 960 009"), state="waiting")
    answering.withdraw(taken.id, time.now)
    db.session.commit()
    assert states([caller]) == ["offered"]
    assert caller.offers[0].ends_at == time.now + timedelta(hours=72)
    task = db.session.scalars(select(Task)).one()
    assert (task.kind, task.about_id) == ("offer", caller.id)
    time.move(hours=73)
    sweeps.lapse(time.now)
    db.session.expire_all()
    assert {t.kind: t.outcome for t in db.session.scalars(select(Task))} == {
        "offer": "lapsed",
        "tell": "",
    }


def test_more_capacity_is_offered_to_the_line(line, college, time):
    desk = college.office()
    filling.change_capacity(line[0].class_id, 3, time.now, desk.id)
    db.session.commit()
    assert states(line) == ["enrolled", "offered", "offered", "waiting"]


def test_less_capacity_evicts_nobody(line, college, time):
    desk = college.office()
    free_a_place(line, time)
    filling.change_capacity(line[0].class_id, 0, time.now, desk.id)
    db.session.commit()
    assert states(line) == ["withdrawn", "offered", "waiting", "waiting"]
    answering.accept(line[1].id, time.now)
    db.session.commit()
    assert sweeps.fill(time.now) == 0
    assert states(line) == ["withdrawn", "enrolled", "waiting", "waiting"]


@pytest.mark.both
def test_the_sweep_finds_a_free_place_nobody_was_offered(line, college, time):
    line[0].state = "withdrawn"
    db.session.commit()
    assert sweeps.fill(time.now) == 1
    assert sweeps.fill(time.now) == 0
    assert states(line) == ["withdrawn", "offered", "waiting", "waiting"]


@pytest.mark.parametrize("why", ["begun", "called_off"])
def test_nothing_is_offered_on_a_class_that_does_not_run_any_more(line, college, time, why):
    line[0].state = "withdrawn"
    if why == "called_off":
        line[0].scheduled_class.state = "called_off"
    db.session.commit()
    time.move(days=22 if why == "begun" else 0)
    assert sweeps.fill(time.now) == 0
    filling.fill(filling.lock(line[0].class_id), time.now)
    assert states(line)[1:] == ["waiting"] * 3


def test_calling_off_tells_everyone_who_was_reached(client, line, college, time):
    desk = college.office()
    free_a_place(line, time)  # one offer is running
    college.enrol(line[0].scheduled_class, state="waiting", confirmed_at=None)
    holding = college.enrol(line[0].scheduled_class, state="offered", offer="own")
    client.letters()
    call_off(line[0].class_id, time.now, desk.id)
    db.session.commit()
    told = [mail for mail in client.letters() if "does not go ahead" in mail.body]
    assert len(told) == 3
    assert set(states(line)) == {"withdrawn"}
    assert [offer.answer for offer in line[1].offers + holding.offers] == ["withdrawn"] * 2
    group = line[0].scheduled_class
    assert (group.state, group.version) == ("called_off", 1)
    assert all(session.called_off for session in group.sessions)
    page = client.get(f"/classes/{group.id}/ask")
    assert "had to be called off" in page.text


@pytest.mark.both
def test_the_day_after_the_last_session_the_class_is_closed(line, college, time):
    enrolled, wish, offered = line[0], line[1], line[2]
    offered.state = "offered"
    db.session.commit()
    last = line[0].scheduled_class.sessions[-1].ends_at
    time.set(last + timedelta(hours=23))
    assert sweeps.complete(time.now) == 0
    time.set(last + timedelta(hours=24))
    assert sweeps.complete(time.now) == 4
    assert states([enrolled, wish, offered]) == ["completed", "lapsed", "lapsed"]
    assert sweeps.complete(time.now) == 0
