"""My place on a class: what it shows, whose it is, its calendar, and leaving it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment, Offer
from recoverycollege.history import Entry

DEEDS = ("confirm", "accept", "decline", "withdraw", "rejoin")


def state(place):
    db.session.expire_all()
    return db.session.get_one(Enrolment, place.id).state


def test_everything_practical_is_there(college, sign_in_as):
    venue = college.venue(quiet_space="The reading nook.", travel="Bus 7 stops outside.")
    group = college.scheduled_class(
        college.course("Food and mood"), venue_id=venue.id, room="Room 4",
        format="hybrid", joining_link="https://meet.example/abc",
    )  # fmt: skip
    person = college.person()
    place = college.enrol(group, person)
    page = sign_in_as(person).get(f"/places/{place.id}").text
    for part in (
        "Your place is saved: Food and mood",
        "Wednesday 18 March, 10:00 to 12:00",
        "The Boathouse, Room 4",
        "The reading nook.",
        "Bus 7 stops outside.",
        "https://meet.example/abc",
        f"/places/{place.id}/calendar.ics",
        "come any more",
    ):
        assert part in page


def test_the_joining_link_is_for_those_with_a_place(college, sign_in_as):
    group = college.scheduled_class(format="online", joining_link="https://meet.example/abc")
    person = college.person()
    place = college.enrol(group, person, state="waiting")
    assert "meet.example" not in sign_in_as(person).get(f"/places/{place.id}").text


def test_a_foreign_place_is_like_an_absent_one(college, sign_in_as):
    mine, theirs = college.person(), college.enrol(college.scheduled_class(), state="offered")
    client = sign_in_as(mine)
    for tail in ("", "/calendar.ics"):
        foreign = client.get(f"/places/{theirs.id}{tail}")
        absent = client.get(f"/places/{2**31 - 1}{tail}")
        assert foreign.status_code == absent.status_code == 404
        assert foreign.text == absent.text
    for deed in DEEDS:
        assert client.press(f"/places/{theirs.id}/{deed}").status_code == 404
    assert state(theirs) == "offered"
    assert client.get(f"/places/{2**31}").status_code == 404
    assert client.get("/places/9223372036854775808").status_code == 404


def test_not_signed_in_it_leads_to_signing_in(client, college):
    place = college.enrol(college.scheduled_class())
    assert client.get(f"/places/{place.id}").status_code == 303
    assert client.press(f"/places/{place.id}/withdraw").status_code == 303
    assert state(place) == "enrolled"


def test_the_calendar_does_not_say_which_course(college, sign_in_as):
    venue = college.venue()
    group = college.scheduled_class(college.course("Living with voices"), venue_id=venue.id)
    group.sessions[1].called_off = True
    person = college.person("Ada Lark")
    place = college.enrol(group, person)
    answer = sign_in_as(person).get(f"/places/{place.id}/calendar.ics")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("text/calendar", "no-store")
    assert not {"Living", "voices", "Recovery", "Ada"} & set(answer.text.replace("-", " ").split())
    events = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == [
        "Riverside class",
        "Called off: Riverside class",
        "Riverside class",
    ]
    assert events[0]["dtstart"].dt == datetime(2026, 3, 18, 10, tzinfo=UTC)
    assert [str(event.get("status")) for event in events][1] == "CANCELLED"


def test_a_page_open_too_long_asks_for_one_more_press(college, sign_in_as):
    person = college.person()
    place = college.enrol(college.scheduled_class(), person)
    answer = sign_in_as(person).post(f"/places/{place.id}/withdraw")
    assert answer.status_code == 422
    assert "Please press once more." in answer.text
    assert state(place) == "enrolled"


@pytest.mark.both
def test_leaving_offers_the_place_to_the_first_in_line(college, sign_in_as, time):
    group, person = (
        college.scheduled_class(capacity=1, starts_in=timedelta(days=20)),
        college.person(),
    )
    place = college.enrol(group, person)
    first, second = (college.enrol(group, state="waiting") for _ in range(2))
    client = sign_in_as(person)
    page = f"/places/{place.id}"
    answer = client.press(f"{page}/withdraw", page=page)
    assert (answer.status_code, answer.location) == (303, page)
    assert "You have let this place go" in client.get(page).text
    assert [state(p) for p in (place, first, second)] == ["withdrawn", "offered", "waiting"]
    offer = db.session.scalars(select(Offer)).one()
    assert (offer.enrolment_id, offer.kind) == (first.id, "freed")
    assert offer.ends_at == time.now + timedelta(hours=48)
    letters = client.letters()
    assert [mail.to for mail in letters] == [
        f"{p.person.name} <{p.person.contacts[0].value}>" for p in (place, first)
    ]
    assert "let your place on" in letters[0].body
    assert "a place has come free" in letters[1].body
    actions = db.session.scalars(select(Entry.action).order_by(Entry.id)).all()
    assert actions == ["place.withdrawn", "place.offered"]


def test_leaving_twice_changes_nothing(college, sign_in_as):
    person = college.person()
    place = college.enrol(college.scheduled_class(), person)
    client = sign_in_as(person)
    for _ in range(2):
        assert client.press(f"/places/{place.id}/withdraw").status_code == 303
    assert len(client.letters()) == 1


def test_leaving_the_line(college, sign_in_as):
    group, person = college.scheduled_class(capacity=1), college.person()
    college.fill(group)
    place = college.enrol(group, person, state="waiting")
    client = sign_in_as(person)
    client.press(f"/places/{place.id}/withdraw", page=f"/places/{place.id}")
    assert state(place) == "withdrawn"


@pytest.mark.both
def test_within_a_day_of_the_start_the_office_rings_instead(college, sign_in_as, time):
    from recoverycollege.accounts.models import Task
    from recoverycollege.enrolment.services import lapsing

    group = college.scheduled_class(capacity=1, starts_in=timedelta(hours=23))
    place = college.enrol(group)
    waiting = college.enrol(group, state="waiting")
    sign_in_as(place.person).press(f"/places/{place.id}/withdraw")
    for _ in range(2):  # the sweep looks again and again, and asks once
        assert lapsing.classes_to_fill(time.now) == [group.id]
        assert lapsing.fill_class(group.id, time.now) == 0
        db.session.commit()
    task = db.session.scalars(select(Task)).one()
    assert (task.kind, task.about_id) == ("offer", waiting.id)
    assert task.due_at == group.sessions[0].starts_at
    assert state(waiting) == "waiting"
