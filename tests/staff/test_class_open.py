"""A class opens for enrolment only with all it needs; no way leads around the gate."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.history import Entry

pytestmark = pytest.mark.usefixtures("client")


@pytest.fixture
def office(college: Any, sign_in_as: Any) -> Any:
    return sign_in_as(college.office())


def state(found: ScheduledClass) -> str:
    return db.session.scalar(select(ScheduledClass.state).where(ScheduledClass.id == found.id))


def history(action: str) -> list[Entry]:
    return list(db.session.scalars(select(Entry).where(Entry.action == action)))


def test_opens_with_its_team(office: Any, college: Any) -> None:
    found = college.scheduled_class(state="draft")
    answer = office.press(f"/staff/classes/{found.id}/open", page=f"/staff/classes/{found.id}")
    assert answer.status_code == 303
    assert state(found) == "open"
    assert [entry.about_id for entry in history("class.opened")] == [found.id]


def test_says_what_is_missing(office: Any, college: Any) -> None:
    found = college.scheduled_class(
        state="draft", sessions=0, team=[(college.person("Dee"), "peer")]
    )
    page = office.get(f"/staff/classes/{found.id}").text
    assert "a practitioner or a relative" in page
    assert "At least one date that is still to come" in page
    assert "/open" not in page
    assert "Ask someone" in page


@pytest.mark.parametrize("case", ["complete", "over"])
def test_nobody_is_looked_for(office: Any, college: Any, case: str) -> None:
    """A team that is complete, and a draft whose dates have passed, are not on the board."""
    team = [(college.person("Dee"), "peer")]
    if case == "complete":
        team.append((college.person("Ravi"), "practitioner"))
    found = college.scheduled_class(
        state="draft",
        sessions=0 if case == "complete" else 1,
        starts_in=timedelta(days=-2),
        team=team,
    )
    page = office.get(f"/staff/classes/{found.id}").text
    assert "Before it can open" in page
    assert "on the board" not in page


@pytest.mark.parametrize("team", [[], ["peer"], ["practitioner"], ["practitioner", "relative"]])
def test_is_refused_without_its_team(office: Any, college: Any, team: list[str]) -> None:
    people = [(college.person(), perspective) for perspective in team]
    found = college.scheduled_class(state="draft", team=people)
    answer = office.press(f"/staff/classes/{found.id}/open", reason="I am not a manager")
    assert answer.status_code == 422
    assert state(found) == "draft"


def test_a_manager_may_with_a_reason(college: Any, sign_in_as: Any) -> None:
    manager = sign_in_as(college.manager())
    found = college.scheduled_class(state="draft", team=[(college.person(), "peer")])
    page = f"/staff/classes/{found.id}"
    assert manager.submit(f"{page}/open", page=page, reason="  ").status_code == 422
    assert state(found) == "draft"
    answer = manager.submit(f"{page}/open", page=page, reason="The nurse starts on Monday")
    assert answer.status_code == 303
    assert state(found) == "open"
    assert history("class.opened")[0].detail == {"exception": "The nurse starts on Monday"}


def test_a_manager_cannot_open_without_dates(college: Any, sign_in_as: Any) -> None:
    manager = sign_in_as(college.manager())
    found = college.scheduled_class(state="draft", sessions=0)
    answer = manager.press(f"/staff/classes/{found.id}/open", reason="Soon")
    assert answer.status_code == 422
    assert state(found) == "draft"


def test_a_class_called_off_stays_so(office: Any, college: Any) -> None:
    found = college.scheduled_class(state="called_off")
    assert office.press(f"/staff/classes/{found.id}/open").status_code == 422
    assert state(found) == "called_off"


def test_planning_never_opens(office: Any, college: Any) -> None:
    found = college.scheduled_class(state="draft", team=[])
    answer = office.submit(f"/staff/classes/{found.id}/edit", state="open", room="Attic")
    assert answer.status_code == 303
    assert state(found) == "draft"


def test_another_kind_of_course_is_refused_while_a_class_is_open(office: Any, college: Any) -> None:
    course = college.course(kind="peer-group", outcomes=["rest", "talk"])
    college.scheduled_class(course, team=[(college.person(), "peer")])
    answer = office.submit(f"/staff/courses/{course.id}/edit", kind="course")
    assert answer.status_code == 422
    assert "its team is not enough" in answer.text
    db.session.expire_all()
    assert course.kind == "peer-group"
