"""The pages of released reports: who may make one, what they print, and the link for reading."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.feedback.models import Release, ReleaseRow
from recoverycollege.worker import run_once
from tests.college import ZONE
from tests.feedback.answers import pairs

URL = "/staff/reports/releases"
MOST_STATEMENTS = 12


@pytest.fixture
def course(app, college):
    """A course with two closed classes, in a term that is over: fourteen and nine people."""
    today = clock.today(ZONE)
    days = {"starts_on": today - timedelta(days=90), "ends_on": today - timedelta(days=1)}
    term, course = college.term("Spring", **days), college.course("=Food and mood")
    for count in (14, 9):
        group = college.scheduled_class(
            course, sessions=1, starts_in=timedelta(weeks=-4), capacity=40, term_id=term.id
        )
        pairs(college, group, count)
    run_once(app)
    return course


@pytest.fixture
def manager(college, course, sign_in_as):
    return sign_in_as(college.manager())


def ask(app, manager, of="college-0"):
    answer = manager.submit(f"{URL}/new", of=of, period="term-1")
    assert answer.status_code == 303
    run_once(app)
    return answer.location


def test_a_report_is_chosen_looked_at_released_and_read(app, client, manager, course) -> None:
    url = ask(app, manager, f"course-{course.id}")
    page = manager.get(url).text
    assert len(manager.statements) <= MOST_STATEMENTS
    assert not any(" answer" in s or "pair_count" in s for s in manager.statements)
    assert "Release it" in page and "<svg" in page and "not proof of cause" in page
    assert manager.get(f"{url}.csv").status_code == 404  # nothing leaves before it is released
    assert manager.press(f"{url}/out").status_code == 303
    page = manager.get(url).text
    assert "Released on" in page and "Mina Lead" in page and "ten people or more" in page
    _files(manager, url)
    _link(app, manager, url)


def _files(manager, url) -> None:
    rows = list(csv.reader(io.StringIO(manager.get(f"{url}.csv").get_data().decode("utf-8-sig"))))
    assert rows[0] == ["'=Food and mood"]
    by_name = {row[0]: row[1:] for row in reversed(rows) if row}  # the first of each
    assert by_name["I feel hopeful about my future."][0] == "25"
    assert by_name["Answered neither"] == ["<10", ""]
    book = zipfile.ZipFile(io.BytesIO(manager.get(f"{url}.xlsx").get_data()))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "=Food and mood" in sheet and "<f>" not in sheet
    codebook = json.loads(manager.get(f"{url}.json").get_data())
    assert codebook["threshold"]["people"] == 10
    assert {item["id"] for item in codebook["items"]} >= {"hopeful"}
    assert all(column["rounding"] for column in codebook["columns"])


def _link(app, manager, url) -> None:
    manager.press(f"{url}/link")
    address = re.search(r"http://localhost(/released/[0-9a-f]{64})", manager.get(url).text)[1]
    assert address not in manager.get(url).text  # it is shown once
    reader = app.test_client()
    page = reader.get(address)
    assert page.status_code == 200 and page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "/staff" not in page.text and len(reader.statements) <= MOST_STATEMENTS
    assert reader.get("/released/another").status_code == 404
    manager.press(f"{url}/links/1/end")
    assert reader.get(address).status_code == 404


def test_one_that_would_tell_of_a_few_says_why(app, college, course, manager, sign_in_as) -> None:
    db.session.add(
        Release(scope="college", scope_id=0, period="term", period_id=1, asked_at=clock.now())
    )
    db.session.commit()
    found = db.session.scalars(select(Release)).one()
    found.state, found.reason = "refused", "Laid beside a report that went out before."
    db.session.commit()
    page = manager.get(f"{URL}/{found.id}").text
    assert "can't be released" in page and "Laid beside" in page and "Release it" not in page
    assert manager.press(f"{URL}/{found.id}/out").status_code == 409


def test_the_office_reads_and_a_manager_releases(app, college, course, sign_in_as) -> None:
    office = sign_in_as(college.office())
    assert office.get(URL).status_code == 200
    assert office.get(f"{URL}/new").status_code == 403
    assert office.post(f"{URL}/1/out").status_code == 403
    assert office.get(f"{URL}/99").status_code == 404
    assert not db.session.scalars(select(ReleaseRow)).all()


def test_only_times_that_are_over_are_offered(college, manager) -> None:
    college.term("Still running", ends_on=clock.today(ZONE))
    page = manager.get(f"{URL}/new").text
    assert "Spring" in page and "Still running" not in page
    assert manager.submit(f"{URL}/new", of="college-0", period="").status_code == 422
