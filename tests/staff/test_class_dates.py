"""The dates of a class, from the office."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from recoverycollege.database import db

pytestmark = pytest.mark.usefixtures("client")


@pytest.fixture
def office(college: Any, sign_in_as: Any) -> Any:
    return sign_in_as(college.office())


def starts(found: Any) -> list[datetime]:
    db.session.expire_all()
    return [session.starts_at for session in found.sessions]


def test_adds_a_row_of_weeks(office: Any, college: Any) -> None:
    found = college.scheduled_class(state="draft", sessions=0)
    answer = office.submit(
        f"/staff/classes/{found.id}/dates/add",
        day="2026-03-24",
        starts="10:30",
        ends="12:30",
        how_many="3",
        skipping="31/03/2026",
    )
    assert answer.status_code == 303
    assert starts(found) == [
        datetime(2026, 3, 24, 10, 30, tzinfo=UTC),
        datetime(2026, 4, 7, 9, 30, tzinfo=UTC),
        datetime(2026, 4, 14, 9, 30, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": ""},
        {"day": "tomorrow"},
        {"day": "9999-12-31"},
        {"starts": "25:00"},
        {"ends": "10:00"},
        {"how_many": "0"},
        {"how_many": "9223372036854775808"},
        {"skipping": "Easter"},
        {"day": "🙂" * 50},
    ],
)
def test_what_cannot_be_is_kept_on_the_form(
    office: Any, college: Any, wrong: dict[str, str]
) -> None:
    found = college.scheduled_class(state="draft", sessions=0)
    given = {"day": "24/03/2026", "starts": "10:30", "ends": "12:30", "how_many": "2"}
    answer = office.submit(f"/staff/classes/{found.id}/dates/add", given | wrong)
    assert answer.status_code == 422
    assert starts(found) == []
    for value in wrong.values():
        assert value in answer.text


def test_moves_a_date_and_tells_the_people(office: Any, college: Any) -> None:
    found = college.scheduled_class(sessions=1)
    college.enrol(found)
    url = f"/staff/classes/{found.id}/dates/{found.sessions[0].id}"
    answer = office.submit(url, day="2026-06-02", starts="14:00", ends="15:00")
    assert answer.status_code == 303
    assert starts(found) == [datetime(2026, 6, 2, 13, tzinfo=UTC)]
    assert "is told" in office.get(answer.location).text


def test_takes_a_date_out(office: Any, college: Any) -> None:
    found = college.scheduled_class(sessions=2)
    url = f"/staff/classes/{found.id}/dates/{found.sessions[0].id}/remove"
    assert office.submit(url).status_code == 303
    assert len(starts(found)) == 1
    last = f"/staff/classes/{found.id}/dates/{found.sessions[0].id}/remove"
    answer = office.submit(last)
    assert answer.status_code == 422
    assert len(starts(found)) == 1


def test_a_date_of_another_class_is_not_here(office: Any, college: Any) -> None:
    one, other = college.scheduled_class(), college.scheduled_class()
    url = f"/staff/classes/{one.id}/dates/{other.sessions[0].id}"
    assert office.get(url).status_code == 404
    assert office.press(f"{url}/remove").status_code == 404
