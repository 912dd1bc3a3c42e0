"""Two classes in one room at once: the office is told, and may go on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from recoverycollege.database import db

SAME = {"day": "2026-03-18", "starts": "11:00", "ends": "13:00"}


@pytest.fixture
def office(college: Any, sign_in_as: Any) -> Any:
    return sign_in_as(college.office())


@pytest.fixture
def there(college: Any) -> Any:
    """Meets on Wednesday 18 March, 10 to 12, in Room 2."""
    return college.scheduled_class(college.course("Walk and talk"), sessions=1)


def dates_of(found: Any) -> int:
    db.session.expire_all()
    return len(found.sessions)


def test_a_new_date_in_a_taken_room(office: Any, college: Any, there: Any) -> None:
    found = college.scheduled_class(state="draft", sessions=0)
    url = f"/staff/classes/{found.id}/dates/add"
    answer = office.submit(url, SAME | {"how_many": "2"})
    assert answer.status_code == 422
    assert "Another class is in that room then" in answer.text
    assert f'href="/staff/classes/{there.id}"' in answer.text
    assert dates_of(found) == 0
    assert office.submit(url, SAME | {"how_many": "2", "share_room": "y"}).status_code == 303
    assert dates_of(found) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"room": "Room 3"},
        {"format": "online"},
        {"state": "called_off"},
        {"starts_in": timedelta(days=7, hours=2)},  # begins as the other ends
    ],
)
def test_where_nothing_is_in_the_way(office: Any, college: Any, other: dict[str, Any]) -> None:
    college.scheduled_class(sessions=1, **other)
    found = college.scheduled_class(state="draft", sessions=0)
    url = f"/staff/classes/{found.id}/dates/add"
    when = SAME | {"starts": "10:00", "ends": "12:00", "how_many": "1"}
    assert office.submit(url, when).status_code == 303


def test_moving_a_date_there(office: Any, college: Any, there: Any) -> None:
    found = college.scheduled_class(sessions=1, starts_in=timedelta(days=8))
    url = f"/staff/classes/{found.id}/dates/{found.sessions[0].id}"
    assert office.submit(url, SAME).status_code == 422
    assert office.submit(url, SAME | {"share_room": "y"}).status_code == 303


def test_moving_the_class_there(office: Any, college: Any, there: Any) -> None:
    found = college.scheduled_class(room="Room 9", sessions=1)
    url = f"/staff/classes/{found.id}/edit"
    answer = office.submit(url, room=" room 2 ")
    assert answer.status_code == 422
    assert "Walk and talk" in answer.text
    assert office.submit(url, note="Bring a cup.").status_code == 303
    assert office.submit(url, room="Room 2", share_room="y").status_code == 303
    db.session.expire_all()
    assert found.room == "Room 2"
