"""Quotes beside a released report: only what is published, of its scope, and in no file."""

from __future__ import annotations

from datetime import timedelta

import pytest

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.feedback.models import Quote, Release
from tests.college import ZONE

OURS, OTHERS, WAITING = "The tea was warm.", "I came back.", "Not shown yet."


@pytest.fixture
def reports(college, app):
    """Reports of a course and of the college that are out; a quote of each of two courses, and one
    that waits."""
    today = clock.today(ZONE)
    groups = [college.scheduled_class(college.course(title)) for title in ("Sleep", "Money")]
    rows = [
        Quote(id="a", class_id=groups[0].id, words=OURS, final=OURS, with_name=True),
        Quote(id="b", class_id=groups[1].id, words=OTHERS, final=OTHERS),
    ]
    for row in rows:
        row.state, row.until = "published", today + timedelta(days=9)
    rows.append(Quote(id="c", class_id=groups[0].id, words=WAITING, final=WAITING, state="asked"))
    found = []
    for scope, scope_id in (("course", groups[0].course_id), ("college", 0)):
        release = Release(scope=scope, scope_id=scope_id, period="year", period_id=2025)
        release.state, release.asked_at = "released", clock.now()
        release.name, release.period_name, release.released_at = "Sleep", "2025", clock.now()
        found.append(release)
    db.session.add_all([*rows, *found])
    db.session.commit()
    return found


def test_only_of_its_scope_and_nobody_is_named(reports, college, sign_in_as):
    manager = sign_in_as(college.manager())
    of_course, of_college = (manager.get(f"/staff/reports/releases/{r.id}").text for r in reports)
    assert (OURS in of_course, OTHERS in of_course) == (True, False)
    assert (OURS in of_college, OTHERS in of_college) == (True, True)
    assert WAITING not in of_course + of_college
    for kind in ("csv", "json"):
        assert OURS not in manager.get(f"/staff/reports/releases/{reports[0].id}.{kind}").text


def test_the_link_shows_them_until_they_are_taken_back(reports, college, sign_in_as, client):
    manager = sign_in_as(college.manager())
    page = f"/staff/reports/releases/{reports[0].id}"
    manager.press(f"{page}/link", page=page)
    link = manager.get(page).text.partition("/released/")[2].partition("<")[0]
    assert OURS in manager.get(f"/released/{link}").text
    db.session.delete(db.session.get_one(Quote, "a"))
    db.session.commit()
    assert OURS not in manager.get(f"/released/{link}").text
