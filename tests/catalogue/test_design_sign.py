"""Both sides sign, each by their own press, exactly the words that stand there."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.catalogue.models import CourseDesign, Designer
from recoverycollege.database import db
from recoverycollege.history import Entry


@pytest.fixture
def people(college: Any) -> Any:
    return {
        side: college.person(f"Some {side}")
        for side in ("peer", "practitioner", "relative", "student")
    }


@pytest.fixture
def design(college: Any, people: Any) -> Any:
    return college.design(*((person, side) for side, person in people.items()))


def sign(client: Any, design: Any, version: int = 1) -> Any:
    client.most_statements_of_a_step = 15
    return client.press(f"/design/{design.id}/sign", version=str(version))


def state(design: CourseDesign) -> str:
    db.session.expire_all()
    return design.state


@pytest.mark.parametrize("other", ["practitioner", "relative"])
@pytest.mark.both
def test_a_peer_and_another_side_make_it_agreed(
    client: Any, sign_in_as: Any, design: Any, people: Any, other: str
) -> None:
    sign_in_as(people["peer"])
    page = client.get(f"/design/{design.id}").text
    assert "I sign draft 1" in page
    assert sign(client, design).status_code == 303
    assert state(design) == "open"
    page = client.get(f"/design/{design.id}").text
    assert "You have signed this draft." in page
    assert "A practitioner or a relative has not signed yet." in page
    sign_in_as(people[other])
    assert sign(client, design).location.endswith("#signatures")
    assert state(design) == "agreed"
    assert "Both sides have signed" in client.get(f"/design/{design.id}").text
    assert sign(client, design).status_code == 303  # a second press signs once
    actions = db.session.scalars(select(Entry.action).where(Entry.about_kind == "design")).all()
    assert sorted(actions) == ["design.agreed", "design.signed", "design.signed"]


def test_one_side_alone_is_not_enough(
    client: Any, sign_in_as: Any, design: Any, people: Any
) -> None:
    for side in ("practitioner", "relative"):
        sign_in_as(people[side])
        assert sign(client, design).status_code == 303
    assert state(design) == "open"


def test_a_student_signs_for_no_side(
    client: Any, sign_in_as: Any, design: Any, people: Any
) -> None:
    sign_in_as(people["student"])
    assert "I sign draft" not in client.get(f"/design/{design.id}").text
    refused = sign(client, design)
    assert refused.status_code == 409
    assert "A peer signs, and a practitioner or a relative." in refused.text


def test_nobody_signs_for_someone_else(
    client: Any, sign_in_as: Any, design: Any, people: Any
) -> None:
    """Whatever is sent along, the signature is of whoever is signed in."""
    sign_in_as(people["peer"])
    client.press(
        f"/design/{design.id}/sign",
        version="1",
        person_id=str(people["practitioner"].id),
        perspective="practitioner",
    )
    signed = db.session.scalars(select(Designer).where(Designer.signed_version.is_not(None)))
    assert [one.person_id for one in signed] == [people["peer"].id]
    assert state(design) == "open"


@pytest.mark.parametrize("version", ["0", "2", "", "x", "-1", "99999999999"])
def test_only_the_very_words_one_has_read(
    client: Any, sign_in_as: Any, design: Any, people: Any, version: str
) -> None:
    sign_in_as(people["peer"])
    refused = client.press(f"/design/{design.id}/sign", version=version)
    assert refused.status_code == 409
    assert "The words have changed since you opened the page" in refused.text
    assert '<a href="#title">Read draft 1</a>' in refused.text
    assert "I sign draft 1" in refused.text


def test_words_changed_in_another_tab_are_not_signed(
    client: Any, sign_in_as: Any, design: Any, people: Any
) -> None:
    sign_in_as(people["peer"])
    client.submit(f"/design/{design.id}/words", title="Other words")
    assert sign(client, design, 1).status_code == 409
    assert sign(client, design, 2).status_code == 303


def test_nothing_open_is_signed(client: Any, sign_in_as: Any, design: Any, people: Any) -> None:
    sign_in_as(people["peer"])
    client.press(f"/design/{design.id}/say/title", kind="question", words="Is it long?")
    assert "I sign draft" not in client.get(f"/design/{design.id}").text
    assert sign(client, design).status_code == 409
    assert state(design) == "open"


def test_another_side_takes_a_signature_back(
    client: Any, sign_in_as: Any, design: Any, people: Any
) -> None:
    """Nobody signs as a peer, becomes a practitioner, and leaves a peer's signature behind."""
    sign_in_as(people["practitioner"])
    sign(client, design)
    sign_in_as(people["peer"])
    sign(client, design)
    assert state(design) == "agreed"
    client.press(f"/design/{design.id}/side", perspective="relative")
    assert state(design) == "open"
    assert "You have signed this draft." not in client.get(f"/design/{design.id}").text
    sign(client, design)
    assert state(design) == "open"
