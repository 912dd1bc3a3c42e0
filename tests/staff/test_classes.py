"""Classes in the office: the list, planning, places, calling off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db

pytestmark = pytest.mark.usefixtures("client")


@pytest.fixture
def office(college: Any, sign_in_as: Any) -> Any:
    return sign_in_as(college.office())


def test_the_list_shows_places_and_gaps(office: Any, college: Any) -> None:
    full = college.scheduled_class(college.course("Sleep well"), capacity=2)
    college.fill(full, waiting=1)
    college.scheduled_class(college.course("Food and mood"), state="draft", team=[])
    page = office.get("/staff/classes").text
    assert "2 of 2 taken, 1 wished for" in page
    assert "needs a co-teacher" in page
    assert "Sleep well" not in office.get("/staff/classes?state=needs").text
    assert "Food and mood" not in office.get("/staff/classes?q=sleep").text
    assert "Sleep well" in office.get("/staff/classes?q=SLÉEP").text


def test_the_list_by_term_and_over(office: Any, college: Any) -> None:
    term = college.term("Spring")
    college.scheduled_class(college.course("In spring"), term_id=term.id)
    college.scheduled_class(college.course("Long ago"), starts_in=timedelta(days=-90))
    assert "Long ago" not in office.get("/staff/classes").text
    assert "Long ago" in office.get("/staff/classes?state=over").text
    page = office.get(f"/staff/classes?term={term.id}").text
    assert "In spring" in page


@pytest.mark.parametrize(
    "query", ["page=0", "page=9999", "page=x", "term=9223372036854775808", "state=<b>", "q=%00%F0"]
)
def test_a_strange_address_is_no_trouble(office: Any, college: Any, query: str) -> None:
    college.scheduled_class()
    assert office.get(f"/staff/classes?{query}").status_code == 200


def test_plans_a_class(office: Any, college: Any) -> None:
    course, venue = college.course(), college.venue()
    page = office.get(f"/staff/classes/new?course={course.id}").text
    assert f'<option selected value="{course.id}"' in page
    answer = office.submit(
        f"/staff/classes/new?course={course.id}",
        venue_id=str(venue.id),
        capacity="8",
        enrol_until="20/06/2026",
        room="Attic",
    )
    assert answer.status_code == 303
    row = db.session.scalars(select(ScheduledClass)).one()
    assert (row.state, row.capacity, row.room) == ("draft", 8, "Attic")
    assert str(row.enrol_until) == "2026-06-20"
    assert office.get(answer.location).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"venue_id": ""},
        {"course_id": ""},
        {"course_id": None},
        {"venue_id": "999999"},
        {"venue_id": "9223372036854775808"},
        {"format": "by post"},
        {"capacity": "0"},
        {"capacity": "many"},
        {"room": "x" * 10_000},
        {"room": "‮" + "🙂" * 101},
        {"note": "<script>" * 1000},
        {"joining_link": "www.example.org/room"},
        {"enrol_from": "2026-05-05", "enrol_until": "2026-05-04"},
    ],
)
def test_a_plan_with_mistakes_comes_back(office: Any, college: Any, wrong: dict[str, str]) -> None:
    college.course()
    venue = college.venue()
    given = {"venue_id": str(venue.id), "course_id": "1", "capacity": "8"}
    answer = office.submit("/staff/classes/new", given | wrong)
    assert answer.status_code == 422
    assert "Someone else" not in answer.text
    assert db.session.scalar(select(ScheduledClass)) is None


def test_changes_the_details_but_never_the_places(office: Any, college: Any) -> None:
    found = college.scheduled_class(capacity=12)
    url = f"/staff/classes/{found.id}/edit"
    answer = office.submit(url, room="Attic", capacity="99", course_id="7")
    assert answer.status_code == 303
    db.session.expire_all()
    assert (found.room, found.capacity, found.version) == ("Attic", 12, 1)


def test_more_places_reach_those_in_line(office: Any, college: Any) -> None:
    found = college.scheduled_class(capacity=1)
    waiting = college.fill(found, waiting=1)[1]
    page = f"/staff/classes/{found.id}"
    assert office.submit(f"{page}/capacity", page=page, capacity="2").status_code == 303
    db.session.expire_all()
    assert (found.capacity, waiting.state) == (2, "offered")


def test_fewer_places_take_nobodys_away(office: Any, college: Any) -> None:
    found = college.scheduled_class(capacity=2)
    places = college.fill(found)
    page = f"/staff/classes/{found.id}"
    assert office.submit(f"{page}/capacity", page=page, capacity="1").status_code == 303
    db.session.expire_all()
    assert [place.state for place in places] == ["enrolled", "enrolled"]


@pytest.mark.parametrize("typed", ["", "-1", "501", "9223372036854775808", "<script>", "１２x"])
def test_strange_numbers_of_places_come_back(office: Any, college: Any, typed: str) -> None:
    found = college.scheduled_class(capacity=3)
    page = f"/staff/classes/{found.id}"
    assert office.submit(f"{page}/capacity", page=page, capacity=typed).status_code == 422
    db.session.expire_all()
    assert found.capacity == 3


def test_calling_off_is_asked_twice_and_tells_everyone(office: Any, college: Any) -> None:
    found = college.scheduled_class()
    place = college.enrol(found)
    url = f"/staff/classes/{found.id}/call-off"
    assert "cannot be turned back" in office.get(url).text
    answer = office.submit(url)
    assert answer.status_code == 303
    assert "telling 1 person" in office.get(answer.location).text
    db.session.expire_all()
    assert (found.state, place.state) == ("called_off", "withdrawn")
    assert "called off already" in office.get(url).text


def test_calling_off_counts_people_not_places(office: Any, college: Any) -> None:
    found, sam = college.scheduled_class(), college.person("Sam Field")
    college.enrol(found, places=2)
    college.enrol(found, sam, state="waiting")
    college.enrol(found, sam, state="waiting", companion=True)
    url = f"/staff/classes/{found.id}/call-off"
    assert "With a place, or offered one: 1. In line: 2." in office.get(url).text
    assert "telling 2 people" in office.get(office.submit(url).location).text


def test_a_class_that_is_not_here(office: Any) -> None:
    for path in ("", "/edit", "/call-off", "/dates/add", "/team/add", "/team/1", "/dates/1"):
        assert office.get(f"/staff/classes/404{path}").status_code == 404
    for path in ("/open", "/capacity"):
        assert office.press(f"/staff/classes/404{path}").status_code == 404


def test_a_page_left_open_too_long(office: Any, college: Any) -> None:
    found = college.scheduled_class(capacity=3)
    url = f"/staff/classes/{found.id}/capacity"
    answer = office.post(url, data={"csrf_token": "old", "capacity": "9"})
    assert answer.status_code == 422
    assert "open for a long time" in answer.text
    db.session.expire_all()
    assert found.capacity == 3
