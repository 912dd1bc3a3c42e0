"""The history: in words, with names, narrowed by what, whom and when."""

from __future__ import annotations

from typing import Any

from recoverycollege.database import db
from recoverycollege.history import record


def test_history_in_words(college: Any, client: Any, sign_in_as: Any) -> None:
    office, person = college.office(), college.person("Maria Silva")
    record("place.asked", "enrolment", 1, actor_id=office.id, person_id=person.id)
    record("support.checked", "support_entry", 3, actor_id=office.id)
    record("new_room.something_new", "thing", 5)
    db.session.commit()
    sign_in_as(office)
    page = client.get("/staff/history").text
    for words in ("Asked for a place", "Maria Silva", "Olive Desk", "the website"):
        assert words in page
    assert "New room: something new" in page
    only = client.submit("/staff/history", topic="place", name="maria").text
    assert "Asked for a place" in only
    assert "line checked" not in only
    assert "Nothing found" in client.get("/staff/history?until=2026-03-10").text
    assert (
        "Asked for a place" in client.get("/staff/history?since=2026-03-11&until=2026-03-11").text
    )


def test_history_in_pages(college: Any, client: Any, sign_in_as: Any) -> None:
    office = college.office()
    for number in range(45):
        record("venue.changed", "venue", number + 1000, actor_id=office.id)
    db.session.commit()
    sign_in_as(office)
    assert "number 1044" in client.get("/staff/history").text
    second = client.get("/staff/history?page=2").text
    assert "number 1000" in second
    assert "number 1044" not in second


def test_a_name_is_for_no_address(college: Any, client: Any, sign_in_as: Any) -> None:
    office, person = college.office(), college.person("Maria Silva")
    for number in range(45):
        record("place.asked", "enrolment", number, actor_id=office.id, person_id=person.id)
    db.session.commit()
    sign_in_as(office)
    first = client.submit("/staff/history", name="maria")
    assert "name=" not in "".join(part for part in first.text.split('"') if "?" in part)
    assert ("Older" in first.text, "Newer" in first.text) == (True, False)
    second = client.post(
        "/staff/history", data={"csrf_token": client.token(), "name": "maria", "page": 2}
    )
    assert ("Older" in second.text, "Newer" in second.text) == (False, True)
    assert "Nothing found" in client.submit("/staff/history", name="nobody").text
    assert "Maria" in client.get("/staff/history?name=nobody").text  # an old bookmark
