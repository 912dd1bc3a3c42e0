"""Letters about ideas and courses written together: neutral outside, and never untrue."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege import letters
from recoverycollege.catalogue.models import Designer
from recoverycollege.database import db
from recoverycollege.letters import Letter


@pytest.fixture
def gwen(college: Any) -> Any:
    return college.person("Gwen Field", email="gwen@mail.example")


def bodies(client: Any) -> list[str]:
    return [mail.body for mail in client.letters("gwen")]


@pytest.mark.parametrize(
    ("kind", "state", "listed", "leaves"),
    [
        ("idea_received", "new", False, True),
        ("idea_taken_up", "taken_up", False, True),
        ("idea_taken_up", "not_now", False, False),
        ("idea_not_now", "not_now", False, True),
        ("idea_not_now", "new", False, False),
        ("idea_in_catalogue", "taken_up", True, True),
        ("idea_in_catalogue", "taken_up", False, False),
    ],
)
def test_only_what_is_still_so_is_said(
    client: Any, college: Any, gwen: Any, kind: str, state: str, listed: bool, leaves: bool
) -> None:
    course = college.course("Bread together", in_catalogue=listed)
    idea = college.idea(gwen, state=state, course_id=course.id, answer="Next year.")
    letters.post(kind, gwen.id, idea_id=idea.id)
    db.session.commit()
    found = client.letters("gwen")
    assert len(found) == leaves
    assert all(mail.subject == "A message from Riverside" for mail in found)
    if leaves and kind == "idea_not_now":
        assert "Next year." in found[0].body
    if leaves and listed:
        assert "/courses/bread-together" in found[0].body


def test_an_invitation_that_was_answered_is_not_sent(
    client: Any, college: Any, gwen: Any, time: Any
) -> None:
    design = college.design(college.person())
    asked = Designer(design_id=design.id, person_id=gwen.id, invited_at=time.now)
    db.session.add(asked)
    db.session.flush()
    letters.post("design_invited", gwen.id, designer_id=asked.id)
    asked.joined_at = time.now
    db.session.commit()
    assert bodies(client) == []
    letters.post("design_invited", gwen.id, designer_id=987654)
    db.session.commit()
    assert bodies(client) == []


def test_on_paper_the_answer_stands_and_no_link(client: Any, college: Any) -> None:
    ida = college.person("Ida Post", address="1 Mill Lane")
    college.support_entry()
    idea = college.idea(ida, state="not_now", answer="Next year, with an oven.")
    letters.post("idea_not_now", ida.id, idea_id=idea.id)
    db.session.commit()
    client.letters()
    letter = db.session.scalars(select(Letter)).one()
    assert (letter.channel, letter.state) == ("paper", "to_print")
    assert "Next year, with an oven." in letter.body
    assert "http" not in letter.body
    assert "01632 960 200" in letter.body
