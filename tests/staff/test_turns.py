"""Paper keeps the time it arrived; and putting someone before others, with a reason."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.queries.people import line_positions
from recoverycollege.history import Entry


@pytest.fixture
def office(college: Any, sign_in_as: Any) -> Any:
    person = college.office()
    sign_in_as(person)
    return person


@pytest.fixture
def line(college: Any, time: Any) -> Any:
    """A full class; one asked on Monday, two on Tuesday. It is Wednesday, ten o'clock."""
    group = college.scheduled_class(capacity=1)
    college.fill(group)
    for name, days in (("Ann Monday", 2), ("Ben Tuesday", 1), ("Cyd Tuesday", 1)):
        place = college.enrol(group, college.person(name), state="waiting")
        place.asked_at = place.confirmed_at = time.now - timedelta(days=days)
    db.session.commit()
    return group


def save(client: Any, group: Any, person: Any, **typed: Any) -> Any:
    url = f"/staff/places/new/known?class_id={group.id}&person_id={person.id}"
    return client.submit(url, {"channel": "paper"} | typed)


def names(group: Any) -> list[str]:
    """Those in line, in their order."""
    db.session.expire_all()
    waiting = db.session.scalars(
        select(Enrolment).where(Enrolment.class_id == group.id, Enrolment.state == "waiting")
    ).all()
    positions = line_positions([place.id for place in waiting])
    return [p.person.name.split()[0] for p in sorted(waiting, key=lambda p: positions[p.id])]


@pytest.mark.both
def test_a_form_that_came_before_others_asked(
    college: Any, client: Any, office: Any, line: Any
) -> None:
    maria = college.person("Maria Form", address="8 Ferry Road, Riverside")
    answer = save(client, line, maria, received_on="2026-03-09", received_at="16:00")
    page = client.get(answer.location).text
    assert "2 people in line asked after this form arrived." in page
    place = db.session.scalars(select(Enrolment).where(Enrolment.person_id == maria.id)).one()
    assert (place.number, place.channel) == (5, "paper")
    assert place.asked_at == datetime.fromisoformat("2026-03-09T16:00+00:00")
    url = f"/staff/places/{place.id}/priority"
    assert url in page
    listed = client.get(f"/staff/places?class_id={line.id}").text
    assert "received Monday 9 March, 16:00, with Olive Desk" in " ".join(listed.split())
    assert names(line) == ["Ann", "Ben", "Cyd", "Maria"]

    answer = client.submit(url, reason="came_earlier")
    assert answer.status_code == 303
    assert "asked after this form arrived" not in client.get(answer.location).text
    assert names(line) == ["Ann", "Maria", "Ben", "Cyd"]
    assert [place.number for place in [db.session.get_one(Enrolment, place.id)]] == [5]
    entry = db.session.scalars(select(Entry).where(Entry.action == "place.put_first")).one()
    assert (entry.actor_id, entry.person_id) == (office.id, maria.id)
    assert entry.detail["reason"] == "came_earlier"
    history = client.get("/staff/history?topic=place").text
    assert "Put before others in line (Their form arrived before others asked)" in history

    client.press(f"{url}/back", page=url)
    assert names(line) == ["Ann", "Ben", "Cyd", "Maria"]
    assert db.session.scalars(select(Entry).where(Entry.action == "place.put_back")).one()


def test_another_reason_puts_someone_first(
    college: Any, client: Any, office: Any, line: Any
) -> None:
    place = college.enrol(line, college.person("Dan Last"), state="waiting")
    url = f"/staff/places/{place.id}/priority"
    page = client.get(url).text
    assert "They will be first in line" in page
    assert "Their form arrived" not in page
    refused = client.submit(url)
    assert refused.status_code == 422
    assert "Please choose a reason" in refused.text
    assert client.submit(url, reason="came_earlier").status_code == 422
    answer = client.submit(url, reason="our_mistake")
    assert names(line) == ["Dan", "Ann", "Ben", "Cyd"]
    assert answer.location == f"/staff/places/{line.id}/line"
    assert "Saved. Dan Last is first in line." in client.get(answer.location).text


def test_only_those_in_line_have_a_turn(college: Any, client: Any, office: Any, line: Any) -> None:
    enrolled = college.enrol(college.scheduled_class())
    for place_id in (enrolled.id, 2**31 - 1):
        url = f"/staff/places/{place_id}/priority"
        assert client.get(url).status_code == 404
        assert client.press(url).status_code == 404
        assert client.press(f"{url}/back").status_code == 404


