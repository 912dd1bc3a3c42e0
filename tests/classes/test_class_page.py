"""The page of one class, as everyone sees it."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest

from recoverycollege.database import db

SHOWN = {"name_scope": "public", "perspective_scope": "public"}


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def test_it_tells_what_one_needs_to_decide(client, college):
    venue = college.venue(quiet_space="The reading nook.", seating="Chairs with arms.")
    course = college.course("A good night's sleep", content_note="We speak about bad dreams.")
    group = college.scheduled_class(course, venue_id=venue.id, capacity=2)
    page = client.get(f"/classes/{group.id}")
    words = text_of(page)
    for part in (
        "A good night&#39;s sleep",
        "Wednesday 18 March, 10:00 to 12:00",
        "Wednesday 1 April, 10:00 to 12:00",
        "The Boathouse, Room 2",
        "A ramp leads to a wide door.",
        "The reading nook.",
        "Chairs with arms.",
        "Step-free all the way",
        "2 places left",
        "Save my place",
        "We speak about bad dreams.",
        "Led by our team",
    ):
        assert part in words
    assert len(client.statements) <= 6


def test_a_full_class_is_an_invitation_to_wait(client, college):
    group = college.scheduled_class(capacity=1)
    college.fill(group)
    assert "You would be first in line" in client.get(f"/classes/{group.id}").text
    college.enrol(group, state="waiting")
    college.enrol(group, state="waiting")
    words = text_of(client.get(f"/classes/{group.id}"))
    assert "Full. 2 people are waiting; places often come free." in words
    assert "Join the waiting list" in words


def test_a_free_place_that_is_meant_for_the_line_is_not_promised(client, college):
    group = college.scheduled_class(capacity=1)
    college.enrol(group, state="waiting")
    assert "1 person is waiting" in client.get(f"/classes/{group.id}").text


def test_signed_in_it_is_one_press(client, college, sign_in_as):
    group = college.scheduled_class()
    client = sign_in_as(college.person())
    page = client.get(f"/classes/{group.id}").text
    assert re.search(rf'<form[^>]+method="post"[^>]+action="/classes/{group.id}/ask"', page)
    assert len(client.statements) <= 7


def test_my_own_place_is_a_link(client, college, sign_in_as):
    group, person = college.scheduled_class(), college.person()
    place = college.enrol(group, person)
    words = sign_in_as(person).get(f"/classes/{group.id}").text
    assert f'href="/places/{place.id}"' in words
    assert "Save my place" not in words


@pytest.mark.parametrize("state", ["draft", "none"])
def test_a_draft_is_as_good_as_absent(client, college, state):
    group = college.scheduled_class(state="draft")
    class_id = group.id if state == "draft" else 2**31 - 1
    assert client.get(f"/classes/{class_id}").status_code == 404
    assert client.get(f"/classes/{class_id}/calendar.ics").status_code == 404


def test_called_off_says_so_kindly(client, college):
    group = college.scheduled_class(state="called_off")
    words = text_of(client.get(f"/classes/{group.id}"))
    assert "We had to call this class off. We are sorry." in words
    assert "See other dates" in words
    assert "Save my place" not in words


def test_a_class_that_has_been(client, college):
    group = college.scheduled_class(starts_in=timedelta(days=-40))
    words = text_of(client.get(f"/classes/{group.id}"))
    assert "This class is over." in words
    assert "Save my place" not in words


def test_a_class_that_has_begun(client, college):
    group = college.scheduled_class(starts_in=timedelta(days=-2))
    words = text_of(client.get(f"/classes/{group.id}"))
    assert "already started" in words
    assert "Save my place" not in words


def test_the_joining_link_is_never_public(client, college):
    group = college.scheduled_class(format="online", joining_link="https://meet.example/secret")
    for path in ("", "/calendar.ics", "/calendar.ics?titles=1"):
        assert "secret" not in client.get(f"/classes/{group.id}{path}").text
    assert "secret" not in client.get("/calendar.ics").text
    assert "Camera off is fine" in client.get(f"/classes/{group.id}").text


def test_the_team_as_each_chose(client, college):
    peer, nurse = college.person("Amina Y"), college.person("Joan S")
    team = [
        (peer, "peer", SHOWN | {"words": "lived experience of anxiety"}),
        (nurse, "practitioner", SHOWN | {"words": "occupational therapist"}),
    ]
    group = college.scheduled_class(team=team)
    words = text_of(client.get(f"/classes/{group.id}"))
    assert (
        "Led together by Amina (lived experience of anxiety) and Joan (occupational therapist)"
        in words
    )
    assert "Co-led" in words
    group.team[1].perspective_scope = "class"
    db.session.commit()
    page = client.get(f"/classes/{group.id}").text
    assert "Led together by Amina and Joan<" in page
    assert "lived experience of anxiety" not in page
    assert "Co-led" not in page


def test_linked_data_is_true_and_cannot_be_broken_out_of(client, college):
    group = college.scheduled_class(college.course("</script><b>Sleep & rest"))
    page = client.get(f"/classes/{group.id}").text
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    data = json.loads(block[1])
    assert data["@type"] == "CourseInstance"
    assert data["name"] == "</script><b>Sleep & rest"
    assert data["startDate"] == "2026-03-18T10:00:00+00:00"
    assert data["location"]["name"] == "The Boathouse"


def test_before_a_lot_nobody_need_hurry(college, client, time):
    group = college.scheduled_class(starts_in=timedelta(weeks=4))
    group.lot_until = (time.now + timedelta(days=3)).date()
    db.session.commit()
    page = client.get(f"/classes/{group.id}").text
    assert "a lot decides the order, so there is no hurry" in page
    assert "Note my wish" in page and "Save my place" not in page


def test_a_class_called_off_has_no_dates_to_put_in_a_calendar(client, college):
    group = college.scheduled_class(state="called_off")
    for session in group.sessions:
        session.called_off = True
    db.session.commit()
    page = client.get(f"/classes/{group.id}").text
    assert "3 times, first Wednesday 18 March, 10:00 to 12:00 (called off)" in page
    for never in ("will stand here soon", "in your calendar"):
        assert never not in page


def test_what_would_help_is_told_on_their_own_page(client, college, sign_in_as):
    url = f"/classes/{college.scheduled_class().id}"
    assert '<a href="/contact">Tell us</a>' in client.get(url).text
    sign_in_as(college.person())
    assert '<a href="/account/needs">Tell us</a>' in client.get(url).text
