"""A reminder the day before each session, by day, once; and letters that wait for the morning."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege import clock, letters
from recoverycollege.database import begin_write, db
from recoverycollege.enrolment.services.absence import say_absent
from recoverycollege.enrolment.services.answering import accept, withdraw
from recoverycollege.enrolment.services.reminding import halfway, remind
from recoverycollege.letters import Letter, kinds
from tests.enrolment.steps import begin_again


@pytest.fixture
def place(college, time):
    """A place held for two days on a class that meets twice, first in twenty hours."""
    group = college.scheduled_class(
        college.course("Food and mood"), sessions=2, starts_in=timedelta(days=2, hours=20)
    )
    place = college.enrol(group, college.person("Ada Lark", email="ada@mail.example"))
    time.move(days=2)
    return place


@pytest.fixture
def work(app):
    def worked():
        db.session.rollback()
        begin_write()
        done = remind(clock.now(), app.extensions["settings"].zone)
        db.session.commit()
        return done

    return worked


@pytest.mark.both
def test_the_day_before_once(client, place, work, time):
    assert work() == 1
    assert work() == 0
    [mail] = client.letters()
    assert "Food and mood meets on Saturday 14 March, 06:00 to 08:00" in mail.body
    assert "Food" not in mail.subject
    assert mail.link.startswith("/places/link/")
    time.move(days=7)
    assert work() == 1  # the second session


def test_not_who_has_just_come_or_told_us_or_rests(college, place, work, time):
    group = place.scheduled_class
    college.enrol(group, college.person(email="new@mail.example"))
    college.enrol(group, college.person(phone="01632 960 300"), confirmed_at=place.confirmed_at)
    for columns in (
        {"paused_until": clock.now() + timedelta(days=9)},
        {"letters_stopped_at": clock.now()},
    ):
        resting = college.person(email="rests@mail.example", **columns)
        college.enrol(group, resting, confirmed_at=place.confirmed_at)
    waits = college.person(email="waits@mail.example")
    college.enrol(group, waits, state="waiting", confirmed_at=place.confirmed_at)
    say_absent(place.id, group.sessions[0].id, clock.now())
    db.session.commit()
    assert work() == 0


def test_what_is_no_longer_so_is_not_sent(client, place, work):
    work()
    session = place.scheduled_class.sessions[0]
    session.starts_at += timedelta(days=3)
    session.ends_at += timedelta(days=3)
    db.session.commit()
    assert client.letters() == []


def test_across_the_change_of_the_clock(client, college, work, time):
    """In the night to 29 March 2026 the clocks go forward; ten in the morning stays ten."""
    time.move(days=16)
    start = clock.now() + timedelta(days=2) - timedelta(hours=1)  # Sunday, ten by the wall
    group = college.scheduled_class(sessions=[start])
    college.enrol(group, college.person(email="ada@mail.example"))
    time.move(days=1, hours=1)
    assert work() == 1
    assert "Sunday 29 March, 10:00 to 12:00" in client.letters()[-1].body


@pytest.mark.parametrize(
    ("kind", "contact", "hours", "leaves"),
    [
        ("offer", {"email": "ada@mail.example"}, 12, "09:00"),  # ten in the evening
        ("reminder", {"email": "ada@mail.example"}, 20, "09:00"),  # six in the morning
        ("place_saved", {"email": "ada@mail.example"}, 12, "22:00"),
        ("sign_in_code", {"email": "ada@mail.example"}, 12, "22:00"),
    ],
)
def test_what_leaves_by_night(app, real_college, college, time, kind, contact, hours, leaves):
    person = college.person("Ada Lark", **contact)
    time.move(hours=hours)
    letter = letters.post(kind, person.id, enrolment_id=0)
    recipient = kinds.recipient(app, letter)
    at = kinds.leaves_at(app, letter, recipient, clock.now())
    assert f"{at:%H:%M}" == leaves
    text = letters.Recipient("Ada Lark", "text", "+447700900123", "en")
    by_text = kinds.leaves_at(app, letter, text, clock.now())
    assert (by_text == clock.now()) == (kind == "sign_in_code")


def test_a_letter_of_the_night_waits_for_the_morning(client, real_college, college, time):
    group = college.scheduled_class(capacity=1)
    goes, waits = college.person(), college.person(email="ada@mail.example")
    place = college.enrol(group, goes)
    college.enrol(group, waits, state="waiting")
    time.move(hours=12)
    withdraw(place.id, clock.now())
    db.session.commit()
    assert client.letters("ada@") == []
    [letter] = db.session.scalars(select(Letter).where(Letter.kind == "offer"))
    assert (letter.state, letter.due_at.hour, letter.tries) == ("waiting", 9, 0)
    time.move(hours=11)
    assert len(client.letters("ada@")) == 1


@pytest.mark.both
def test_a_session_that_was_moved_is_reminded_of_again(place, work, time):
    assert work() == 1
    session = place.scheduled_class.sessions[0]
    session.starts_at += timedelta(days=3)
    session.ends_at += timedelta(days=3)
    db.session.commit()
    assert work() == 0
    time.move(days=3)
    assert work() == 1
    assert work() == 0


@pytest.mark.both
def test_not_who_came_from_the_line_just_now(college, place, work, time):
    group = place.scheduled_class
    late = college.enrol(group, state="offered", confirmed_at=place.confirmed_at)
    accept(late.id, time.now)
    db.session.commit()
    assert work() == 1  # only who has had their place for long


@pytest.mark.both
def test_halfway_is_found_behind_offers_that_run_longer(app, college, time):
    long, short = timedelta(hours=48), timedelta(hours=8)
    for offer_for in (long, short):
        college.enrol(college.scheduled_class(), state="offered", offer_for=offer_for)
    zone = app.extensions["settings"].zone
    for hours, due in ((3, 0), (1, 1), (19, 0), (1, 1)):
        time.move(hours=hours)
        begin_again()
        assert halfway(time.now, zone, limit=1) == due
        db.session.commit()
