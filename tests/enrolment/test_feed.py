"""My calendar by its secret link: what it shows, to whom, and that the key stays a secret."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, timedelta
from urllib.parse import urlsplit

import icalendar
import pytest
from sqlalchemy import select

from recoverycollege import clock, personal
from recoverycollege.classes.models import CalendarFeed
from recoverycollege.classes.services.dates import move_session
from recoverycollege.database import begin_write, db
from recoverycollege.enrolment.services.answering import withdraw
from recoverycollege.enrolment.services.asking import ask
from recoverycollege.enrolment.services.calling_off import call_off
from tests.college import ZONE

PAGE = "/my-learning/calendar"


def shown_link(page: str) -> str:
    """The address of the feed on a page, without its host; empty when there is none."""
    found = page.partition('id="link"')[2].partition('value="')[2].partition('"')[0]
    parts = urlsplit(found)
    return f"{parts.path}?{parts.query}" if found else ""


@pytest.fixture
def make_link(sign_in_as, app):
    """Makes a link on the page, as someone signed in; gives the address."""

    def make(person, **fields):
        client = sign_in_as(person, client=app.test_client())
        answer = client.submit(PAGE, page=PAGE, **fields)
        assert answer.status_code == 303
        return shown_link(client.get(answer.location).text)

    return make


def calendar(response):
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(response.data)


@contextmanager
def one_step():
    db.session.commit()
    begin_write()
    yield
    db.session.commit()


def asked(group, person):
    group_id, person_id = group.id, person.id
    with one_step():
        return ask(group_id, person_id, now=clock.now())


@pytest.mark.both
def test_the_link_brings_my_classes_and_says_nothing_of_them(client, college, make_link):
    person = college.person("Ada Lark")
    first = college.scheduled_class(college.course("Living with voices"))
    second = college.scheduled_class(college.course("Food and mood"), sessions=1)
    for group in (first, second):
        college.enrol(group, person)
    answer = client.get(make_link(person))
    found = calendar(answer)
    sessions = [s for group in (first, second) for s in group.sessions]
    assert [e["DTSTART"].dt.astimezone(UTC) for e in found.events] == [
        s.starts_at for s in sessions
    ]
    assert {str(e["SUMMARY"]) for e in found.events} == {"Riverside class"}
    assert {str(e["CLASS"]) for e in found.events} == {"PRIVATE"}
    assert {str(t["TZID"]) for t in found.timezones} == {"Europe/London"}
    for word in ("voices", "Food", "Recovery", "Ada", "/places/"):
        assert word not in answer.text
    assert len(client.statements) <= 4


def test_names_are_shown_for_the_asking(client, college, make_link, sign_in_as, app):
    person = college.person()
    college.enrol(college.scheduled_class(college.course("Food and mood"), sessions=1), person)
    link = make_link(person, titles="y")
    assert [str(e["SUMMARY"]) for e in calendar(client.get(link)).events] == ["Food and mood"]
    mine = sign_in_as(person, client=app.test_client())
    mine.submit(f"{PAGE}/titles", page=PAGE, titles=None)
    assert "Food" not in client.get(link).text


def test_only_places_that_i_have(client, college, make_link):
    person = college.person()
    group = college.scheduled_class(sessions=1)
    for state in ("waiting", "offered", "declined", "lapsed", "withdrawn"):
        college.enrol(college.scheduled_class(), person, state=state)
    college.enrol(group)
    college.enrol(college.scheduled_class())
    assert calendar(client.get(make_link(person))).events == []


def test_a_change_of_date_moves_along(client, college, make_link):
    person, group = college.person(), college.scheduled_class(sessions=1)
    college.enrol(group, person)
    link = make_link(person)
    [before] = calendar(client.get(link)).events
    session = group.sessions[0]
    day = session.starts_at.astimezone(ZONE).date() + timedelta(days=1)
    ends, starts = (at.astimezone(ZONE).time() for at in (session.ends_at, session.starts_at))
    with one_step():
        move_session(session.id, day, starts, ends, zone=ZONE, now=clock.now(), by_id=person.id)
    [after] = calendar(client.get(link)).events
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["DTSTART"].dt.date() == day


def test_a_session_called_off_is_cancelled(client, college, make_link):
    person, group = college.person(), college.scheduled_class(sessions=2)
    college.enrol(group, person)
    group.sessions[0].called_off = True
    found = calendar(client.get(make_link(person))).events
    assert [str(e["STATUS"]) for e in found] == ["CANCELLED", "CONFIRMED"]
    assert str(found[0]["SUMMARY"]) == "Called off: Riverside class"


@pytest.mark.both
def test_a_class_called_off_is_cancelled_for_those_who_had_a_place(client, college, make_link):
    stays, leaves, waits = college.person(), college.person(), college.person()
    group = college.scheduled_class(sessions=1, capacity=2)
    places = [asked(group, person) for person in (stays, leaves, waits)]
    links = [make_link(person) for person in (stays, leaves, waits)]
    with one_step():
        withdraw(places[1].id, clock.now())
    assert [len(calendar(client.get(link)).events) for link in links] == [1, 0, 0]
    office = college.office()
    with one_step():
        call_off(group.id, clock.now(), office.id)
    found = [calendar(client.get(link)).events for link in links]
    assert [[str(e["STATUS"]) for e in events] for events in found] == [["CANCELLED"], [], []]


@pytest.mark.both
def test_a_new_link_ends_the_one_before_and_can_itself_be_ended(
    client, college, make_link, sign_in_as, app
):
    person = college.person()
    old, new = make_link(person), make_link(person)
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)
    mine = sign_in_as(person, client=app.test_client())
    answer = mine.press(f"{PAGE}/end", page=PAGE)
    assert "The link is ended" in mine.get(answer.location).text
    assert client.get(new).status_code == 404
    assert mine.press(f"{PAGE}/end").status_code == 303  # twice is no fault


def test_the_link_is_shown_once_and_kept_as_a_hash(client, college, sign_in_as):
    person = college.person()
    mine = sign_in_as(person)
    page = mine.get(mine.submit(PAGE, page=PAGE).location).text
    link = shown_link(page)
    assert link
    again = mine.get(PAGE).text
    assert not shown_link(again)
    assert "You made a link on 11 March 2026." in again
    key = link.partition("=")[2]
    row = db.session.scalars(select(CalendarFeed)).one()
    assert len(key) == len(row.key_hash) == 64
    assert key != row.key_hash
    for table in db.metadata.sorted_tables:
        assert key not in str(db.session.execute(select(table)).all())
    with mine.session_transaction() as session:
        assert key not in str(dict(session))


@pytest.mark.parametrize("key", ["", "x", "é" * 9, "x" * 3000, "0" * 64])
def test_what_is_no_key_opens_nothing(client, college, make_link, key):
    make_link(college.person())
    assert client.get("/my-learning/calendar.ics", query_string={"key": key}).status_code == 404
    assert client.get("/my-learning/calendar.ics").status_code == 404


@pytest.mark.both
def test_nothing_for_someone_erased_or_whose_letters_are_stopped(app, client, college, make_link):
    erased, stopped = college.person(), college.person()
    links = make_link(erased), make_link(stopped)
    with one_step():
        personal.erase(personal.registered(app), db.session, erased.id)
        stopped.letters_stopped_at = clock.now()
    assert [client.get(link).status_code for link in links] == [404, 404]
    assert db.session.get(CalendarFeed, erased.id) is None


def test_a_reader_that_has_it_already_is_told_so(client, college, make_link, time):
    person, group = college.person(), college.scheduled_class(sessions=1)
    college.enrol(group, person)
    link = make_link(person)
    first = client.get(link)
    assert first.headers["Cache-Control"] == "private, no-cache"
    time.move(hours=1)
    same = client.get(link, headers={"If-None-Match": first.headers["ETag"]})
    assert (same.status_code, same.data) == (304, b"")
    group.version += 1
    changed = client.get(link, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


def test_it_speaks_the_language_of_the_person(app_with, college, sign_in_as):
    """Whatever the program that reads it says of itself."""
    person = college.person(language="en")
    client = sign_in_as(person)
    link = shown_link(client.get(client.submit(PAGE, page=PAGE).location).text)
    fresh = client.application.test_client()
    college.enrol(college.scheduled_class(), person)
    found = calendar(fresh.get(link, headers={"Accept-Language": "da"})).events
    assert {str(e["SUMMARY"]) for e in found} == {"Riverside class"}


def test_a_program_that_asks_all_the_time_is_slowed(strict_app, college, sign_in_as):
    client = strict_app.test_client()
    person = college.person()
    sign_in_as(person, client=client)
    link = shown_link(client.get(client.submit(PAGE, page=PAGE).location).text)
    fresh = strict_app.test_client()
    statuses = [fresh.get(link).status_code for _ in range(61)]
    assert statuses[59:] == [200, 429]


def test_one_place_is_private_too(college, sign_in_as):
    person, group = college.person(), college.scheduled_class(sessions=1)
    place = college.enrol(group, person)
    answer = sign_in_as(person).get(f"/places/{place.id}/calendar.ics")
    [event] = calendar(answer).events
    assert str(event["CLASS"]) == "PRIVATE"
    assert answer.headers["Cache-Control"] == "no-store"


def test_my_learning_leads_there(college, sign_in_as):
    client = sign_in_as(college.person())
    assert f'href="{PAGE}"' in client.get("/my-learning").text
    assert client.post(PAGE).status_code == 422
    assert client.post(f"{PAGE}/titles").status_code == 422
    assert client.post(f"{PAGE}/end").status_code == 422
    assert db.session.scalars(select(CalendarFeed)).all() == []
