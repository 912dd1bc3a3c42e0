"""The office prints letters, and says that they are in the post."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.services.asking import ask
from recoverycollege.history import Entry
from recoverycollege.letters import Letter

LIST, PRINT = "/staff/letters/paper", "/staff/letters/paper/print"


@pytest.fixture
def office(client: Any, college: Any, sign_in_as: Any, time: Any) -> Any:
    """Two people reached by post have been given a place."""
    group = college.scheduled_class(college.course("Living with voices"))
    for name, lane in (("Ida Post", "1 Mill Lane"), ("Bo <b>Brown</b>", "2 Mill Lane\nRiverside")):
        ask(group.id, college.person(name, address=lane).id, now=time.now)
    db.session.commit()
    client.letters()
    return sign_in_as(college.office())


def states() -> list[str]:
    db.session.expire_all()
    return [letter.state for letter in db.session.scalars(select(Letter).order_by(Letter.id))]


def test_from_the_list_to_the_post(office: Any) -> None:
    page = office.get(LIST).text
    assert "2 letters wait to be printed." in page
    assert "Ida Post" in page
    assert "No letters are ready to print" in office.get(PRINT).text
    assert office.press(PRINT, page=LIST).location == PRINT
    sheets = office.get(PRINT).text
    assert '<p class="post-to">Ida Post<br>1 Mill Lane</p>' in sheets
    assert "Bo &lt;b&gt;Brown&lt;/b&gt;<br>2 Mill Lane<br>Riverside" in sheets
    assert "Your place on Living with voices is saved." in sheets
    assert "2 letters were made ready to print" in office.get(LIST).text
    answer = office.press(f"{LIST}/posted", page=PRINT)
    assert "2 letters are noted as posted." in office.get(answer.location).text
    assert states() == ["sent", "sent"]
    noted = db.session.scalars(select(Entry.action).where(Entry.about_kind == "letter")).all()
    assert noted == ["letter.posted", "letter.posted"]


def test_who_has_left_meanwhile_gets_no_letter(office: Any) -> None:
    db.session.scalars(select(Enrolment)).first().state = "withdrawn"
    db.session.commit()
    office.press(PRINT, page=LIST)
    assert "Ida Post" not in office.get(PRINT).text
    office.press(f"{LIST}/posted", page=PRINT)
    assert states() == ["dropped", "sent"]


def test_a_batch_does_not_stay_true_for_ever(office: Any, time: Any) -> None:
    office.press(PRINT, page=LIST)
    time.move(hours=3)
    assert "No letters are ready to print" in office.get(PRINT).text
    assert "2 letters wait to be printed." in office.get(LIST).text


def test_what_comes_between_is_not_noted_as_posted(office: Any, college: Any) -> None:
    office.press(PRINT, page=LIST)
    db.session.scalars(select(Letter)).first().claimed_until = None
    db.session.commit()
    office.press(f"{LIST}/posted", page=PRINT)
    assert states() == ["to_print", "sent"]
    for strange in ("", "x,-1,99999999999", "²"):
        assert office.press(f"{LIST}/posted", letters=strange).status_code == 303


def test_nothing_true_nothing_to_print(office: Any) -> None:
    for place in db.session.scalars(select(Enrolment)):
        place.state = "withdrawn"
    db.session.commit()
    answer = office.press(PRINT, page=LIST)
    assert "There is nothing to print" in office.get(answer.location).text


def test_letters_are_found_by_the_way_they_go(office: Any) -> None:
    assert "Ida Post" in office.get("/staff/letters?way=paper").text
    assert "Ida Post" not in office.get("/staff/letters?way=text").text
    page = office.get(f"/staff/letters/{db.session.scalars(select(Letter.id)).first()}").text
    assert "This letter waits to be printed." in page
    assert "Codes and links" not in page
