"""The outbox: what is stuck, sending again, and dropping."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.history import Entry
from recoverycollege.letters import post
from recoverycollege.letters.outbox import Letter


@pytest.fixture
def letter(college: Any, sign_in_as: Any) -> Letter:
    """A letter that is true, and stuck."""
    place = college.enrol(college.scheduled_class(), college.person("Maria Silva"))
    found = post("place_saved", place.person_id, enrolment_id=place.id)
    found.state, found.tries, found.problem = "parked", 20, "refused by the mail server (550)"
    db.session.commit()
    sign_in_as(college.office())
    return found


def test_what_is_stuck_is_shown_with_the_reason(client: Any, letter: Letter) -> None:
    page = client.get("/staff/letters?state=parked").text
    assert "Maria Silva" in page
    assert "refused by the mail server (550)" in page
    assert "Maria Silva" in client.get("/staff/letters?q=maria").text
    assert "Maria Silva" not in client.get("/staff/letters?q=nobody").text
    assert "No letter here" in client.get("/staff/letters?state=sent").text


def test_a_stuck_letter_is_sent_once_more(client: Any, letter: Letter) -> None:
    page = f"/staff/letters/{letter.id}"
    client.press(f"{page}/resend", page=page)
    db.session.refresh(letter)
    assert (letter.state, letter.tries, letter.problem) == ("waiting", 0, "")
    assert len(client.letters("maria-silva@mail.example")) == 1
    answer = client.press(f"{page}/resend", page=page)
    assert not answer.location.endswith(page)
    assert len(client.letters("maria-silva@mail.example")) == 2
    actions = db.session.scalars(select(Entry.action).where(Entry.about_kind == "letter")).all()
    assert actions == ["letter.sent_again", "letter.sent_again"]


def test_a_letter_is_taken_out_of_the_queue(client: Any, letter: Letter) -> None:
    page = f"/staff/letters/{letter.id}"
    client.press(f"{page}/drop", page=page)
    db.session.refresh(letter)
    assert letter.state == "dropped"
    assert client.letters() == []
    letter.state = "sent"
    db.session.commit()
    assert client.press(f"{page}/drop").status_code == 409


def test_a_code_is_never_shown_and_never_sent_again(
    client: Any, college: Any, letter: Letter
) -> None:
    letter.kind, letter.state, letter.body = "sign_in_code", "sent", "Your code is […]."
    db.session.commit()
    page = client.get(f"/staff/letters/{letter.id}").text
    assert "[…]" in page
    assert "Send it again" not in page
    assert client.press(f"/staff/letters/{letter.id}/resend").status_code == 409


def test_what_was_given_up_is_sent_again_together(client: Any, letter: Letter) -> None:
    page = client.get("/staff/letters?state=parked").text
    assert "1 letter was tried for two days and then given up." in page
    assert "tried for two days" not in client.get("/staff/letters").text
    answer = client.press("/staff/letters/resend", page="/staff/letters?state=parked")
    assert answer.status_code == 303
    assert "1 letter is on its way again." in client.get("/staff/letters").text
    assert len(client.letters("maria-silva@mail.example")) == 1
