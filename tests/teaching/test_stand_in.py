"""Someone steps in, and the session is moved: they are asked again, and so they can answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from recoverycollege.classes.models import Absence, Substitute
from recoverycollege.database import db


@pytest.fixture
def moved(taught: Any, college: Any, time: Any) -> Any:
    """Kofi steps in for Dee next week. The session was moved since."""
    taught.kofi = college.person("Kofi Peer")
    college.co_teacher(taught.kofi, "peer")
    taught.session = taught.group.sessions[1]
    absence = Absence(
        session_id=taught.session.id, member_id=taught.group.team[0].id, said_at=time.now
    )
    absence.substitute = Substitute(
        person_id=taught.kofi.id, since=time.now, asked_again_at=time.now
    )
    db.session.add(absence)
    db.session.commit()
    taught.absence = absence
    return taught


def test_it_waits_for_them_until_they_answer(moved: Any, sign_in_as: Any) -> None:
    client = sign_in_as(moved.kofi)
    client.most_statements, client.most_statements_of_a_step = 12, 15
    asked = "It was moved: can you still step in? Food and mood"
    assert asked in client.get("/teaching").text
    page, url = f"/teaching/classes/{moved.group.id}", f"/teaching/substitutes/{moved.absence.id}"
    assert client.press(f"{url}/still", page=page).location == page
    assert asked not in client.get("/teaching").text
    assert "Can you still come?" not in client.get(page).text
    assert client.press(f"{url}/leave", page=page).location == "/teaching"
    assert client.press(f"{url}/still").status_code == 404


def test_the_team_sees_that_they_are_asked_again(moved: Any, sign_in_as: Any) -> None:
    page = sign_in_as(moved.dee).get(f"/teaching/classes/{moved.group.id}/team").text
    assert "Kofi Peer steps in for" in page
    assert "It was moved since: they are asked again." in page


def test_nobody_answers_for_another(moved: Any, sign_in_as: Any) -> None:
    url = f"/teaching/substitutes/{moved.absence.id}/still"
    assert sign_in_as(moved.ravi).press(url).status_code == 404
    assert db.session.get_one(Substitute, moved.absence.id).asked_again_at


@pytest.mark.parametrize("deed", ["still", "not_any_more"])
def test_the_office_notes_what_it_hears(
    moved: Any, college: Any, sign_in_as: Any, deed: str
) -> None:
    office = sign_in_as(college.office())
    office.most_statements_of_a_step = 15
    url = f"/staff/board/sessions/{moved.absence.id}/{deed}"
    assert office.press(url, page="/staff/board").location == "/staff/board"
    found = db.session.get(Substitute, moved.absence.id)
    assert (found is not None) == (deed == "still")
    assert found is None or found.asked_again_at is None
    assert office.press(url).status_code == 404


def test_the_question_lapses_as_it_begins(moved: Any, sign_in_as: Any, time: Any) -> None:
    time.set(moved.session.starts_at + timedelta(minutes=1))
    client = sign_in_as(moved.kofi)
    assert "It was moved" not in client.get("/teaching").text
    url = f"/teaching/substitutes/{moved.absence.id}/still"
    assert client.press(url).status_code == 409


def test_the_pages_are_open_until_the_day_after(moved: Any, sign_in_as: Any, time: Any) -> None:
    client = sign_in_as(moved.kofi)
    urls = [
        f"/teaching/classes/{moved.group.id}",
        f"/teaching/sessions/{moved.session.id}/register",
    ]
    for hours, status in ((23, 200), (25, 404)):
        time.set(moved.session.ends_at + timedelta(hours=hours))
        assert [client.get(url).status_code for url in urls] == [status, status]
