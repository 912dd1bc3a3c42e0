"""Invitations and one reminder, by letter; and nothing left that tells who answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.enrolment.models import Attendance
from recoverycollege.feedback import sweeps
from recoverycollege.feedback.models import Invitation
from recoverycollege.feedback.rules.windows import INVITE_AFTER
from recoverycollege.letters import Letter
from tests.feedback.conftest import link_of
from tests.feedback.test_form import tap


@pytest.fixture
def work(app, keys):
    """One round of the worker for feedback."""

    def worked():
        db.session.rollback()
        now = clock.now()
        done = sweeps.invite(INVITE_AFTER, now), sweeps.remind(now)
        sweeps.forget_letters(now)
        return done

    return worked


def outbox():
    return [
        (letter.kind, letter.person_id)
        for letter in db.session.scalars(select(Letter).order_by(Letter.id))
        if letter.kind.startswith("feedback")
    ]


@pytest.mark.both
def test_before_not_on_the_way_to_a_place(client, college, coming, time, work):
    place = college.enrol(coming, college.person("Ada Lark", email="ada@mail.example"))
    assert work() == (0, 0)
    time.move(hours=1)
    assert work() == (1, 0)
    assert work() == (0, 0)
    assert outbox() == [("feedback_before", place.person_id)]
    [mail] = client.letters()
    assert mail.subject == "A message from Riverside"
    assert "\nOn Wednesday 18 March Living with voices begins.\nIf you like, tell us" in mail.body
    assert mail.link == link_of(place)


def test_a_letter_that_leaves_late_says_that_it_has_begun(client, college, coming, time, work):
    college.enrol(coming, college.person(email="ada@mail.example"))
    time.move(hours=1)
    assert work() == (1, 0)
    time.set(coming.sessions[0].starts_at + timedelta(hours=1))
    assert "Living with voices has begun." in client.letters()[0].body


def test_after_the_last_session(client, college, over, work):
    place = college.enrol(over, college.person(email="ada@mail.example"))
    assert work() == (1, 0)
    [mail] = client.letters()
    assert mail.link == link_of(place, "after")
    assert "until" in mail.body


def test_one_reminder_on_day_five_for_those_whose_form_waits(
    client, college, over, coming, time, work
):
    people = [college.person(email=f"{name}@mail.example") for name in ("ada", "ben", "cat")]
    places = [college.enrol(over, person) for person in people]
    work()
    client.letters()
    page = client.get(link_of(places[0], "after"))
    while 'name="answer" value="5"' in page.text:
        page = tap(client, page, "5")
    client.submit(f"{link_of(places[0], 'after')}/words")
    tap(client, client.get(link_of(places[1], "after")), "no-more")
    time.move(days=4, hours=23)
    assert work() == (0, 0)
    time.move(hours=2)
    assert work() == (0, 3)
    before = len(client.letters())
    reminded = [m for m in client.letters() if "only reminder" in m.body]
    assert [m.to for m in reminded] == [f"{people[2].name} <cat@mail.example>"]
    assert before == 4
    work()
    assert "feedback_reminder" not in {kind for kind, _ in outbox()}
    assert {i.settled for i in db.session.scalars(select(Invitation))} == {True}
    time.move(days=6)
    assert work() == (0, 0)


def test_letters_go_by_day(client, real_college, college, over, time, work):
    college.enrol(over, college.person(email="ada@mail.example"))
    time.move(hours=11)  # nine in the evening
    work()
    assert client.letters() == []
    [letter] = db.session.scalars(select(Letter).where(Letter.kind == "feedback_after"))
    assert letter.due_at.isoformat() == "2026-03-12T09:00:00+00:00"


def test_who_is_left_in_peace(college, over, coming, time, work):
    college.enrol(over, college.person(phone="01632 960 301"))
    paused = college.person(email="p@mail.example", paused_until=clock.now() + timedelta(days=9))
    stopped = college.person(email="s@mail.example", letters_stopped_at=clock.now())
    college.enrol(over, paused)
    college.enrol(over, stopped)
    college.enrol(over, college.person(email="w@mail.example"), state="waiting")
    absent = college.enrol(over, college.person(email="m@mail.example"))
    session = over.sessions[-1]
    db.session.add(
        Attendance(
            session_id=session.id, enrolment_id=absent.id, mark="missed", marked_at=clock.now()
        )
    )
    db.session.commit()
    assert work() == (0, 0)


def test_a_class_long_over_is_left_in_peace(college, over, time, work):
    college.enrol(over, college.person(email="ada@mail.example"))
    time.move(days=8)
    assert work() == (0, 0)


def test_a_letter_that_is_no_longer_wanted_is_dropped(client, college, coming, time, work):
    place = college.enrol(coming, college.person(email="ada@mail.example"))
    time.move(hours=1)
    work()
    tap(client, client.get(link_of(place)), "no-more")
    assert client.letters() == []
