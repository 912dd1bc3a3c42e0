"""One-to-one peer support, as people choose a time: on its course, in the catalogue, in print."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest

MOST_STATEMENTS = 6
DAY = timedelta(days=1)
SHOWN = {"name_scope": "public", "perspective_scope": "public", "label_ok": True}


@pytest.fixture
def course(college: Any) -> Any:
    return college.course("A talk with a peer worker", kind="one-to-one")


@pytest.fixture
def peer(college: Any) -> Any:
    return college.person("Amina")


def a_time(college: Any, course: Any, peer: Any, starts_in: timedelta, **columns: Any) -> Any:
    team = [(peer, "peer", SHOWN)]
    how = {"capacity": 1, "sessions": 1, "team": team, "starts_in": starts_in} | columns
    return college.scheduled_class(course, **how)


def test_only_what_is_free_and_to_come_can_be_chosen(
    client: Any, college: Any, course: Any, peer: Any
) -> None:
    first, second = (a_time(college, course, peer, days * DAY) for days in (6, 9))
    taken = a_time(college, course, peer, 7 * DAY)
    college.enrol(taken)
    gone = a_time(college, course, peer, -DAY)
    draft = a_time(college, course, peer, 8 * DAY, state="draft")
    page = client.get("/courses/a-talk-with-a-peer-worker").text
    for words in (
        "Choose a time",
        "Tuesday 17 March",
        "10:00 to 12:00",
        "Amina (lived experience)<br>The Boathouse",
        f'href="/classes/{first.id}"',
        f'href="/classes/{second.id}"',
        "One-to-one peer support",
    ):
        assert words in page
    for other in (taken, gone, draft):
        assert f'href="/classes/{other.id}"' not in page
    assert f'href="/classes/{taken.id}/ask?any=1"' in page
    assert "See dates and save a place" not in page
    assert len(client.statements) <= MOST_STATEMENTS
    data = json.loads(re.search(r"ld\+json\">(.*?)</script>", page, re.S)[1])
    assert len(data["hasCourseInstance"]) == 2


def test_where_all_are_taken_one_can_wait(
    client: Any, college: Any, course: Any, peer: Any
) -> None:
    assert "No times just now" in client.get("/courses/a-talk-with-a-peer-worker").text
    taken = a_time(college, course, peer, 7 * DAY)
    college.enrol(taken)
    page = client.get("/courses/a-talk-with-a-peer-worker").text
    assert "Every time is taken just now" in page
    assert f'href="/classes/{taken.id}/ask?any=1"' in page
    assert "Choose a time</a>" not in page


def test_the_catalogue_finds_the_kind_and_says_free(
    client: Any, college: Any, course: Any, peer: Any
) -> None:
    college.scheduled_class(college.course("Sleep well"))
    for days in (6, 7, 8):
        a_time(college, course, peer, days * DAY)
    college.enrol(a_time(college, course, peer, 5 * DAY))
    page = client.get("/courses?kind=one-to-one").text
    assert "A talk with a peer worker" in page
    assert "Sleep well" not in page
    assert ">Free<" in page
    assert "2 more times" in page
    prospectus = client.get("/prospectus").text
    assert prospectus.count("Amina (lived experience)") == 1
    assert "2 more times" in prospectus


def test_times_do_not_crowd_out_the_classes(
    client: Any, college: Any, course: Any, peer: Any
) -> None:
    """On the front page, and in the college's calendar."""
    college.scheduled_class(college.course("Sleep well"), starts_in=20 * DAY)
    for days in range(2, 9):
        a_time(college, course, peer, days * DAY)
    home = client.get("/").text
    assert "Sleep well" in home
    assert "A talk with a peer worker" not in home
    calendar = client.get("/calendar.ics").text
    assert "Sleep well" in calendar
    assert "A talk with a peer worker" not in calendar


def test_the_page_of_a_time(client: Any, college: Any, course: Any, peer: Any) -> None:
    found = a_time(college, course, peer, 7 * DAY)
    page = client.get(f"/classes/{found.id}").text
    for words in ("Book this time", "This time is free.", "Peer-led", "conversation for two"):
        assert words in page
    assert "Save my place" not in page
    assert "1 place left" not in page
    college.enrol(found)
    page = client.get(f"/classes/{found.id}").text
    for words in ("This time is taken just now.", "Wait for this time", f"/{found.id}/ask?any=1"):
        assert words in page


def test_whoever_no_longer_shows_it_is_not_named(
    client: Any, college: Any, course: Any, peer: Any
) -> None:
    for hidden in ({"perspective_scope": "class"}, {"label_ok": False}):
        team = [(peer, "peer", SHOWN | hidden)]
        found = a_time(college, course, peer, 7 * DAY, team=team)
        page = client.get(f"/classes/{found.id}").text
        assert "Amina" not in page
        assert "One of our team" in page
        assert "Peer-led" not in page
