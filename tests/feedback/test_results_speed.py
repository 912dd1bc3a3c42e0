"""A hundred thousand answers make a results page no slower: it reads figures only."""

from __future__ import annotations

from time import perf_counter

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, insert, select

from recoverycollege import clock
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.feedback.models import Answer, Change, Counted, FreeText, Turnout
from recoverycollege.feedback.queries.closed import ANSWERED
from tests.college import ZONE
from tests.figures import Figures

CLASSES, ANSWERS = 1_000, 100
MOST_SECONDS, MOST_STATEMENTS = 0.15, 8


@pytest.fixture
def course_id(college):
    """A course of a thousand classes, each with a hundred answers and its figures."""
    first, today = college.scheduled_class(), clock.today(ZONE)
    course_id, venue_id, item = first.course_id, first.venue_id, "hopeful"
    row = {"course_id": course_id, "venue_id": venue_id, "format": "online", "state": "open"}
    db.session.execute(insert(ScheduledClass), [row] * (CLASSES - 1))
    ids = db.session.scalars(select(ScheduledClass.id)).all()
    answers = [
        {"code": f"{c}-{n}", "item": item, "wave": "after", "class_id": c, "form_version": 1,
         "value": 3, "week": today}
        for c in ids for n in range(ANSWERS)
    ]  # fmt: skip
    db.session.execute(insert(Answer), answers)
    words = [{"id": f"{c}", "class_id": c, "item": "after-anything", "words": "Tea."} for c in ids]
    db.session.execute(insert(FreeText), words)
    Figures().of("class", first.id, 12)
    Figures().of("course", course_id, 12 * CLASSES)
    Figures().of("college", 0, 12 * CLASSES)
    for table in (Turnout, Change):
        made = db.session.execute(
            select(*table.__table__.columns).where(table.scope == "class")
        ).mappings()
        rows = [dict(each) for each in made]
        db.session.execute(
            insert(table), [each | {"scope_id": c} for each in rows for c in ids if c != first.id]
        )
    of_course = {"scope": "course", "scope_id": course_id, "item": ANSWERED}
    others = [of_course | {"class_id": c} for c in ids if c != first.id]
    db.session.execute(insert(Counted), others)
    db.session.commit()
    return course_id


@pytest.mark.both
def test_a_hundred_thousand_answers(college, course_id, sign_in_as):
    assert db.session.scalar(select(func.count()).select_from(Answer)) >= 100_000
    office = sign_in_as(college.office())
    for path in ("", "/college/0", f"/course/{course_id}", "/class/1", f"/course/{course_id}.csv"):
        url = f"/staff/feedback{path}"
        assert office.get(url).status_code == 200
        assert len(office.statements) <= MOST_STATEMENTS
        assert not any(" answer" in statement for statement in office.statements)
        warm = min(seconds(office, url) for _ in range(5))
        assert warm <= MOST_SECONDS, f"{url} took {warm:.3f} s"


def seconds(client: FlaskClient, url: str) -> float:
    """How long an answer takes, without the inspection of the page."""
    began = perf_counter()
    FlaskClient.open(client, url).get_data()
    return perf_counter() - began
