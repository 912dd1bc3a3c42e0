"""Courses in the office: find, write, change."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.catalogue.models import Course
from recoverycollege.database import db

pytestmark = pytest.mark.usefixtures("client")

GOOD = {
    "title": "Walk and talk",
    "summary": "We walk by the river, and talk if we like.",
    "kind": "workshop",
    "outcomes": "go out on a grey day\n\nask someone to walk with me\n",
}


@pytest.fixture
def office(college: Any, sign_in_as: Any) -> Any:
    return sign_in_as(college.office())


def test_finds_by_part_of_the_title(office: Any, college: Any) -> None:
    college.course("Living with voices")
    college.course("Café and calm", in_catalogue=False)
    assert "Café and calm" in office.get("/staff/courses?q=cafe").text
    assert "Living with voices" not in office.get("/staff/courses?q=cafe").text
    assert "Café and calm" not in office.get("/staff/courses?state=in").text
    assert "No course found" in office.get("/staff/courses?q=%F0%9F%99%82nothing").text


def test_writes_a_course(office: Any, college: Any) -> None:
    strand = college.strand()
    answer = office.submit("/staff/courses/new", GOOD | {"strand_id": str(strand.id)})
    assert answer.status_code == 303
    row = db.session.scalars(select(Course)).one()
    assert (row.slug, row.in_catalogue) == ("walk-and-talk", False)
    assert [outcome.words for outcome in row.outcomes] == [
        "go out on a grey day",
        "ask someone to walk with me",
    ]
    assert "Plan a class" in office.get(answer.location).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 121},
        {"title": "<script>alert(1)</script>" * 400},
        {"summary": " "},
        {"outcomes": "only one line"},
        {"outcomes": "a\nb\nc\nd\ne"},
        {"outcomes": "a\n" + "b" * 301},
        {"kind": "lecture"},
        {"strand_id": "9223372036854775808"},
        {"description": "‏" * 10_000},
        {"review_on": "soon"},
    ],
)
def test_mistakes_come_back_with_what_was_typed(
    office: Any, college: Any, wrong: dict[str, str]
) -> None:
    strand = college.strand()
    answer = office.submit("/staff/courses/new", GOOD | {"strand_id": str(strand.id)} | wrong)
    assert answer.status_code == 422
    assert "Nearly there" in answer.text
    assert "go out on a grey day" in answer.text or "outcomes" in wrong
    assert db.session.scalar(select(Course)) is None


def test_changes_a_course_and_search_follows(office: Any, college: Any) -> None:
    course = college.course("Old name", outcomes=["rest", "talk"])
    slug = course.slug
    answer = office.submit(f"/staff/courses/{course.id}/edit", title="A river of names")
    assert answer.status_code == 303
    db.session.expire_all()
    assert (course.title, course.slug) == ("A river of names", slug)
    assert "river" in course.words
    office.submit(f"/staff/courses/{course.id}/edit", in_catalogue=None)
    db.session.expire_all()
    assert (course.in_catalogue, course.words) == (False, "")


def test_public_names_are_found_again(office: Any, college: Any) -> None:
    course = college.course(in_catalogue=False, outcomes=["rest", "talk"])
    shown = {"name_scope": "public", "shown_name": "Zebedee"}
    peer, nurse = college.person(), college.person()
    college.scheduled_class(course, team=[(peer, "peer", shown), (nurse, "practitioner")])
    office.most_statements = 20  # the course is indexed twice: with its own words, then the names
    office.submit(f"/staff/courses/{course.id}/edit", in_catalogue="y")
    db.session.expire_all()
    assert "zebedee" in course.words


def test_a_course_that_is_not_here(office: Any) -> None:
    assert office.get("/staff/courses/404").status_code == 404
    assert office.get("/staff/courses/9223372036854775808").status_code == 404
    assert office.press("/staff/courses/404/edit").status_code == 404
