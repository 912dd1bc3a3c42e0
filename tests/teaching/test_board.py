"""The board: who is looked for, offering oneself, and what it must not tell."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import Task
from recoverycollege.classes.models import Joining
from recoverycollege.database import db


@pytest.fixture
def board(college: Any) -> SimpleNamespace:
    """Two drafts: one lacks a peer, the other a practitioner or a relative."""
    kofi = college.person("Kofi Peer")
    college.co_teacher(kofi, "peer")
    nurse, dee = (college.person(), "practitioner"), (college.person("Dee"), "peer")
    food = college.course("Food and mood")
    lacks_peer = college.scheduled_class(food, state="draft", team=[nurse])
    lacks_other = college.scheduled_class(college.course("Walk"), state="draft", team=[dee])
    return SimpleNamespace(kofi=kofi, lacks_peer=lacks_peer, lacks_other=lacks_other)


def offers() -> list[Joining]:
    db.session.expire_all()
    return list(db.session.scalars(select(Joining).order_by(Joining.id)))


def test_what_fits_comes_first(board: Any, sign_in_as: Any) -> None:
    client = sign_in_as(board.kofi)
    client.most_statements = 12
    page = client.get("/teaching/board").text
    assert page.index("For you") < page.index("Food and mood") < page.index("For others")
    assert page.index("For others") < page.index("Walk")
    assert f"/teaching/board/classes/{board.lacks_peer.id}" in page
    assert f"/teaching/board/classes/{board.lacks_other.id}" not in page
    assert "Dee" not in page


def test_one_press_offers(board: Any, sign_in_as: Any) -> None:
    client = sign_in_as(board.kofi)
    url = f"/teaching/board/classes/{board.lacks_peer.id}"
    for _twice in range(2):
        answer = client.press(url, side="peer", words="I took it twice.")
        assert (answer.status_code, answer.location) == (303, "/teaching/board")
    [one] = offers()
    assert (one.perspective, one.words, one.invited) == ("peer", "I took it twice.", False)
    assert db.session.scalars(select(Task.words)).all() == ["team_offer"]
    page = client.get("/teaching/board").text
    assert "You offered on" in page
    client.press(f"/teaching/offers/{one.id}/withdraw", page="/teaching/board")
    assert offers()[0].answer == "withdrawn"
    assert db.session.scalars(select(Task)).one().done_at


def test_only_what_is_theirs_and_open(board: Any, sign_in_as: Any) -> None:
    client = sign_in_as(board.kofi)
    other = f"/teaching/board/classes/{board.lacks_other.id}"
    assert client.press(other, side="practitioner").status_code == 404
    url = f"/teaching/board/classes/{board.lacks_peer.id}"
    assert client.press(url, side="practitioner").status_code == 409
    assert client.press(url).status_code == 409
    assert client.press("/teaching/board/sessions/0", side="peer").status_code == 404
    assert offers() == []


def test_a_class_that_is_whole_is_not_there(board: Any, college: Any, sign_in_as: Any) -> None:
    whole = college.scheduled_class()
    assert sign_in_as(board.kofi).press(f"/teaching/board/classes/{whole.id}").status_code == 404


def test_words_too_long_are_said_kindly(board: Any, sign_in_as: Any) -> None:
    client = sign_in_as(board.kofi)
    url = f"/teaching/board/classes/{board.lacks_peer.id}"
    answer = client.press(url, side="peer", words="x" * 501)
    assert answer.status_code == 422
    assert "Please shorten this a little" in answer.text
    assert "x" * 501 in answer.text
    assert offers() == []


def test_a_clash_is_said_and_stops_nobody(board: Any, college: Any, sign_in_as: Any) -> None:
    college.scheduled_class(team=[(board.kofi, "peer"), (college.person(), "relative")])
    client = sign_in_as(board.kofi)
    assert "at the same time as your other class" in client.get("/teaching/board").text
    url = f"/teaching/board/classes/{board.lacks_peer.id}"
    assert client.press(url, side="peer").status_code == 303


def test_an_open_class_that_would_tell_is_not_on_it(
    board: Any, college: Any, sign_in_as: Any
) -> None:
    """Amina leads it, and hides that she is the peer. Were it here, she would be told."""
    course = college.course("Living with voices")
    amina = (college.person("Amina"), "peer", {"name_scope": "public"})
    found = college.scheduled_class(course, team=[amina])
    client = sign_in_as(board.kofi)
    assert "Living with voices" not in client.get("/teaching/board").text
    assert client.press(f"/teaching/board/classes/{found.id}", side="peer").status_code == 404
    found.team[0].perspective_scope = "public"
    assert "Living with voices" in client.get("/teaching/board").text


def test_it_is_narrowed_by_side_place_and_day(board: Any, sign_in_as: Any) -> None:
    client = sign_in_as(board.kofi)
    assert "Food and mood" not in client.get("/teaching/board?side=relative").text
    assert "Food and mood" in client.get("/teaching/board?side=peer&day=wed").text
    assert "Nobody is looked for" in client.get("/teaching/board?day=sun").text
    assert "Nobody is looked for" in client.get("/teaching/board?venue=%00x").text


def test_it_opens_for_whoever_may_teach(board: Any, college: Any, sign_in_as: Any) -> None:
    """Before they have a class, too; and for nobody else."""
    assert sign_in_as(board.kofi).get("/teaching").status_code == 200
    assert sign_in_as(college.person()).get("/teaching/board").status_code == 403


@pytest.mark.both
def test_a_board_of_a_large_college_is_few_statements(
    board: Any, college: Any, sign_in_as: Any
) -> None:
    for _ in range(6):
        college.scheduled_class(state="draft", team=[(college.person(), "relative")])
        college.scheduled_class(starts_in=timedelta(days=9))
    client = sign_in_as(board.kofi)
    client.get("/teaching/board")
    assert len(client.statements) <= 12