@pytest.mark.parametrize(
    ("typed", "asked_at"),
    [
        ({}, "2026-03-11T10:00"),
        ({"received_on": "10/03/2026"}, "2026-03-10T12:00"),
        ({"received_at": "9.30"}, "2026-03-11T09:30"),
        ({"received_on": "2026-03-11"}, "2026-03-11T10:00"),
        ({"channel": "in_person", "received_on": "2026-02-01"}, "2026-02-01T12:00"),
    ],
)
def test_when_it_reached_us(
    college: Any, client: Any, office: Any, line: Any, typed: dict[str, str], asked_at: str
) -> None:
    maria = college.person("Maria Form", address="8 Ferry Road, Riverside")
    save(client, line, maria, **typed)
    place = db.session.scalars(select(Enrolment).where(Enrolment.person_id == maria.id)).one()
    assert place.asked_at == datetime.fromisoformat(f"{asked_at}+00:00")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"received_on": "2026-03-12"}, "This time is still to come"),
        ({"received_at": "11:00"}, "This time is still to come"),
        ({"received_on": "2026-01-01"}, "more than 60 days ago"),
        ({"received_on": "soon"}, "Write the date like this"),
        ({"received_at": "late"}, "Write the time like this"),
    ],
)
def test_a_time_that_cannot_be(
    college: Any, client: Any, office: Any, line: Any, typed: dict[str, str], words: str
) -> None:
    maria = college.person("Maria Form", address="8 Ferry Road, Riverside")
    refused = save(client, line, maria, **typed)
    assert refused.status_code == 422
    assert words in refused.text
    assert all(f'value="{value}"' in refused.text for value in typed.values())
    assert not db.session.scalars(select(Enrolment).where(Enrolment.person_id == maria.id)).all()


def test_an_earlier_wish_keeps_its_own_time(
    college: Any, client: Any, office: Any, line: Any, time: Any
) -> None:
    maria = college.person("Maria Form", address="8 Ferry Road, Riverside")
    place = college.enrol(line, maria, state="waiting")
    before = place.asked_at
    time.move(minutes=5)
    save(client, line, maria, received_on="2026-03-09")
    db.session.refresh(place)
    assert place.asked_at == before


@pytest.mark.both
def test_back_to_the_turn_a_class_called_off_gave(college: Any, client: Any, office: Any) -> None:
    """Who was moved here stays before those who wait here, also when a turn is taken back."""
    course = college.course()
    first = college.scheduled_class(course)
    later = college.scheduled_class(course, capacity=0, starts_in=timedelta(days=30))
    college.enrol(later, college.person("Ann Here"), state="waiting")
    college.enrol(first, college.person("Ben Moved"))
    db.session.commit()
    client.submit(f"/staff/classes/{first.id}/call-off")
    assert names(later) == ["Ben", "Ann"]
    moved = db.session.scalars(select(Enrolment).where(Enrolment.class_id == later.id)).all()[-1]
    url = f"/staff/places/{moved.id}/priority"
    client.submit(url, reason="our_mistake")
    client.press(f"{url}/back", page=url)
    assert names(later) == ["Ben", "Ann"]
    for page in (f"/staff/places/{later.id}/line", f"/staff/places?class_id={later.id}"):
        text = client.get(page).text
        assert text.count("Before others, because their class was called off.") == 1
        assert "by the office" not in text


def test_who_only_kept_their_turn_was_not_put_first(
    college: Any, client: Any, office: Any, line: Any
) -> None:
    """A form that came after Ann's wish and before Ben's: Ann keeps her turn beside it."""
    maria = college.person("Maria Form", address="8 Ferry Road, Riverside")
    save(client, line, maria, received_on="2026-03-09", received_at="16:00")
    place = db.session.scalars(select(Enrolment).where(Enrolment.person_id == maria.id)).one()
    client.submit(f"/staff/places/{place.id}/priority", reason="came_earlier")
    for page in (f"/staff/places/{line.id}/line", f"/staff/places?class_id={line.id}"):
        text = client.get(page).text
        assert text.count("Put before others by the office.") == 1
        assert text.count("Kept their turn beside someone put before others.") == 1


@pytest.mark.both
@pytest.mark.parametrize("away", ["offered", "lapsed", "resting"])
def test_who_asked_earlier_keeps_their_turn_while_away(
    college: Any, client: Any, office: Any, line: Any, away: str
) -> None:
    ann = db.session.scalars(select(Enrolment).where(Enrolment.class_id == line.id)).all()[1]
    assert ann.person.name == "Ann Monday"
    if away == "resting":
        ann.resting = True
    else:
        ann.state = away
    db.session.commit()
    maria = college.person("Maria Form")
    save(client, line, maria, received_on="2026-03-09", received_at="16:00")
    place = db.session.scalars(select(Enrolment).where(Enrolment.person_id == maria.id)).one()
    client.submit(f"/staff/places/{place.id}/priority", reason="came_earlier")
    ann = db.session.get_one(Enrolment, ann.id)
    ann.state, ann.resting = "waiting", False
    db.session.commit()
    assert names(line) == ["Ann", "Maria", "Ben", "Cyd"]
