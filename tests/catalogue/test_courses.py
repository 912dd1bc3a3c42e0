"""The catalogue page: what is found, how it reads, and how much it may weigh and ask."""

import gzip
import re
from datetime import timedelta
from typing import Any

import pytest

from tests.college import at

MOST_STATEMENTS = 5
RAW, ZIPPED = 40_000, 7_000


def titles(response: Any) -> list[str]:
    return re.findall(r'<h3><a href="/courses/[^"]+">([^<]+)</a></h3>', response.text)


def test_courses_that_can_be_joined_come_first_then_by_title(client: Any, college: Any) -> None:
    names = ("Zebra walks", "Apple days", "Later", "Soon", "Begun")
    made = {name: college.course(name) for name in names}
    college.scheduled_class(made["Later"], starts_in=timedelta(days=20))
    college.scheduled_class(made["Soon"], starts_in=timedelta(days=3))
    college.scheduled_class(made["Begun"], starts_in=timedelta(days=-3))
    college.course("A hidden one", in_catalogue=False)
    page = client.get("/courses")
    assert titles(page) == ["Soon", "Later", "Apple days", "Begun", "Zebra walks"]
    assert "5 courses" in page.text
    assert len(client.statements) <= MOST_STATEMENTS


def test_a_card_says_when_where_with_whom_and_how_many_places(client: Any, college: Any) -> None:
    public = {"name_scope": "public", "perspective_scope": "public"}
    team = [
        (college.person("Amina Yusuf"), "peer", public | {"words": "lived experience"}),
        (college.person("Joan Hill"), "practitioner", public | {"words": "occupational therapist"}),
    ]
    one = college.scheduled_class(sessions=[at(6, 10, 30), at(13, 10, 30)], team=team, capacity=5)
    college.enrol(one, state="enrolled", places=2)
    college.enrol(one, state="offered")
    college.enrol(one, state="waiting")
    page = client.get("/courses").text
    assert "Tuesdays 10:30 to 12:30, from 17 March" in page
    assert "The Boathouse" in page
    led = "Led together by Amina (lived experience) and Joan (occupational therapist)"
    assert led in page
    assert "1 place left" in page


def test_a_full_class_invites_to_wait_and_another_with_places_leads(
    client: Any, college: Any
) -> None:
    course = college.course()
    college.fill(college.scheduled_class(course, capacity=1), waiting=2)
    assert "Full: join the waiting list" in client.get("/courses").text
    college.scheduled_class(course, capacity=4, starts_in=timedelta(days=30))
    page = client.get("/courses").text
    assert "4 places left" in page
    assert "1 more date" in page
    assert "No dates just now" not in page


def test_what_cannot_be_joined_says_so(client: Any, college: Any) -> None:
    college.scheduled_class(college.course(), starts_in=timedelta(days=-3))
    college.scheduled_class(college.course(), enrol_from=at(3, 12).date())
    college.scheduled_class(college.course(), enrol_until=at(-1, 12).date())
    college.scheduled_class(college.course("Draft"), state="draft")
    page = client.get("/courses").text
    for words in ("Already begun", "You can ask from 14 March", "Asking has closed"):
        assert words in page
    assert page.count("No dates just now") == 1
    assert "place left" not in page


def test_pages_of_twelve(client: Any, college: Any) -> None:
    for number in range(25):
        college.course(f"Course {number:02}")
    first, last = client.get("/courses"), client.get("/courses?page=3")
    assert titles(first) == [f"Course {number:02}" for number in range(12)]
    assert titles(last) == ["Course 24"]
    assert 'href="/courses?page=2" rel="next"' in first.text
    assert titles(client.get("/courses?page=9223372036854775808")) == ["Course 24"]


def test_the_page_is_small(client: Any, college: Any, sign_in_as: Any) -> None:
    for number in range(12):
        course = college.course(f"A course with a longer title {number}", summary="Words " * 30)
        for _ in range(3):
            college.scheduled_class(course)
    html = client.get("/courses").data
    assert len(html) <= RAW
    assert len(gzip.compress(html)) <= ZIPPED
    sign_in_as(college.person()).get("/courses?q=anxeity")
    assert len(client.statements) <= MOST_STATEMENTS


def test_a_mended_search_says_so_and_can_be_kept_as_typed(client: Any, college: Any) -> None:
    college.course("Understanding anxiety")
    page = client.get("/courses?q=anxeity")
    assert titles(page) == ["Understanding anxiety"]
    assert "Showing results for <strong>anxiety</strong>." in page.text
    assert 'href="/courses?q=anxeity&amp;exact=1"' in page.text
    exact = client.get("/courses?q=anxeity&exact=1")
    assert titles(exact) == []
    assert 'value="anxeity"' in exact.text


def test_nothing_found_offers_what_is_near(client: Any, college: Any) -> None:
    college.course("Food and mood", kind="workshop")
    college.course("Sleep well")
    page = client.get("/courses?q=sleep+mood&kind=workshop")
    assert "0 courses" in page.text
    assert "1 course without the words you typed" in page.text
    assert 'href="/courses?kind=workshop"' in page.text
    assert ">Sleep well</a>" in page.text
    assert len(client.statements) <= MOST_STATEMENTS


def test_an_empty_catalogue_says_what_will_be_here(client: Any, college: Any) -> None:
    assert "Our courses will be here soon" in client.get("/courses").text


HOSTILE = [
    "",
    "x" * 10_000,
    "a\x00b",
    "😀",
    "\u202eevil\u202c",
    "9223372036854775808",
    "<script>alert(1)</script>",
    "'; DROP TABLE course; --",
]
PARAMETERS = "q strand kind format setting for access day time venue language term places page"


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: value[:12] or "empty")
def test_any_parameter_bears_anything(client: Any, college: Any, value: str) -> None:
    college.course("Food and mood")
    for name in [*PARAMETERS.split(), "unknown", "exact"]:
        page = client.get("/courses", query_string={name: value})
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        if name != "q":
            assert titles(page) == ["Food and mood"], name
    assert client.get("/courses", query_string=dict.fromkeys(PARAMETERS.split(), value))
