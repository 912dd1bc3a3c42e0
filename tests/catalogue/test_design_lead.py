"""Leading a round: asking people in, more time with its reason, setting it aside."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from recoverycollege.accounts.models import Task
from recoverycollege.catalogue.models import Designer, DesignNote
from recoverycollege.catalogue.sweeps import come_back
from recoverycollege.database import db
from recoverycollege.letters import Letter
from tests.client import TOKEN
from tests.college import ZONE


@pytest.fixture
def lead(college: Any) -> Any:
    return college.person("Dee Peer", email="dee@mail.example")


@pytest.fixture
def design(college: Any, lead: Any, sign_in_as: Any) -> Any:
    made = college.design((lead, "peer"), (college.person("Ravi Nurse"), "practitioner"))
    sign_in_as(lead).most_statements_of_a_step = 15
    return made


def ask(client: Any, design: Any, name: str, email: str) -> Any:
    address = f"/design/{design.id}"
    return client.submit(f"{address}/ask", page=address, name=name, email=email)


def sweep(now: Any) -> int:
    db.session.rollback()
    return come_back(ZONE, now)


def asks_at_once(client: Any, design: Any) -> bool:
    """Whether the form that asks someone in stands open."""
    page = client.get(f"/design/{design.id}").text
    return '<details class="more" open>' in page[: page.index("Ask someone to write too")][-60:]


def test_whoever_writes_alone_is_first_of_all_asked_whom_to_ask(
    client: Any, college: Any, lead: Any, sign_in_as: Any
) -> None:
    """It stays so until someone has said yes: it would tell the lead whom we know."""
    alone = college.design((lead, "peer"))
    sign_in_as(lead)
    assert asks_at_once(client, alone)
    college.person("Ada Lark", email="ada@mail.example")
    ask(client, alone, "Ada Lark", "ada@mail.example")
    assert asks_at_once(client, alone)
    db.session.scalars(
        select(Designer).order_by(Designer.id.desc())
    ).first().joined_at = alone.opened_at
    assert not asks_at_once(client, alone)


def test_the_lead_asks_and_never_learns_who_is_known(
    client: Any, design: Any, college: Any
) -> None:
    ada = college.person("Ada Lark", email="ada@mail.example")
    before = client.get(f"/design/{design.id}").text
    known = ask(client, design, "Ada Lark", "ada@mail.example")
    told = TOKEN.sub("", client.get(known.location).text)
    unknown = ask(client, design, "No One", "nobody@mail.example")
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert TOKEN.sub("", client.get(unknown.location).text) == told
    assert "Ada" not in told
    assert "Ada" not in before
    asked = db.session.scalars(select(Designer).where(Designer.person_id == ada.id)).one()
    assert (asked.joined_at, asked.lead) == (None, False)
    ask(client, design, "Ada Lark", "ada@mail.example")  # twice is once
    (letter,) = client.letters("ada@mail.example")
    assert "Would you like to write a course with others?" in letter.body
    assert "Understanding" not in letter.subject


def test_of_a_round_that_is_over_nobody_is_looked_up(
    client: Any, design: Any, college: Any
) -> None:
    college.person("Ada Lark", email="ada@mail.example")
    design.state = "set_aside"
    db.session.commit()
    address = f"/design/{design.id}/ask"
    answers = [
        client.press(address, name=name, email=email)
        for name, email in (("Ada Lark", "ada@mail.example"), ("No One", "no@mail.example"))
    ]
    assert [answer.status_code for answer in answers] == [409, 409]
    assert all("This round is over." in answer.text for answer in answers)
    assert client.letters("ada") == []


@pytest.mark.parametrize("deed", ["time", "set-aside"])
def test_reasons_for_a_round_that_is_over_are_given_back(
    client: Any, design: Any, college: Any, sign_in_as: Any, deed: str
) -> None:
    design.state = "published"
    db.session.commit()
    sign_in_as(college.office())
    typed = {"words": "Two of us tire."} if deed == "set-aside" else {"reason": "Two of us tire."}
    late = client.press(f"/design/{design.id}/{deed}", until="2026-05-01", **typed)
    assert late.status_code == 409
    assert "Two of us tire." in late.text


def test_only_who_leads_asks_gives_time_and_sets_aside(
    client: Any, design: Any, sign_in_as: Any
) -> None:
    sign_in_as(design.designers[1].person)
    page = client.get(f"/design/{design.id}").text
    assert "Ask someone to write too" not in page
    for deed in ("ask", "time", "set-aside"):
        assert client.press(f"/design/{design.id}/{deed}", words="No.").status_code == 404


def test_the_lead_does_not_set_aside(client: Any, design: Any) -> None:
    assert "Set it aside" not in client.get(f"/design/{design.id}").text
    assert client.press(f"/design/{design.id}/set-aside", words="No.").status_code == 404


@pytest.mark.parametrize("wrong", [{"name": " "}, {"email": "nobody"}, {"email": ""}])
def test_what_is_missing_is_asked_for(client: Any, design: Any, wrong: dict[str, str]) -> None:
    address = f"/design/{design.id}"
    good = {"name": "Ada", "email": "ada@mail.example"}
    answer = client.submit(f"{address}/ask", good | wrong, page=address)
    assert answer.status_code == 422


def test_when_the_time_is_over_it_asks_once(
    client: Any, design: Any, lead: Any, time: Any, sign_in_as: Any
) -> None:
    time.move(days=31)
    assert sweep(time.now) == 1
    assert sweep(time.now) == 0
    task = db.session.scalars(select(Task).where(Task.kind == "codesign")).one()
    assert (task.about_id, task.for_role, task.done_at) == (design.id, "office", None)
    assert "The time for writing" in client.letters("dee@mail.example")[-1].body
    assert db.session.scalar(select(func.count()).select_from(Letter)) == 1
    sign_in_as(lead)
    address, until = f"/design/{design.id}", time.now.date() + timedelta(days=14)
    for wrong in ({"reason": " "}, {"until": "soon"}, {"until": "2026-03-20"}, {"until": ""}):
        given = {"until": until.isoformat(), "reason": "Two of us were ill."} | wrong
        assert client.submit(f"{address}/time", given, page=address).status_code == 422
    good = client.submit(
        f"{address}/time", page=address, until=until.isoformat(), reason="Two of us were ill."
    )
    assert good.status_code == 303
    page = client.get(address).text
    assert "Two of us were ill." in page
    assert "Now let us decide together" not in page
    db.session.expire_all()
    assert task.outcome == "more_time"
    note = db.session.scalars(select(DesignNote)).one()
    assert (note.kind, note.by_id) == ("time", lead.id)
    time.move(days=15)
    assert (sweep(time.now), sweep(time.now)) == (1, 0)  # the new limit asks anew, once


def test_the_letter_is_dropped_when_it_is_no_longer_so(client: Any, design: Any, time: Any) -> None:
    time.move(days=31)
    sweep(time.now)
    design.until = time.now.date() + timedelta(days=3)
    db.session.commit()
    assert client.letters("dee@mail.example") == []


def test_set_aside_by_the_office_tells_why(
    client: Any, college: Any, lead: Any, sign_in_as: Any
) -> None:
    course = college.course("Bread", in_catalogue=False)
    idea = college.idea(lead, state="taken_up", course_id=course.id)
    design = college.design((lead, "peer"), course=course)
    sign_in_as(college.office()).most_statements_of_a_step = 15
    address = f"/design/{design.id}"
    assert client.submit(f"{address}/set-aside", page=address, words=" ").status_code == 422
    answer = client.submit(f"{address}/set-aside", page=address, words="No oven this year.")
    assert answer.status_code == 303
    db.session.expire_all()
    assert (design.state, idea.state, idea.answer) == ("set_aside", "not_now", "No oven this year.")
    assert "No oven this year." in client.letters("dee@mail.example")[-1].body


def test_the_office_finds_people_and_asks_them(
    client: Any, college: Any, design: Any, sign_in_as: Any
) -> None:
    wen = college.person("Wen Li", phone="01632 960 301")
    sign_in_as(college.office()).most_statements_of_a_step = 15
    address = f"/staff/design/{design.id}/people"
    assert "Wen Li" not in client.get(address).text
    found = client.submit(address, q="wen").text
    assert "Wen Li" in found
    assert "Nobody found" in client.submit(address, q="zzz").text
    assert client.press(f"{address}/{wen.id}").status_code == 303
    assert client.press(f"{address}/{wen.id}").status_code == 303
    page = client.get(f"/design/{design.id}").text
    assert page.count("<li>Wen Li<br>") == 1
    assert "has not answered yet" in page
    task = db.session.scalars(select(Task).where(Task.person_id == wen.id)).one()
    assert (task.kind, task.words) == ("tell", "design_invited")
    assert client.press(f"{address}/987654").status_code == 404
    assert client.get("/staff/design/987654/people").status_code == 404


def test_an_agreed_round_that_opens_again_asks_again(
    client: Any, design: Any, time: Any, lead: Any, sign_in_as: Any
) -> None:
    time.move(days=31)
    assert sweep(time.now) == 1
    for one in list(design.designers):
        sign_in_as(one.person)
        assert client.press(f"/design/{design.id}/sign", version="1").status_code == 303
    assert sweep(time.now) == 0
    client.press(f"/design/{design.id}/say/title", kind="question", words="Why?")
    assert (sweep(time.now), sweep(time.now)) == (1, 0)
