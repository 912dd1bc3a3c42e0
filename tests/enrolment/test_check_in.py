"""I am here: one press, truthful in every case, and the team's mark counts more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.enrolment.links import check_in_word
from recoverycollege.enrolment.models import Attendance
from recoverycollege.enrolment.services.absence import say_absent
from recoverycollege.enrolment.services.register import mark_all
from recoverycollege.history import Entry


@pytest.fixture
def group(college):
    """A class that begins in half an hour."""
    return college.scheduled_class(college.course("Food and mood"), starts_in=timedelta(minutes=30))


@pytest.fixture
def place(college, group):
    return college.enrol(group, college.person("Ada Lark"))


@pytest.fixture
def link(app, group):
    key = app.extensions["settings"].secret_key
    return f"/check-in/{check_in_word(key, group.sessions[0].id)}"


def marks():
    return [(m.mark, m.marked_by_id) for m in db.session.scalars(select(Attendance))]


def by_team(group, place, mark, time):
    """A co-teacher marks someone."""
    session_id, teacher = group.sessions[0].id, group.team[0].person_id
    mark_all(session_id, {place.id: mark}, by_id=teacher, now=time.now)
    db.session.commit()
    return teacher


@pytest.mark.both
def test_one_press(sign_in_as, group, place, link, time):
    client = sign_in_as(place.person)
    text = client.get(link).text
    assert len(client.statements) <= 6
    assert "Food and mood, Wednesday 11 March, 10:30" in text
    assert "Please press only when you are in the room." in text
    assert "signed in as Ada Lark" in text
    answer = client.press(link, page=link)
    assert len(client.statements) <= 15
    assert (answer.status_code, answer.location) == (303, link)
    assert marks() == [("came", place.person_id)]
    text = client.get(link).text
    assert "It is noted in the register." in text
    assert "<button" not in text[text.index("<main") :]
    entry = db.session.scalars(select(Entry).where(Entry.action == "attendance.marked")).one()
    assert (entry.actor_id, entry.detail["after"]) == (place.person_id, "came")
    client.press(link)
    assert marks() == [("came", place.person_id)]


def test_nobody_is_guessed(client, college, group, place, link):
    college.enrol(group, college.person("Ben Moss"))
    answer = client.get(link)
    assert answer.headers["Cache-Control"] == "no-store"
    assert f"/account/sign-in?next={link}" in answer.text
    for name in ("Ada", "Ben"):
        assert name not in answer.text
    again = client.press(link)
    assert (again.status_code, again.location) == (303, link)
    assert marks() == []


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("", "We find no place on this class under Wyn Waits."),
        ("withdrawn", "We find no place on this class under Wyn Waits."),
        ("declined", "We find no place"),
        ("waiting", "You asked for a place on this class, and do not have one yet."),
        ("offered", "You asked for a place on this class, and do not have one yet."),
    ],
)
def test_who_has_no_place_is_sent_to_the_team(college, sign_in_as, group, place, link, state, said):
    someone = college.person("Wyn Waits")
    if state:
        college.enrol(group, someone, state=state)
    client = sign_in_as(someone)
    text = client.get(link).text
    assert said in text
    assert "they can sort it out" in text
    assert "Ada" not in text
    assert client.press(link).status_code == 303
    assert marks() == []


def test_a_friends_place_is_not_theirs(college, sign_in_as, group, link):
    someone = college.person("Ada Lark")
    college.enrol(group, someone, companion=True)
    client = sign_in_as(someone)
    client.press(link)
    assert "We find no place" in client.get(link).text
    assert marks() == []


@pytest.mark.both
@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ("came", "The team has noted it already."),
        ("part", "The team has noted it already."),
        ("missed", "The team has noted that you are not here."),
        ("told_us", "The team has noted that you can't come this time."),
    ],
)
def test_the_teams_mark_stays(sign_in_as, group, place, link, time, mark, said):
    teacher = by_team(group, place, mark, time)
    client = sign_in_as(place.person)
    assert said in client.get(link).text
    assert client.press(link).status_code == 303
    assert marks() == [(mark, teacher)]


@pytest.mark.both
def test_the_team_puts_it_right_afterwards(sign_in_as, group, place, link, time):
    client = sign_in_as(place.person)
    client.press(link)
    teacher = by_team(group, place, "missed", time)
    assert marks() == [("missed", teacher)]
    client.press(link)
    assert marks() == [("missed", teacher)]
    assert "they put it right with one press" in client.get(link).text


def test_who_said_they_cannot_come_and_came_after_all(sign_in_as, group, place, link, time):
    say_absent(place.id, group.sessions[0].id, time.now)
    db.session.commit()
    client = sign_in_as(place.person)
    assert "If you came after all, how good." in client.get(link).text
    client.press(link)
    assert marks() == [("came", place.person_id)]


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (-30, "You can check in from Wednesday 11 March, 09:45"),
        (0, "Are you here?"),
        (150, "Are you here?"),
        (151, "This session is over"),
    ],
)
def test_only_at_its_time(sign_in_as, group, place, link, time, minutes, said):
    time.move(minutes=minutes)
    client = sign_in_as(place.person)
    assert said in client.get(link).text
    client.press(link)
    assert len(marks()) == (said == "Are you here?")


def test_a_session_that_was_moved(sign_in_as, group, place, link):
    session = group.sessions[0]
    session.starts_at += timedelta(days=1)
    session.ends_at += timedelta(days=1)
    client = sign_in_as(place.person)
    assert "You can check in from Thursday 12 March, 09:45" in client.get(link).text
    client.press(link)
    assert marks() == []


@pytest.mark.parametrize("what", ["session", "class"])
def test_called_off(sign_in_as, group, place, link, what):
    if what == "session":
        group.sessions[0].called_off = True
    else:
        group.state = "called_off"
    client = sign_in_as(place.person)
    assert "This session was called off" in client.get(link).text
    client.press(link)
    assert marks() == []


def test_the_code_of_another_session_does_not_serve(app, sign_in_as, group, place, link):
    first, second = group.sessions[:2]
    key = app.extensions["settings"].secret_key
    other = check_in_word(key, second.id)
    client = sign_in_as(place.person)
    assert "You are early" in client.get(f"/check-in/{other}").text
    client.press(f"/check-in/{other}")
    forged = f"/check-in/{first.id}-{other.split('-')[1]}"
    answer = client.get(forged)
    assert answer.status_code == 404
    assert "This code leads nowhere now" in answer.text
    assert client.press(forged).status_code == 404
    assert marks() == []


def test_a_session_that_was_taken_out(client, college, group, link):
    db.session.delete(group.sessions[0])
    db.session.commit()
    answer = client.get(link)
    assert answer.status_code == 404
    assert "just tell the team" in answer.text


def test_a_page_open_too_long(sign_in_as, place, link):
    client = sign_in_as(place.person)
    answer = client.post(link)
    assert answer.status_code == 422
    assert "Please press once more." in answer.text
    assert "I am here" in answer.text
    assert marks() == []


def test_online(sign_in_as, group, place, link):
    group.format = "online"
    assert "press only when you have joined" in sign_in_as(place.person).get(link).text
