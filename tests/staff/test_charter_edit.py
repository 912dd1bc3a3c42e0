"""A new version of the charter: looked at first, then published."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import Charter
from recoverycollege.database import db

NEW = {
    "title": "Our charter",
    "words": "## Promises\n\n- Be **kind**",
    "in_force_from": "2026-04-01",
}


@pytest.fixture
def manager(college: Any, sign_in_as: Any) -> Any:
    college.charter()
    person = college.manager()
    sign_in_as(person)
    return person


def versions() -> list[int]:
    return list(db.session.scalars(select(Charter.version).order_by(Charter.version)))


def test_it_is_looked_at_first(client: Any, manager: Any) -> None:
    answer = client.submit("/staff/charter", NEW)
    assert answer.status_code == 200
    assert "<strong>kind</strong>" in answer.text
    assert "not published yet" in answer.text
    assert versions() == [1]


def test_publishing_makes_the_next_version(client: Any, manager: Any) -> None:
    answer = client.submit("/staff/charter", NEW | {"deed": "publish"})
    assert answer.status_code == 303
    assert "1 April 2026" in client.get(answer.location).text
    assert versions() == [1, 2]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": ""}, "Please give it a title"),
        ({"words": " "}, "Please write the charter"),
        ({"words": "a" * 20_001}, "20000 letters"),
        ({"in_force_from": ""}, "Please choose the day"),
        ({"in_force_from": "soon"}, "Write the date like this"),
        ({"in_force_from": "2026-03-01"}, "begins today or later"),
    ],
)
def test_what_is_missing_is_said(
    client: Any, manager: Any, change: dict[str, str], words: str
) -> None:
    answer = client.submit("/staff/charter", NEW | {"deed": "publish"} | change)
    assert answer.status_code == 422
    assert words in answer.text
    assert versions() == [1]
