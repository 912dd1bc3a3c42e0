"""Anyone sends an idea for a course, and sees what became of it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from recoverycollege.accounts.models import Person, Task
from recoverycollege.catalogue.models import CourseIdea
from recoverycollege.database import db

GOOD = {
    "title": "Bread and company",
    "gives": "Baking together, and a reason to get up.",
    "for_whom": "Anyone who lives alone",
    "name": "Gwen Field",
    "email": "gwen@mail.example",
}


def ideas() -> list[CourseIdea]:
    return list(db.session.scalars(select(CourseIdea).order_by(CourseIdea.id)))


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_anyone_sends_one_and_hears_of_it(client: Any, college: Any) -> None:
    sent = client.submit("/ideas", GOOD)
    assert (sent.status_code, sent.location) == (303, "/ideas/sent")
    assert "within two weeks" in client.get("/ideas/sent").text
    (idea,) = ideas()
    assert (idea.title, idea.state, idea.person.name) == (GOOD["title"], "new", "Gwen Field")
    (letter,) = client.letters("gwen@mail.example")
    assert letter.subject == "A message from Riverside"
    assert "Bread" not in letter.body  # typed by we do not know whom
    task = db.session.scalars(select(Task)).one()
    assert (task.kind, task.about_id, task.person_id) == ("idea", idea.id, idea.person_id)


def test_the_answer_does_not_tell_who_is_known(client: Any, college: Any) -> None:
    known = college.person("Gwen Field", email="gwen@mail.example")
    first = client.submit("/ideas", GOOD)
    other = client.submit("/ideas", GOOD | {"name": "Ada Lark"})
    assert (first.status_code, first.location) == (other.status_code, other.location)
    assert [idea.person_id == known.id for idea in ideas()] == [True, False]
    assert (known.name, count(Person)) == ("Gwen Field", 2)


def test_signed_in_it_needs_no_name(client: Any, college: Any, sign_in_as: Any) -> None:
    person = college.person()
    sign_in_as(person)
    assert 'name="email"' not in client.get("/ideas").text
    client.submit("/ideas", {name: GOOD[name] for name in ("title", "gives", "for_whom")})
    assert [idea.person_id for idea in ideas()] == [person.id]


@pytest.mark.parametrize("missing", ["title", "gives", "name", "email"])
@pytest.mark.parametrize("value", ["", " \n ", "\x00"])
def test_what_is_missing_is_asked_for_kindly(client: Any, missing: str, value: str) -> None:
    page = client.submit("/ideas", GOOD | {missing: value})
    assert page.status_code == 422
    assert "<title>Error:" in page.text
    assert all(GOOD[name] in page.text for name in set(GOOD) - {missing})
    assert ideas() == []


@pytest.mark.parametrize("name", list(GOOD))
def test_too_much_is_kept_on_the_page(client: Any, name: str) -> None:
    page = client.submit("/ideas", GOOD | {name: "x" * 10_000})
    assert page.status_code == 422
    assert "x" * 10_000 in page.text


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "🌅 ‮abc", "Łódź", "=1+1"])
def test_any_words_are_taken_and_shown_as_words(
    client: Any, college: Any, sign_in_as: Any, words: str
) -> None:
    person = college.person()
    sign_in_as(person)
    assert client.submit("/ideas", {"title": words, "gives": words}).status_code == 303
    assert "<script>alert" not in client.get("/ideas/mine").text
    sign_in_as(college.office())
    page = client.get(f"/staff/ideas/{ideas()[0].id}").text
    assert "<script>alert" not in page


def test_many_ideas_from_one_place_wait_and_lose_nothing(strict_app: Any, college: Any) -> None:
    client = strict_app.test_client()
    for _ in range(10):
        assert client.post("/ideas", data=GOOD | {"csrf_token": client.token()}).status_code == 303
    page = client.post("/ideas", data=GOOD | {"csrf_token": client.token()})
    assert page.status_code == 429
    assert GOOD["gives"] in page.text
    assert len(ideas()) == 1  # the same words are one idea


def test_my_ideas_tell_what_became_of_each(client: Any, college: Any, sign_in_as: Any) -> None:
    me = college.person()
    course = college.course("Bread together")
    draft = college.course("Walking in rain", in_catalogue=False)
    college.idea(me, title="Waiting for an answer")
    college.idea(me, title="Another", state="not_now", answer="Next year, when we have an oven.")
    college.idea(me, title="Bread", state="taken_up", course_id=course.id)
    college.idea(me, title="Rain", state="taken_up", course_id=draft.id)
    design = college.design(me, course=draft)
    out = college.course("Sewing", in_catalogue=False)
    college.idea(me, title="Sewing", state="taken_up", course_id=out.id)
    college.design(me, course=out, state="published")
    college.idea(college.person(), title="Somebody else's")
    sign_in_as(me)
    page = client.get("/ideas/mine").text
    assert len(client.statements) <= 6
    assert "We have it, and answer by Wednesday 25 March" in page
    assert "Next year, when we have an oven." in page
    assert 'href="/courses/bread-together"' in page
    assert page.count("The course is being written together.") == 1
    assert page.count("The course is not in the catalogue just now.") == 1
    assert f'href="/design/{design.id}"' in page
    assert "Somebody else" not in page
    assert 'href="/ideas/mine"' in client.get("/my-learning").text


def test_courses_that_began_as_an_idea_name_nobody(client: Any, college: Any) -> None:
    person = college.person("Gwen Field")
    course = college.course("Bread together")
    college.idea(person, state="taken_up", course_id=course.id)
    page = client.get("/ideas").text
    assert "Bread together" in page
    assert "Gwen" not in page


def test_whoever_was_never_reached_keeps_their_idea(client: Any, app: Any, time: Any) -> None:
    client.submit("/ideas", GOOD)
    time.move(days=4)
    db.session.rollback()
    app.extensions["sweeps"]["forget_unreached"][0](time.now)
    assert [idea.person.name for idea in ideas()] == ["Gwen Field"]


def test_the_same_idea_pressed_twice_is_one(client: Any, college: Any, time: Any) -> None:
    for _press in range(2):
        assert client.submit("/ideas", GOOD).status_code == 303
    assert len(ideas()) == 1
    assert len(client.letters("gwen@mail.example")) == 1
    client.submit("/ideas", GOOD | {"gives": "Something else."})
    time.move(days=2)
    client.submit("/ideas", GOOD)
    assert len(ideas()) == 3


@pytest.mark.both
def test_three_wait_at_one_address_and_nobody_learns_it(client: Any, college: Any) -> None:
    for number in range(5):
        answer = client.submit("/ideas", GOOD | {"name": f"Gwen {number}"})
        assert (answer.status_code, answer.location) == (303, "/ideas/sent")
    assert "three ideas from one address" in client.get("/ideas/sent").text
    assert len(ideas()) == 3
    client.submit("/ideas", GOOD | {"email": "ada@mail.example"})
    ideas()[0].state = "not_now"
    db.session.commit()
    client.submit("/ideas", GOOD | {"email": " GWEN@mail.example", "name": "Gwen 9"})
    assert len(ideas()) == 5


def test_whoever_never_came_is_forgotten_when_the_answer_is_old(
    client: Any, app: Any, time: Any
) -> None:
    client.submit("/ideas", GOOD)
    (idea,) = ideas()
    idea.state, idea.answered_at = "not_now", time.now
    db.session.commit()
    for days, left in ((89, 1), (2, 0)):
        time.move(days=days)
        db.session.rollback()
        app.extensions["sweeps"]["forget_unreached"][0](time.now)
        assert len(ideas()) == left
