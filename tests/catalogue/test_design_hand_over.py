"""Handing on the lead of a round, hearing that it is agreed, and taking a signature back."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.catalogue.models import CourseDesign, Designer
from recoverycollege.database import db
from recoverycollege.history import Entry


@pytest.fixture
def people(college: Any) -> dict[str, Any]:
    return {side: college.person(f"Some {side.title()}") for side in ("peer", "practitioner")}


@pytest.fixture
def design(college: Any, people: dict[str, Any]) -> CourseDesign:
    """The peer leads."""
    return college.design(*((person, side) for side, person in people.items()))


def part(design: Any, person: Any) -> Designer:
    db.session.expire_all()
    query = select(Designer).where(Designer.design_id == design.id)
    return db.session.scalars(query.where(Designer.person_id == person.id)).one()


def leaders(design: Any) -> list[int]:
    db.session.expire_all()
    query = select(Designer.person_id).where(Designer.design_id == design.id, Designer.lead)
    return list(db.session.scalars(query))


def sign_both(sign_in_as: Any, design: Any, people: dict[str, Any]) -> Any:
    client = None
    for person in people.values():
        client = sign_in_as(person)
        assert client.press(f"/design/{design.id}/sign", version="1").status_code == 303
    return client


@pytest.mark.both
def test_the_lead_passes_by_a_yes(design: Any, people: Any, sign_in_as: Any) -> None:
    peer, other = people.values()
    client, page = sign_in_as(peer), f"/design/{design.id}"
    asked = f"{page}/lead/{part(design, other).id}"
    assert client.press(asked, page=page).location == f"{page}#people"
    assert client.press(asked).status_code == 303  # twice is once
    assert leaders(design) == [peer.id]
    assert "is asked to lead" in client.get(page).text
    [letter] = client.letters("practitioner")
    assert (letter.subject, letter.link) == ("A message from Riverside", page)
    client = sign_in_as(other)
    assert client.press(f"{page}/lead/yes", page=page).status_code == 303
    assert leaders(design) == [other.id]
    actions = db.session.scalars(select(Entry.action).where(Entry.about_kind == "design")).all()
    assert sorted(actions) == ["design.lead_asked", "design.lead_taken"]
    assert sign_in_as(peer).press(f"{page}/lead/{part(design, peer).id}").status_code == 404


def test_no_changes_nothing(design: Any, people: Any, sign_in_as: Any) -> None:
    peer, other = people.values()
    page = f"/design/{design.id}"
    sign_in_as(peer).press(f"{page}/lead/{part(design, other).id}")
    client = sign_in_as(other)
    client.press(f"{page}/lead/no", page=page)
    assert leaders(design) == [peer.id]
    assert client.letters("practitioner") == []  # it was answered before it left
    assert client.press(f"{page}/lead/yes").status_code == 404


def test_nobody_takes_the_lead_unasked(
    design: Any, people: Any, college: Any, sign_in_as: Any
) -> None:
    peer, other = people.values()
    page = f"/design/{design.id}"
    client = sign_in_as(other)
    assert client.press(f"{page}/lead/yes").status_code == 404
    assert client.press(f"{page}/lead/{part(design, other).id}").status_code == 404
    assert sign_in_as(college.person()).press(f"{page}/lead/yes").status_code == 404
    assert leaders(design) == [peer.id]


def test_the_office_may_ask_too_and_only_who_writes_there(
    design: Any, people: Any, college: Any, sign_in_as: Any
) -> None:
    elsewhere = college.design(college.person("Someone Else"))
    office, page = sign_in_as(college.office()), f"/design/{design.id}"
    assert office.press(f"{page}/lead/{elsewhere.designers[0].id}").status_code == 409
    mine = part(design, people["practitioner"])
    assert office.press(f"{page}/lead/{mine.id}", page=page).status_code == 303
    assert part(design, people["practitioner"]).lead_asked_at


def test_everyone_who_writes_hears_that_it_is_agreed(
    design: Any, people: Any, sign_in_as: Any
) -> None:
    client = sign_both(sign_in_as, design, people)
    letters = client.letters()
    assert len(letters) == 2
    assert {letter.subject for letter in letters} == {"A message from Riverside"}
    assert all("Here is what happens next" in letter.body for letter in letters)


def test_a_signature_is_taken_back_by_its_own_hand(
    design: Any, people: Any, sign_in_as: Any
) -> None:
    client = sign_both(sign_in_as, design, people)
    page = f"/design/{design.id}"
    answer = client.press(f"{page}/unsign", page=page, reason="I read the note on bread again.")
    assert answer.location == f"{page}#signatures"
    client.press(f"{page}/unsign")  # twice is once
    assert part(design, people["practitioner"]).signed_version is None
    assert part(design, people["peer"]).signed_version == 1
    assert db.session.get_one(CourseDesign, design.id).state == "open"
    assert client.letters() == []  # nobody hears that it is agreed
    shown = sign_in_as(people["peer"]).get(page).text
    assert "Some Practitioner took their signature of draft 1 back." in shown
    assert shown.count("I read the note on bread again.") == 1
    actions = db.session.scalars(select(Entry.action)).all()
    assert actions.count("design.unsigned") == 1


def test_what_is_in_the_catalogue_stays_signed(design: Any, people: Any, sign_in_as: Any) -> None:
    client = sign_both(sign_in_as, design, people)
    design.state = "published"
    db.session.commit()
    assert client.press(f"/design/{design.id}/unsign").status_code == 409
    assert part(design, people["practitioner"]).signed_version == 1


def test_a_reason_too_long_is_said_kindly(design: Any, people: Any, sign_in_as: Any) -> None:
    client = sign_both(sign_in_as, design, people)
    answer = client.press(f"/design/{design.id}/unsign", reason="x" * 4001)
    assert answer.status_code == 422
    assert "x" * 4001 in answer.text
    assert part(design, people["practitioner"]).signed_version == 1
