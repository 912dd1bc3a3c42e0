"""The register goes on working when the connection drops: nothing is lost, and nothing is sent
twice."""

from __future__ import annotations

import gzip
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.enrolment.models import Attendance
from recoverycollege.history import Entry
from tests.live import ROOT

PEOPLE = 12
SCRIPT = ROOT / "recoverycollege/static/js/register.js"
MARKS = ("Came", "Part of it", "Told us", "Not here")
MOST_BYTES = 4096
WAITS = "Kept on this device."


@pytest.fixture
def group(live_server: Any) -> Any:
    college = live_server.college
    college.teacher, college.other = college.person("Amina Noor"), college.person("Joan Hill")
    group = college.scheduled_class(
        team=[(college.teacher, "peer"), (college.other, "practitioner")],
        starts_in=timedelta(minutes=30),
    )
    for number in range(PEOPLE):
        college.enrol(group, college.person(f"Student {number:02}"))
    return group


def register_of(live_server: Any, open_page: Any, group: Any, person: Any = None) -> Any:
    person = person or live_server.college.teacher
    path = f"/teaching/sessions/{group.sessions[0].id}/register"
    return open_page(live_server, path, width=375, person=person)


def row(page: Any, number: int) -> Any:
    return page.locator(".register > li", has_text=f"Student {number:02}")


def mark_all(page: Any) -> None:
    for number in range(PEOPLE):
        row(page, number).get_by_label(MARKS[number % 4], exact=True).check()


def time_passes(page: Any) -> None:
    """By the page's clock, until nothing waits any more."""
    for _ in range(100):
        if page.evaluate("localStorage.length") == 0:
            return
        page.clock.fast_forward("00:06")
        page.wait_for_timeout(100)


def check_kept(page: Any, group: Any) -> None:
    """Every mark is there once, in the history once, in the order of the presses."""
    for number in range(PEOPLE):
        row(page, number).get_by_text("Saved", exact=True).wait_for()
    db.session.rollback()
    marks = {mark.enrolment_id: mark.mark for mark in db.session.scalars(select(Attendance))}
    assert len(marks) == PEOPLE
    entries = db.session.scalars(select(Entry).where(Entry.action == "attendance.marked")).all()
    names = ("came", "part", "told_us", "missed")
    assert [entry.detail["after"] for entry in entries] == [names[n % 4] for n in range(PEOPLE)]
    assert [marks[entry.detail["enrolment_id"]] for entry in entries] == [
        entry.detail["after"] for entry in entries
    ]
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.both
def test_twelve_marks_without_a_connection(live_server: Any, open_page: Any, group: Any) -> None:
    page = register_of(live_server, open_page, group)
    page.clock.install()
    page.context.set_offline(True)
    mark_all(page)
    row(page, 11).get_by_text(WAITS).wait_for()
    page.clock.fast_forward("10:00")
    row(page, 0).get_by_text(WAITS).wait_for()
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "Student" not in kept
    db.session.rollback()
    assert db.session.scalars(select(Attendance)).all() == []
    page.context.set_offline(False)
    time_passes(page)
    check_kept(page, group)


def test_closed_without_a_connection_and_opened_again(
    live_server: Any, open_page: Any, group: Any
) -> None:
    page = register_of(live_server, open_page, group)
    page.context.set_offline(True)
    mark_all(page)
    row(page, 11).get_by_text(WAITS).wait_for()
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(f"{live_server.url}/teaching/sessions/{group.sessions[0].id}/register")
    check_kept(page, group)
    assert row(page, 3).get_by_label("Not here").is_checked()


def test_the_answer_is_lost_on_its_way_back(live_server: Any, open_page: Any, group: Any) -> None:
    """What was saved and not heard of is sent again, and changes nothing."""
    page = register_of(live_server, open_page, group)
    lost = []

    def lose_some(route: Any) -> None:
        if route.request.method == "POST" and len(lost) < 3:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/register", lose_some)
    page.clock.install()
    mark_all(page)
    time_passes(page)
    check_kept(page, group)
    assert lost == [200] * 3


def test_two_teachers_and_one_without_a_connection(
    live_server: Any, open_page: Any, group: Any
) -> None:
    """The later mark stands; both are in the history."""
    one = register_of(live_server, open_page, group)
    other = register_of(live_server, open_page, group, live_server.college.other)
    one.context.set_offline(True)
    row(one, 0).get_by_label("Not here").check()
    row(one, 0).get_by_text(WAITS).wait_for()
    row(other, 0).get_by_label("Came").check()
    row(other, 0).get_by_text("Saved").wait_for()
    one.context.set_offline(False)
    row(one, 0).get_by_text("Saved").wait_for()
    db.session.rollback()
    assert [mark.mark for mark in db.session.scalars(select(Attendance))] == ["missed"]
    entries = db.session.scalars(select(Entry).where(Entry.action == "attendance.marked")).all()
    assert [(e.detail["before"], e.detail["after"]) for e in entries] == [
        ("", "came"),
        ("came", "missed"),
    ]


def signed_in_again(live_server: Any) -> list[dict[str, str]]:
    """The cookies of another session: what the page carries no longer fits."""
    found = live_server.cookies_of(live_server.college.teacher)
    return [{"name": name, "value": value, "url": live_server.url} for name, value in found.items()]


@pytest.mark.parametrize("same", [True, False])
def test_signed_out_meanwhile_nothing_is_lost(
    live_server: Any, open_page: Any, group: Any, same: bool
) -> None:
    page = register_of(live_server, open_page, group)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    row(page, 0).get_by_label("Came").check()
    row(page, 0).get_by_text("Please load this page again").wait_for()
    page.context.add_cookies(cookies if same else signed_in_again(live_server))
    if not same:
        row(page, 1).get_by_label("Came").check()
        row(page, 1).get_by_text("Please load this page again").wait_for()
    page.reload()
    row(page, 0).get_by_text("Saved", exact=True).wait_for()
    db.session.rollback()
    assert {mark.mark for mark in db.session.scalars(select(Attendance))} == {"came"}


def test_the_script_is_small() -> None:
    assert len(gzip.compress(Path(SCRIPT).read_bytes())) <= MOST_BYTES
