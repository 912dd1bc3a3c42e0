"""The office answers ideas for courses."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import Look, Task
from recoverycollege.catalogue.models import Course, CourseDesign, Designer
from recoverycollege.catalogue.services.ideas import send_idea
from recoverycollege.database import begin_write, db
from recoverycollege.history import Entry

WORDS = {"title": "Bread and company", "gives": "A reason to get up.", "for_whom": "Everyone"}


@pytest.fixture
def office(college: Any, sign_in_as: Any) -> Any:
    college.strand()
    client = sign_in_as(college.office())
    client.most_statements, client.most_statements_of_a_step = 12, 15
    return client


@pytest.fixture
def idea(college: Any, time: Any) -> Any:
    person = college.person("Gwen Field", email="gwen@mail.example")
    db.session.rollback()
    begin_write()
    made = send_idea(person, WORDS, now=time.now)
    db.session.commit()
    return made


def test_the_list_and_the_page(office: Any, idea: Any) -> None:
    page = office.get("/staff/ideas").text
    assert "Bread and company" in page
    assert "Bread" not in office.get("/staff/ideas?state=not_now").text
    assert "A reason to get up." in office.get(f"/staff/ideas/{idea.id}").text
    assert len(office.statements) <= 12
    assert [look.page for look in db.session.scalars(select(Look))] == ["idea"]
    task = db.session.scalars(select(Task)).one()
    assert f"/staff/ideas/{idea.id}" in office.get(f"/staff/tasks/{task.id}").text
    assert "Answer an idea: Gwen Field" in office.get("/staff/tasks").text


def test_taken_up_it_is_a_draft_with_the_one_who_had_it(
    office: Any, idea: Any, client: Any
) -> None:
    strand_id = str(db.session.scalars(select(Course.strand_id)).first() or 1)
    address = f"/staff/ideas/{idea.id}"
    answer = office.submit(
        f"{address}/take-up", page=address, strand_id=strand_id, kind="workshop", title="Bread"
    )
    assert answer.status_code == 303
    design = db.session.scalars(select(CourseDesign)).one()
    assert answer.location == f"/design/{design.id}"
    assert (design.texts["title"], design.texts["description"]) == ("Bread", "A reason to get up.")
    course = db.session.get_one(Course, design.course_id)
    assert (course.in_catalogue, course.kind, course.slug) == (False, "workshop", "bread")
    (one,) = db.session.scalars(select(Designer))
    assert (one.person_id, one.lead, one.joined_at is None) == (idea.person_id, True, True)  # asked
    assert db.session.scalars(select(Task)).one().outcome == "taken_up"
    assert "we have taken it up" in client.letters("gwen")[-1].body
    assert "Taken up on" in office.get(address).text
    assert office.get("/staff/history?topic=idea").status_code == 200
    again = office.press(f"{address}/not-now", answer="No, not this year.")
    assert again.status_code == 422
    assert "has been answered already" in again.text
    assert "No, not this year." in again.text


def test_not_now_is_told_in_the_offices_words(office: Any, idea: Any, client: Any) -> None:
    address = f"/staff/ideas/{idea.id}"
    answer = office.submit(f"{address}/not-now", page=address, answer="Next year, with an oven.")
    assert answer.status_code == 303
    letter = client.letters("gwen")[-1]
    assert "Next year, with an oven." in letter.body
    assert "oven" not in letter.subject
    done = db.session.scalars(select(Entry.action).order_by(Entry.id)).all()
    assert done[-1] == "idea.not_now"


@pytest.mark.parametrize(
    ("deed", "wrong"),
    [
        ("not-now", {"answer": " "}),
        ("not-now", {"answer": "x" * 5000}),
        ("take-up", {"title": ""}),
        ("take-up", {"strand_id": ""}),
        ("take-up", {"until": "soon"}),
        ("take-up", {"until": "2026-03-11"}),
        ("take-up", {"until": "2027-04-11"}),
        ("take-up", {"kind": "lecture"}),
    ],
)
def test_mistakes_change_nothing(office: Any, idea: Any, deed: str, wrong: dict[str, str]) -> None:
    address = f"/staff/ideas/{idea.id}"
    good = {"strand_id": "1", "kind": "course"} if deed == "take-up" else {}
    answer = office.submit(f"{address}/{deed}", good | wrong, page=address)
    assert answer.status_code == 422
    db.session.expire_all()
    assert idea.state == "new"
    typed = [value for name, value in wrong.items() if name != "kind" and value.strip()]
    assert all(value in answer.text for value in typed)


def test_one_that_is_not_here(office: Any) -> None:
    assert office.get("/staff/ideas/404").status_code == 404
    assert office.press("/staff/ideas/404/not-now").status_code == 404
    assert office.press("/staff/ideas/404/take-up").status_code == 404


def test_someone_on_the_phone_is_rung(office: Any, college: Any, time: Any) -> None:
    person = college.person("Wen Li", phone="01632 960 301")
    begin_write()
    send_idea(person, WORDS, now=time.now)
    db.session.commit()
    page = office.get("/staff/tasks?kind=tell").text
    assert "Their idea for a course has reached us." in page
