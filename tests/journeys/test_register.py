"""A co-teacher keeps the register with a thumb, and by keyboard alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.enrolment.models import Attendance
from tests.browser import axe, no_sideways_scroll
from tests.journeys.steps import press


def marks() -> list[str]:
    db.session.rollback()
    return sorted(db.session.scalars(select(Attendance.mark)))


@pytest.fixture
def group(live_server: Any) -> Any:
    college = live_server.college
    college.teacher = college.person("Amina Noor")
    other = college.person("Joan Hill")
    group = college.scheduled_class(
        team=[(college.teacher, "peer"), (other, "practitioner")],
        starts_in=timedelta(minutes=30),
    )
    college.enrol(group, college.person("Ines Vale", needs="A seat by the door", told_to="team"))
    college.enrol(group, college.person("Tom Ash", needs="Large print", told_to="office"))
    return group


def test_marks_are_saved_as_they_are_pressed(live_server: Any, open_page: Any, group: Any) -> None:
    page = open_page(live_server, "/teaching", width=375, person=live_server.college.teacher)
    page.get_by_role("link", name="Register").click()
    assert "A seat by the door" in page.locator("main").inner_text()
    assert "Large print" not in page.content()
    row = page.locator(".register > li", has_text="Ines Vale")
    row.get_by_label("Came").check()
    row.get_by_text("Saved").wait_for()
    other = page.locator(".register > li", has_text="Tom Ash")
    other.get_by_label("Not here").check()
    other.get_by_text("Saved").wait_for()
    assert marks() == ["came", "missed"]
    with page.expect_response("**/register"):
        row.get_by_label("Part of it").check()
    assert marks() == ["missed", "part"]
    page.reload()
    assert row.get_by_label("Part of it").is_checked()
    axe(page)
    no_sideways_scroll(page)


def test_without_script_and_by_keyboard(live_server: Any, open_page: Any, group: Any) -> None:
    session = group.sessions[0].id
    teacher = live_server.college.teacher
    page = open_page(
        live_server, f"/teaching/sessions/{session}/register", script=False, person=teacher
    )
    for name, mark in (("Ines Vale", "Came"), ("Tom Ash", "Told us")):
        row = page.locator(".register > li", has_text=name)
        row.locator("input[type=radio]").first.focus()
        while not row.get_by_label(mark).is_checked():
            page.keyboard.press("Space" if mark == "Came" else "ArrowRight")
    press(page, page.get_by_role("button", name="Save"))
    page.get_by_text("Saved.").wait_for()
    assert marks() == ["came", "told_us"]
