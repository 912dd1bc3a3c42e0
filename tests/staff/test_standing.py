"""How the office sees where a place or a class stands: lots, turns that rest, begun, called off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from recoverycollege.database import db

RESTS = "They keep their old turn as soon as they say so."
WEEKS = timedelta(weeks=3)


@pytest.fixture
def office(college: Any, sign_in_as: Any) -> Any:
    college.charter()
    return sign_in_as(college.office())


def test_before_a_lot_nobody_has_a_turn(college: Any, office: Any, time: Any) -> None:
    until = time.now.date() + timedelta(days=3)
    group = college.scheduled_class(lot_until=until, starts_in=WEEKS)
    college.enrol(group, state="waiting")
    wish = college.enrol(group, college.person("Maria Silva"), state="waiting", channel="paper")
    wish.asked_at -= timedelta(hours=9)
    db.session.commit()
    pages = (
        f"/staff/places?class_id={group.id}",
        f"/staff/people/{wish.person_id}",
        f"/staff/places/{group.id}/line",
    )
    for url in pages:
        page = office.get(url).text
        assert "Wish noted; a lot decides" in page, url
        for never in ("in line", "Change their turn", "asked after this form", "On the waiting"):
            assert never not in page, (url, never)
    assert "A lot decides" in office.get(f"/staff/places/{wish.id}/priority").text
    person = college.person("Sam Field")
    form = f"/staff/places/new/known?class_id={group.id}&person_id={person.id}"
    said = office.get(office.submit(form).location).text
    assert "The wish of Sam Field is noted. A lot decides." in said


def test_a_turn_rests_in_plain_sight(college: Any, office: Any) -> None:
    group = college.scheduled_class(capacity=1)
    college.fill(group)
    place = college.enrol(group, college.person("Maria Silva"), state="lapsed")
    person = f"/staff/people/{place.person_id}"
    for url in (person, f"/staff/places?class_id={group.id}"):
        page = office.get(url).text
        assert RESTS in page
        assert "Back in line" in page
        assert "No place at the moment" not in page
        assert "No longer on this class" not in page
    office.press(f"/staff/places/{place.id}/rejoin", page=person)
    db.session.expire_all()
    assert place.state == "waiting"


@pytest.mark.parametrize("ended", [{"starts_in": -WEEKS}, {"state": "called_off"}])
def test_nobody_goes_back_in_line_for_a_class_that_is_no_more(
    college: Any, office: Any, ended: dict[str, Any]
) -> None:
    group = college.scheduled_class(**ended)
    place = college.enrol(group, state="lapsed")
    for url in (f"/staff/people/{place.person_id}", f"/staff/places?class_id={group.id}"):
        page = office.get(url).text
        assert "Back in line" not in page
        assert RESTS not in page


def test_a_turn_taken_again_does_not_rest_as_well(college: Any, office: Any) -> None:
    group, person = college.scheduled_class(), college.person("Maria Silva")
    college.enrol(group, person, state="lapsed")
    college.enrol(group, person)
    assert RESTS not in office.get(f"/staff/people/{person.id}").text


def test_a_class_called_off_says_so(college: Any, office: Any, client: Any) -> None:
    group = college.scheduled_class()
    college.enrol(group)
    office.submit(f"/staff/classes/{group.id}/call-off")
    page = office.get(f"/staff/places?class_id={group.id}").text
    assert "Called off." in page
    assert "Wednesday 18 March, 10:00 (called off)" in " ".join(page.split())
    for never in ("no date yet", "places left", "places taken", "Nobody has asked"):
        assert never not in page


def test_a_class_that_has_begun_is_named_before_anything_is_typed(
    college: Any, office: Any
) -> None:
    drop_in = college.course("Open door", kind="peer-group")
    group = college.scheduled_class(drop_in, starts_in=timedelta(days=-2))
    person = college.person("Maria Silva")
    listed = office.get("/staff/places").text
    assert "Already begun" in listed
    assert "places left" not in listed
    for url in (
        f"/staff/places/new?class_id={group.id}",
        f"/staff/places/new/known?class_id={group.id}&person_id={person.id}",
        f"/staff/people/new?class_id={group.id}",
    ):
        assert "No place can be saved here now." in office.get(url).text
