"""Many times for one-to-one peer support at once, from the office."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.classes.audit import teams_are_whole, times_are_for_one
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.classes.rules.times import MOST_TIMES
from recoverycollege.database import db, is_postgres
from recoverycollege.history import Entry

pytestmark = pytest.mark.usefixtures("client")

SHOWN = {"name_scope": "public", "perspective_scope": "public", "label_ok": True, "words": "mum"}
WEEK = timedelta(days=7)


@pytest.fixture
def office(college: Any, sign_in_as: Any) -> Any:
    """However many times are made, PostgreSQL takes them together. SQLite takes row after row."""
    client = sign_in_as(college.office())
    client.most_statements = 12
    client.most_statements_of_a_step = 30 if is_postgres() else 5 * MOST_TIMES
    return client


@pytest.fixture
def talks(college: Any) -> Any:
    return college.course("A talk", kind="one-to-one")


@pytest.fixture
def peer(college: Any, talks: Any) -> Any:
    """She has given a time of this course, long ago, and said that everyone may read it."""
    peer = college.person("Amina Yusuf")
    team = [(peer, "peer", SHOWN)]
    college.scheduled_class(talks, capacity=1, sessions=1, team=team, starts_in=-8 * WEEK)
    return peer


def asked(college: Any, peer: Any, **changes: Any) -> dict[str, Any]:
    """Two weeks of Tuesdays and Thursdays, two times a day. Today is Wednesday 11 March."""
    values = {
        "person_id": str(peer.id),
        "venue_id": str(college.venue("Quiet House").id),
        "room": "Nook",
        "format": "in-person",
        "setting": "community",
        "first": "2026-03-11",
        "last": "2026-03-24",
        "weekdays": ["tue", "thu"],
        "starts": "10:00, 11.30",
        "minutes": "50",
        "said_yes": "y",
    }
    return values | changes


def url_of(talks: Any) -> str:
    return f"/staff/courses/{talks.id}/times"


def made(talks: Any) -> list[ScheduledClass]:
    db.session.rollback()
    query = select(ScheduledClass).where(ScheduledClass.course_id == talks.id)
    return list(db.session.scalars(query.order_by(ScheduledClass.id)))[1:]


def look(office: Any, talks: Any, given: dict[str, Any]) -> Any:
    return office.post(url_of(talks), data={"csrf_token": office.token()} | given)


def make(office: Any, talks: Any, given: dict[str, Any], page: Any) -> Any:
    seen = page.text.split('name="seen" value="')[1].split('"')[0]
    return look(office, talks, given | {"seen": seen, "make": "1"})


@pytest.mark.both
def test_they_are_seen_first_and_made_in_one_step(
    office: Any, college: Any, talks: Any, peer: Any
) -> None:
    term, given = college.term(), asked(college, peer)
    page = look(office, talks, given)
    assert page.status_code == 200
    for words in ("8 times would be made", "Thursday 12 March, 10:00 to 10:50", "Make these 8"):
        assert words in page.text
    assert made(talks) == []
    answer = make(office, talks, given, page)
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"/staff/courses/{talks.id}")
    rows = made(talks)
    assert len(rows) == 8
    for row in rows:
        assert (row.state, row.capacity, len(row.sessions), row.room) == ("open", 1, 1, "Nook")
        [member] = row.team
        shown = {name: getattr(member, name) for name in SHOWN}
        assert (member.person_id, member.perspective, shown) == (peer.id, "peer", SHOWN)
        assert row.term_id == term.id
    assert teams_are_whole() == times_are_for_one() == []
    actions = [entry.action for entry in db.session.scalars(select(Entry))]
    assert (actions.count("class.opened"), actions.count("course.times_made")) == (8, 1)
    assert "A talk" in office.get("/courses?q=Amina").text


def test_what_is_in_the_way_is_named_and_left_out(
    office: Any, college: Any, talks: Any, peer: Any
) -> None:
    given = asked(college, peer)
    venue_id = int(given["venue_id"])
    other = college.course("Sleep well")
    college.scheduled_class(  # she teaches elsewhere until ten, and is on the way until half past
        other, team=[(peer, "peer")], sessions=1, starts_in=timedelta(days=1, hours=-2)
    )
    college.scheduled_class(
        college.course("Chess"),
        venue_id=venue_id,
        room="nook",
        sessions=1,
        starts_in=timedelta(days=8),
    )
    page = look(office, talks, given)
    assert "Left out, because something is in the way" in page.text
    assert "They teach then, or are on the way: Sleep well." in page.text
    assert "In the room: Chess." in page.text
    assert make(office, talks, given, page).status_code == 303
    assert len(made(talks)) == 5


def test_pressed_twice_nothing_is_made_twice(
    office: Any, college: Any, talks: Any, peer: Any
) -> None:
    given = asked(college, peer)
    page = look(office, talks, given)
    assert make(office, talks, given, page).status_code == 303
    again = make(office, talks, given, page)
    assert again.status_code == 422
    assert "Something has changed." in again.text
    assert "They teach then" in again.text
    assert len(made(talks)) == 8


def test_nobody_makes_others_than_they_saw(
    office: Any, college: Any, talks: Any, peer: Any
) -> None:
    given = asked(college, peer)
    page = look(office, talks, given)
    changed = make(office, talks, given | {"minutes": "20"}, page)
    assert changed.status_code == 422
    assert "10:00 to 10:20" in changed.text
    assert look(office, talks, given | {"make": "1"}).status_code == 422
    assert made(talks) == []


@pytest.mark.parametrize("hidden", [{"perspective_scope": "class"}, {"label_ok": False}])
def test_only_who_has_agreed_can_be_chosen(
    office: Any, college: Any, talks: Any, peer: Any, hidden: dict[str, Any]
) -> None:
    """Also when they take it back between the look and the press."""
    given = asked(college, peer)
    page = look(office, talks, given)
    team = [(peer, "peer", SHOWN | hidden)]
    college.scheduled_class(talks, capacity=1, sessions=1, team=team, starts_in=-WEEK)
    answer = make(office, talks, given, page)
    assert answer.status_code == 422
    assert "first says yes" in office.get(url_of(talks)).text
    assert len(made(talks)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"person_id": "999"},
        {"venue_id": ""},
        {"first": "someday"},
        {"last": "2026-03-10"},
        {"weekdays": []},
        {"starts": "10 o'clock"},
        {"starts": ""},
        {"starts": "10:00, 10:30"},
        {"minutes": "5"},
        {"said_yes": None},
        {"joining_link": "meet.example/abc"},
        {"joining_link": "https://meet.example/a b"},
        {"last": "2027-03-11"},
        {"first": "2026-03-01", "last": "2026-03-05"},
    ],
)
def test_what_cannot_be_is_said_kindly(
    office: Any, college: Any, talks: Any, peer: Any, wrong: dict[str, Any]
) -> None:
    given = {k: v for k, v in (asked(college, peer) | wrong).items() if v is not None}
    page = look(office, talks, given)
    assert page.status_code == 422
    assert 'value="2026-03-11"' in page.text or "first" in wrong
    assert made(talks) == []


@pytest.mark.both
def test_as_many_as_can_be_in_few_statements(
    office: Any, college: Any, talks: Any, peer: Any
) -> None:
    every = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    last = {"first": "2026-03-12", "last": "2026-05-10", "weekdays": every, "starts": "9:00"}
    given = asked(college, peer, **last)
    page = look(office, talks, given)
    assert f"{MOST_TIMES} times would be made" in page.text
    assert make(office, talks, given, page).status_code == 303
    assert len(made(talks)) == MOST_TIMES
    assert office.get(f"/courses/{talks.slug}").status_code == 200


def test_it_is_only_for_this_kind_and_for_the_office(
    office: Any, college: Any, talks: Any, peer: Any, sign_in_as: Any
) -> None:
    course = college.course("Sleep well")
    assert office.get(url_of(course)).status_code == 404
    assert office.get("/staff/courses/999/times").status_code == 404
    assert sign_in_as(peer).get(url_of(talks)).status_code == 403


def test_a_time_has_one_place_and_one_date(office: Any, college: Any, talks: Any) -> None:
    page = office.get(f"/staff/classes/new?course={talks.id}").text
    assert (
        'value="1"'
        in page.split('id="capacity"')[1].split(">")[0]
        + page.split('id="capacity"')[0].rsplit("<input", 1)[1]
    )
    team = [(college.person(), "peer")]
    found = college.scheduled_class(talks, capacity=1, sessions=1, team=team, state="draft")
    address = f"/staff/classes/{found.id}"
    answer = office.post(f"{address}/capacity", data={"csrf_token": office.token(), "capacity": 4})
    assert answer.status_code == 422
    assert "Change the places" not in office.get(address).text
    assert "own yes that everyone may read" in office.get(address).text
    when = {"day": "2026-03-24", "starts": "10:00", "ends": "11:00", "how_many": "1"}
    assert office.submit(f"{address}/dates/add", **when).status_code == 422
    db.session.refresh(found)
    assert (found.capacity, len(found.sessions)) == (1, 1)
