"""When I can teach: my own words and ticks; the sides are noted with the office."""

from __future__ import annotations

from typing import Any

import pytest

from recoverycollege import personal
from recoverycollege.classes.models import CoTeacher, ScheduledClass
from recoverycollege.database import db


@pytest.fixture
def kofi(college: Any) -> Any:
    person = college.person("Kofi Peer")
    college.co_teacher(person, "peer", "relative")
    return person


def row(person: Any) -> CoTeacher:
    db.session.expire_all()
    return db.session.get_one(CoTeacher, person.id)


def test_says_when(college: Any, kofi: Any, sign_in_as: Any) -> None:
    quay = college.venue("The Quay")
    client = sign_in_as(kofi)
    page = client.get("/teaching/me").text
    assert "Peer, Relative" in page
    given = {"days": ["mon", "fri", "someday"], "parts": ["evening"], "venue_ids": [str(quay.id)]}
    answer = client.submit("/teaching/me", given | {"words": "From Easter", "wants_letters": "y"})
    assert answer.status_code == 303
    found = row(kofi)
    assert (found.days, found.parts, found.venue_ids) == (["mon", "fri"], ["evening"], [quay.id])
    assert (found.words, found.wants_letters) == ("From Easter", True)
    client.submit("/teaching/me", days=None, parts=None, venue_ids=None, wants_letters=None)
    assert (row(kofi).days, row(kofi).wants_letters) == ([], False)


def test_nobody_notes_their_own_side(kofi: Any, sign_in_as: Any) -> None:
    sign_in_as(kofi).submit("/teaching/me", practitioner="y", words="I am a doctor")
    assert row(kofi).perspectives == ["peer", "relative"]


def test_too_many_words_are_kept_and_said(kofi: Any, sign_in_as: Any) -> None:
    answer = sign_in_as(kofi).submit("/teaching/me", words="x" * 1001)
    assert answer.status_code == 422
    assert "x" * 1001 in answer.text


def test_whoever_is_in_a_team_only_has_the_page_too(taught: Any, sign_in_as: Any) -> None:
    client = sign_in_as(taught.dee)
    assert "not noted yet" in client.get("/teaching/me").text
    assert client.submit("/teaching/me", words="Any time").status_code == 303
    assert row(taught.dee).words == "Any time"


def test_export_and_erase(app: Any, college: Any, kofi: Any) -> None:
    registry = personal.registered(app)
    assert personal.export(registry, db.session, kofi.id)["co_teacher"][0]["peer"] is True
    personal.erase(registry, db.session, kofi.id)
    db.session.commit()
    assert db.session.get(CoTeacher, kofi.id) is None


@pytest.mark.both
def test_teaches_no_more(college: Any, kofi: Any, sign_in_as: Any, app: Any) -> None:
    """Not while a class of theirs goes on; then what they told us is gone."""
    group = college.scheduled_class(team=[(kofi, "peer")])
    client = sign_in_as(kofi)
    assert client.press("/teaching/me/no-more", page="/teaching/me").status_code == 409
    assert row(kofi)
    office = sign_in_as(college.office(), app.test_client())
    page = f"/staff/co-teachers/{kofi.id}"
    assert office.press(f"{page}/no-more", page=page).status_code == 409
    db.session.get_one(ScheduledClass, group.id).state = "called_off"
    db.session.commit()
    assert client.press("/teaching/me/no-more", page="/teaching/me").status_code == 303
    db.session.expire_all()
    assert db.session.get(CoTeacher, kofi.id) is None
