"""An invitation: a letter with a link, a page after signing in, one press."""

from __future__ import annotations

from typing import Any

import pytest

from recoverycollege.classes.models import Joining
from recoverycollege.classes.services import joining
from recoverycollege.database import begin_write, db
from tests.college import ZONE


@pytest.fixture
def invited(college: Any, time: Any) -> Joining:
    course = college.course("Food and mood")
    found = college.scheduled_class(
        course, state="draft", team=[(college.person("Joan Nurse"), "practitioner")]
    )
    kofi, office = college.person("Kofi Peer"), college.office()
    db.session.rollback()
    begin_write()
    how = {"now": time.now, "by_id": office.id, "zone": ZONE, "words": "We thought of you."}
    row = joining.invite(found.id, kofi.id, perspective="peer", **how)
    db.session.commit()
    return row


def answer_of(row: Joining) -> str:
    db.session.expire_all()
    return row.answer


def test_the_letter_leads_to_the_page(client: Any, invited: Any, sign_in_as: Any) -> None:
    [letter] = client.letters("kofi")
    assert letter.subject == "A message from Riverside"
    assert "Food and mood" in letter.body
    for told in ("peer", "We thought of you", "practitioner"):
        assert told not in letter.body.replace("kofi-peer", "").replace("Kofi Peer", "")
    url = letter.link
    assert url == f"/teaching/invitations/{invited.id}"
    assert client.get(url).status_code == 303
    client = sign_in_as(invited.person)
    assert url in client.get("/teaching").text
    page = client.get(url).text
    for part in ("Food and mood", "as: Peer", "We thought of you.", "A no needs no reason"):
        assert part in page


def test_yes_leads_into_the_team(client: Any, invited: Any, sign_in_as: Any) -> None:
    client, url = sign_in_as(invited.person), f"/teaching/invitations/{invited.id}"
    for _twice in range(2):
        answer = client.press(f"{url}/accept")
        assert answer.location == f"/teaching/classes/{invited.class_id}"
    assert client.get(answer.location).status_code == 200
    assert answer_of(invited) == "accepted"
    assert len(invited.scheduled_class.team) == 2
    assert "You said yes" in client.get(url).text
    [letter] = client.letters("joan")
    assert "Kofi Peer teaches Food and mood with you now." in letter.body
    assert client.press(f"{url}/decline").status_code == 409


def test_no_needs_no_reason(invited: Any, sign_in_as: Any) -> None:
    client, url = sign_in_as(invited.person), f"/teaching/invitations/{invited.id}"
    assert client.press(f"{url}/decline", page=url).location == "/teaching"
    assert answer_of(invited) == "declined"
    assert "that is fine" in client.get(url).text
    assert len(invited.scheduled_class.team) == 1


def test_nobody_answers_for_another(college: Any, invited: Any, sign_in_as: Any) -> None:
    ama = college.person("Ama")
    college.co_teacher(ama, "peer")
    client, url = sign_in_as(ama), f"/teaching/invitations/{invited.id}"
    assert client.get(url).status_code == 404
    for deed in ("accept", "decline"):
        assert client.press(f"{url}/{deed}").status_code == 404
    assert client.press(f"/teaching/offers/{invited.id}/withdraw").status_code == 404
    assert answer_of(invited) == "waiting"


def test_an_old_page_asks_for_one_more_press(invited: Any, sign_in_as: Any) -> None:
    client, url = sign_in_as(invited.person), f"/teaching/invitations/{invited.id}/accept"
    answer = client.post(url, data={"csrf_token": "old"})
    assert answer.status_code == 422
    assert "press once more" in answer.text
    assert answer_of(invited) == "waiting"


@pytest.mark.parametrize("answer", ["withdrawn", "over", "filled"])
def test_what_is_settled_is_said(invited: Any, sign_in_as: Any, answer: str) -> None:
    invited.answer = answer
    db.session.commit()
    client, url = sign_in_as(invited.person), f"/teaching/invitations/{invited.id}"
    assert "Yes, gladly" not in client.get(url).text
    assert client.press(f"{url}/accept").status_code == 409


def test_a_clash_is_said_before(college: Any, invited: Any, sign_in_as: Any) -> None:
    college.scheduled_class(team=[(invited.person, "peer"), (college.person(), "relative")])
    page = sign_in_as(invited.person).get(f"/teaching/invitations/{invited.id}").text
    assert "at the same time as your other class" in page


def test_the_letter_is_not_sent_once_it_is_taken_back(client: Any, invited: Any) -> None:
    invited.answer = "withdrawn"
    db.session.commit()
    assert client.letters("kofi") == []
