"""What is said about a draft: thoughts, questions that are answered, disagreements settled here."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.catalogue.models import DesignNote
from recoverycollege.database import db


@pytest.fixture
def people(college: Any) -> Any:
    return college.person("Dee Peer"), college.person("Ravi Nurse")


@pytest.fixture
def design(college: Any, people: Any, sign_in_as: Any) -> Any:
    made = college.design((people[0], "peer"), (people[1], "practitioner"))
    sign_in_as(people[0]).most_statements_of_a_step = 15
    return made


def say(client: Any, design: Any, section: str = "expect", **fields: str) -> Any:
    address = f"/design/{design.id}"
    return client.submit(f"{address}/say/{section}", page=address, **fields)


def notes() -> list[DesignNote]:
    db.session.expire_all()
    return list(db.session.scalars(select(DesignNote).order_by(DesignNote.id)))


def test_a_thought_stands_beside_its_section(client: Any, design: Any) -> None:
    answer = say(client, design, words="I would begin with tea.")
    assert answer.location == f"/design/{design.id}#expect"
    (note,) = notes()
    assert (note.section, note.kind, note.text_version) == ("expect", "comment", 1)
    assert "I would begin with tea." in client.get(f"/design/{design.id}").text


def test_a_question_is_answered_and_closed(
    client: Any, design: Any, people: Any, sign_in_as: Any
) -> None:
    say(client, design, kind="question", words="Who brings the flour?")
    sign_in_as(people[1])
    (note,) = notes()
    address = f"/design/{design.id}"
    empty = client.submit(f"{address}/notes/{note.id}/close", page=address, answer=" ")
    assert empty.status_code == 422
    done = client.submit(f"{address}/notes/{note.id}/close", page=address, answer="The office.")
    assert done.status_code == 303
    page = client.get(address).text
    assert "The office." in page
    assert "Written down by Ravi Nurse" in page
    assert "Questions still open" not in page
    twice = client.press(f"{address}/notes/{note.id}/close", answer="Nobody.")
    assert twice.status_code == 409
    assert "Someone else has settled this already" in twice.text
    assert '<blockquote class="said">Nobody.</blockquote>' in twice.text
    assert "The office." in twice.text
    assert notes()[0].answer == "The office."


def test_a_disagreement_is_settled_with_its_reason(client: Any, design: Any, people: Any) -> None:
    say(client, design, kind="disagreement", words="Six weeks are too long.")
    (note,) = notes()
    address = f"/design/{design.id}"
    close = f"{address}/notes/{note.id}/close"
    without = client.submit(close, page=address, answer="Four weeks.")
    assert without.status_code == 422
    assert "Four weeks." in without.text
    assert "Disagreements not settled yet: 1." in client.get(address).text
    done = client.submit(close, page=address, answer="Four weeks.", reason="Two of us tire.")
    assert done.status_code == 303
    note = notes()[0]
    assert (note.answer, note.reason, note.closed_by_id) == (
        "Four weeks.",
        "Two of us tire.",
        people[0].id,
    )
    page = client.get(address).text
    assert "We decided:" in page
    assert "Two of us tire." in page


@pytest.mark.parametrize("settle", [False, True])
def test_words_for_a_round_that_ended_meanwhile_are_given_back(
    client: Any, design: Any, settle: bool
) -> None:
    say(client, design, kind="question", words="Who brings the flour?")
    design.state = "set_aside"
    db.session.commit()
    place = f"notes/{notes()[0].id}/close" if settle else "say/expect"
    typed = {"answer": "My typed thought."} if settle else {"words": "My typed thought."}
    late = client.press(f"/design/{design.id}/{place}", kind="comment", **typed)
    assert late.status_code == 409
    assert '<blockquote class="said">My typed thought.</blockquote>' in late.text
    assert late.text.count("This round is over. Nothing can be changed in it any more.") == 2
    assert len(notes()) == 1


@pytest.mark.parametrize("kind", ["question", "disagreement"])
def test_what_was_agreed_is_open_again_when_someone_asks(
    client: Any, design: Any, kind: str
) -> None:
    design.state, design.agreed_at = "agreed", design.opened_at
    for one in design.designers:
        one.signed_version, one.signed_at = 1, design.opened_at
    db.session.commit()
    say(client, design, words="Lovely.")
    db.session.expire_all()
    assert design.state == "agreed"
    say(client, design, kind=kind, words="Wait a moment.")
    db.session.expire_all()
    assert (design.state, design.agreed_at) == ("open", None)
    assert {one.signed_version for one in design.designers} == {None}


@pytest.mark.parametrize(
    "wrong", [{"words": " "}, {"words": "x" * 4001}, {"words": "Hm", "kind": "insult"}]
)
def test_mistakes_keep_what_was_typed(client: Any, design: Any, wrong: dict[str, str]) -> None:
    answer = say(client, design, **wrong)
    assert answer.status_code == 422
    assert wrong["words"].strip() in answer.text
    assert notes() == []


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "🌅 ‮abc", "a\x00b", "</details>"])
def test_any_words_are_shown_as_words(client: Any, design: Any, words: str) -> None:
    say(client, design, kind="question", words=words)
    assert "<script>alert" not in client.get(f"/design/{design.id}").text


def test_a_note_of_another_round_is_not_here(client: Any, design: Any, college: Any) -> None:
    other = college.design((college.person(), "peer"))
    row = DesignNote(
        design_id=other.id,
        section="title",
        kind="question",
        words="Why?",
        by_id=other.designers[0].person_id,
        at=other.opened_at,
        text_version=1,
    )
    db.session.add(row)
    db.session.commit()
    answer = client.press(f"/design/{design.id}/notes/{row.id}/close", answer="So.")
    assert answer.status_code == 404
    assert client.press(f"/design/{design.id}/say/nothing", words="x").status_code == 404
    assert client.press(f"/design/{design.id}/say/time", words="x").status_code == 404
