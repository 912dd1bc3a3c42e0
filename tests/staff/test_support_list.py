"""The support directory, kept by the office; its help lines are copied beside the database."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.catalogue.models import SupportEntry
from recoverycollege.database import db
from recoverycollege.history import Entry

LINE = {"name": "Night line", "topic": "crisis", "phone": "01632 960 300", "help_now": "y"}


@pytest.fixture
def office(college: Any, sign_in_as: Any) -> Any:
    person = college.office()
    sign_in_as(person)
    return person


def copied(app: Any) -> list[str]:
    path = app.extensions["settings"].instance / "help-now.json"
    return [line["name"] for line in json.loads(path.read_text(encoding="utf-8"))]


def lines() -> list[SupportEntry]:
    db.session.expire_all()
    return list(db.session.scalars(select(SupportEntry).order_by(SupportEntry.position)))


def test_adding_changing_and_taking_off(app: Any, client: Any, office: Any) -> None:
    assert "The list is empty" in client.get("/staff/support-list").text
    assert client.submit("/staff/support-list/new", LINE).status_code == 303
    (entry,) = lines()
    assert entry.checked_on
    assert copied(app) == ["Night line"]
    url = f"/staff/support-list/{entry.id}"
    change = {"name": "Late line", "url": "https://late.example/a"}
    assert client.submit(url, change).status_code == 303
    assert copied(app) == ["Late line"]
    client.press(f"{url}/delete", page=f"{url}/delete")
    assert copied(app) == []
    actions = db.session.scalars(select(Entry.action)).all()
    assert actions == ["support.added", "support.changed", "support.removed"]


def test_order_and_checking(app: Any, client: Any, college: Any, office: Any) -> None:
    for position, name in enumerate(("One", "Two", "Three"), start=1):
        college.support_entry(name, position=position)
    two = lines()[1]
    client.press(f"/staff/support-list/{two.id}/up", page="/staff/support-list")
    assert copied(app) == ["Two", "One", "Three"]
    client.press(f"/staff/support-list/{two.id}/up")
    client.press(f"/staff/support-list/{two.id}/down", page="/staff/support-list")
    assert copied(app) == ["One", "Two", "Three"]
    client.press(f"/staff/support-list/{two.id}/checked", page="/staff/support-list")
    assert "Checked on 11 March 2026" in client.get("/staff/support-list").text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "Please type who it is"),
        ({"topic": " "}, "Please type a topic"),
        ({"name": "a" * 10_000}, "120 letters"),
        ({"url": "late.example"}, "Please begin the web address"),
        ({"checked_on": "1/1"}, "Write the date like this"),
    ],
)
def test_what_is_wrong_is_said_and_kept(
    client: Any, office: Any, change: dict[str, str], words: str
) -> None:
    answer = client.submit("/staff/support-list/new", LINE | {"words": "Kind"} | change)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Kind" in answer.text
    assert lines() == []
