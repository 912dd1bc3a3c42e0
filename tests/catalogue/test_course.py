"""A course's own page."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest

MOST_STATEMENTS = 7


def linked_data(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    assert found
    return json.loads(found[1])


def test_the_page_tells_what_to_expect_and_when(client: Any, college: Any, sign_in_as: Any) -> None:
    course = college.course(
        "Food and mood",
        who_for="Anyone who eats.",
        for_whom="relatives",
        content_note="We talk about *weight*.",
        outcomes=["cook one soup"],
    )
    one = college.scheduled_class(course, capacity=2)
    full = college.scheduled_class(course, capacity=1, starts_in=timedelta(days=9))
    college.fill(full, waiting=2)
    college.scheduled_class(course, starts_in=timedelta(days=-3))
    sign_in_as(college.person())
    page = client.get("/courses/food-and-mood").text
    for words in (
        "Talking in a small group.",
        "Anyone who eats.",
        "Made for: Relatives and friends.",
        "Anyone is welcome, whatever brings you here.",
        "You may come to feel able to …",
        "cook one soup",
        "<em>weight</em>",
        "2 places left",
        "You would be third in line. Places often come free.",
        "Already begun",
        f'href="/classes/{one.id}"',
        f'href="/classes/{one.id}/ask">Save my place',
        f'href="/classes/{full.id}/ask">Join the waiting list',
    ):
        assert words in page
    assert page.count('/ask"') == 2
    assert len(client.statements) <= MOST_STATEMENTS


def test_a_course_without_dates_says_whom_to_ask(client: Any, college: Any) -> None:
    college.course("Food and mood")
    page = client.get("/courses/food-and-mood").text
    assert "No dates just now" in page
    assert "See dates and save a place" not in page


def test_what_is_not_in_the_catalogue_is_not_there(client: Any, college: Any) -> None:
    college.course("Draft", in_catalogue=False)
    for slug in ("none", "x" * 5_000, "%00", "<script>", "😀", "draft"):
        assert client.get(f"/courses/{slug}").status_code == 404, slug


def test_linked_data_names_the_course_and_its_dates(client: Any, college: Any) -> None:
    course = college.course("Food </script><script>alert(1)</script>", slug="food")
    one = college.scheduled_class(course, sessions=2)
    page = client.get("/courses/food").text
    assert "<script>alert" not in page
    data = linked_data(page)
    assert data["@type"] == "Course"
    assert data["name"] == course.title
    assert data["teaches"] == ["name one thing that helps me"]
    (instance,) = data["hasCourseInstance"]
    assert instance["url"].endswith(f"/classes/{one.id}")
    assert instance["startDate"] == "2026-03-18T10:00:00+00:00"
    assert instance["endDate"] == "2026-03-25T12:00:00+00:00"
    assert instance["location"]["name"] == "The Boathouse"


def test_an_online_class_has_no_place_in_linked_data(client: Any, college: Any) -> None:
    course = college.course("Food and mood")
    college.scheduled_class(course, format="online", joining_link="https://meet.example/secret")
    page = client.get("/courses/food-and-mood").text
    (instance,) = linked_data(page)["hasCourseInstance"]
    assert instance["location"]["@type"] == "VirtualLocation"
    assert "meet.example" not in page


@pytest.mark.both
def test_neighbours_are_of_the_strand_or_share_words(client: Any, college: Any) -> None:
    mine, other = college.strand("Rebuilding life"), college.strand("For relatives")
    for title in ("Sleeping well", "Sleeping badly", "Working", "Walking"):
        college.course(title, strand=mine)
    college.course("Sleeping beside someone", strand=other)
    college.course("Far away", strand=other)
    page = client.get("/courses/sleeping-well").text
    similar = page.split("You may also like")[1].split("<nav")[0]
    names = re.findall(r">([^<]+)</a></h3>", similar)
    assert names[0] == "Sleeping badly"
    assert "Far away" not in names
    assert "Previous course: Sleeping badly" in page
    assert "Next course: Walking" in page
    assert 'href="/courses?strand=rebuilding-life"' in page


def test_before_a_lot_nobody_is_told_a_number(client: Any, college: Any, time: Any) -> None:
    """Also when more wish than there is room for: the lot decides, not who is first."""
    course = college.course("Food and mood")
    group = college.scheduled_class(course, capacity=1, lot_until=time.now.date())
    for _ in range(2):
        college.enrol(group, state="waiting")
    page = client.get("/courses/food-and-mood").text
    assert "By lot: tell us by 11 March" in page
    assert "Note my wish" in page
    assert "a lot decides the order, so there is no hurry" in page
    assert "in line" not in page
    group.capacity = 9
    assert "Note my wish" in client.get("/courses/food-and-mood").text
    assert "/courses/food-and-mood" not in client.get("/courses?places=1").text
    asked = client.get(f"/classes/{group.id}/ask").text
    assert "Note your wish for Food and mood" in asked
    assert "waiting list" not in asked
