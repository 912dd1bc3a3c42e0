"""The page on which a course is written together: who may open it, and what it tells."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.catalogue.models import Designer, DesignNote
from recoverycollege.database import db


@pytest.fixture
def peer(college: Any) -> Any:
    return college.person("Dee Peer")


@pytest.fixture
def design(college: Any, peer: Any) -> Any:
    return college.design((peer, "peer"), (college.person("Ravi Nurse"), "practitioner"))


def add(design: Any, person: Any, **columns: Any) -> Designer:
    row = Designer(design_id=design.id, person_id=person.id, invited_at=design.opened_at, **columns)
    db.session.add(row)
    db.session.commit()
    return row


def test_it_shows_the_draft_what_is_said_and_who_has_looked(
    sign_in_as: Any, college: Any, design: Any, peer: Any, time: Any
) -> None:
    note = {"design_id": design.id, "by_id": peer.id, "at": time.now, "text_version": 1}
    rows = [
        DesignNote(section="title", kind="comment", words=f"Thought {n}", **note) for n in range(30)
    ]
    rows.append(DesignNote(section="expect", kind="question", words="Who brings flour?", **note))
    db.session.add_all(rows)
    client = sign_in_as(peer)
    client.most_statements = 12
    page = client.get(f"/design/{design.id}").text
    for words in (
        "This is draft 1.",
        "We bake bread and talk, or not.",
        "Thought 29",
        "Who brings flour?",
        "Questions still open: 1.",
        "A peer has not signed yet.",
        "Ravi Nurse</strong>, practitioner",
        "has not read it yet",
    ):
        assert words in page
    assert f'href="/design/{design.id}"' in client.get("/design").text


def test_it_is_only_for_those_who_write(
    client: Any, sign_in_as: Any, college: Any, design: Any
) -> None:
    """A stranger, a co-teacher and the one asked elsewhere meet what is not there."""
    other = college.design((college.person(), "peer"))
    teacher = college.scheduled_class().team[0].person
    for person in (college.person(), teacher, other.designers[0].person):
        sign_in_as(person)
        answer, absent = client.get(f"/design/{design.id}"), client.get("/design/987654")
        assert (answer.status_code, absent.status_code) == (404, 404)
        assert answer.text == absent.text
        assert "Bread" not in client.get("/design").text
        for deed in ("words", "sign", "read", "side", "say/title", "ask", "time", "set-aside"):
            assert client.press(f"/design/{design.id}/{deed}").status_code == 404


def test_the_office_looks_and_does_not_write(
    sign_in_as: Any, college: Any, design: Any, client: Any
) -> None:
    sign_in_as(college.office())
    page = client.get(f"/design/{design.id}").text
    assert "Ask someone to write too" in page
    assert "Change the words" not in page
    assert client.get("/design").text.count("All others that are being written") == 1
    for deed in ("words", "sign", "read", "side", "say/title"):
        assert client.press(f"/design/{design.id}/{deed}").status_code == 404


def test_the_office_needs_its_second_factor_here_too(
    strict_app: Any, college: Any, sign_in_as: Any
) -> None:
    design = college.design((college.person(), "peer"))
    client = strict_app.test_client()
    sign_in_as(college.office(), client=client, second_factor=False)
    assert client.get(f"/design/{design.id}").status_code == 404


def test_nobody_is_shown_before_they_say_yes(
    sign_in_as: Any, college: Any, design: Any, peer: Any, client: Any
) -> None:
    asked = college.person("Ada Lark")
    add(design, asked)
    assert "Ada" not in sign_in_as(peer).get(f"/design/{design.id}").text
    sign_in_as(asked)
    page = client.get(f"/design/{design.id}").text
    assert "Would you like to write this course with others?" in page
    assert "Ravi" not in page
    assert client.press(f"/design/{design.id}/sign", version="1").status_code == 404
    assert client.press(f"/design/{design.id}/join", page="/design").status_code == 303
    assert "Ravi Nurse" in client.get(f"/design/{design.id}").text
    assert client.press(f"/design/{design.id}/join").status_code == 303  # twice is once
    sign_in_as(peer)
    assert "Ada Lark" in client.get(f"/design/{design.id}").text


def test_no_is_fine_and_leaves_nothing(
    sign_in_as: Any, college: Any, design: Any, client: Any
) -> None:
    asked = college.person("Ada Lark")
    add(design, asked)
    sign_in_as(asked)
    assert client.press(f"/design/{design.id}/decline", page="/design").status_code == 303
    assert "Nothing to write yet" in client.get("/design").text
    assert client.get(f"/design/{design.id}").status_code == 404
    mine = select(Designer).where(Designer.person_id == asked.id)
    assert db.session.scalars(mine).all() == []


def test_a_round_that_is_over_asks_nobody_in(
    sign_in_as: Any, college: Any, design: Any, client: Any
) -> None:
    asked = college.person("Ada Lark")
    add(design, asked)
    design.state = "set_aside"
    sign_in_as(asked)
    assert "Nothing to write yet" in client.get("/design").text
    assert client.get(f"/design/{design.id}").status_code == 404
    assert client.press(f"/design/{design.id}/join").status_code == 409


def test_who_has_looked_is_said_by_themselves(
    sign_in_as: Any, design: Any, peer: Any, client: Any
) -> None:
    sign_in_as(peer)
    address = f"/design/{design.id}"
    assert client.press(f"{address}/read", page=address).status_code == 303
    assert "has read this draft" in client.get(address).text
    design.text_version = 4
    db.session.commit()
    assert "has read draft 1" in client.get(address).text
    client.press(f"{address}/read", version="99999999999")
    client.press(f"{address}/read", version="7")  # no further than there is
    mine = db.session.scalars(select(Designer).where(Designer.person_id == peer.id)).one()
    assert mine.read_version == 4


def test_from_where_one_speaks_is_ones_own_to_say(
    sign_in_as: Any, college: Any, design: Any, client: Any
) -> None:
    student = college.person("Sam Field")
    add(design, student, joined_at=design.opened_at)
    sign_in_as(student)
    address = f"/design/{design.id}"
    wrong = client.press(f"{address}/side", perspective="doctor")
    assert wrong.status_code == 422
    assert client.submit(f"{address}/side", page=address, perspective="relative").status_code == 303
    assert "Sam Field</strong>, relative" in client.get(address).text


@pytest.mark.parametrize("state", ["published", "set_aside"])
def test_a_round_that_is_over_can_only_be_read(
    sign_in_as: Any, college: Any, peer: Any, client: Any, state: str
) -> None:
    design = college.design((peer, "peer"), state=state)
    sign_in_as(peer)
    address = f"/design/{design.id}"
    assert "<form" not in client.get(address).text.partition("<main")[2].partition("</main")[0]
    assert client.get(f"{address}/words").location == address
    for deed, fields in (
        ("sign", {"version": "1"}),
        ("read", {"version": "1"}),
        ("side", {"perspective": "relative"}),
        ("say/title", {"kind": "comment", "words": "More"}),
        ("words", {"version": "1", "title": "Other"}),
    ):
        status = client.press(f"{address}/{deed}", **fields).status_code
        assert status == 409, deed


def test_the_time_limit_is_said_kindly(
    sign_in_as: Any, college: Any, peer: Any, client: Any, time: Any
) -> None:
    design = college.design((peer, "peer"), until=time.now.date() - timedelta(days=1))
    sign_in_as(peer)
    page = client.get(f"/design/{design.id}").text
    assert "Now let us decide together" in page
    assert "Time to decide" in client.get("/design").text
