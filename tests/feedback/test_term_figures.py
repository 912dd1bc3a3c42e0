"""A term in numbers: classes, people, places, who waits, who came."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.feedback.models import TermFigures
from recoverycollege.worker import run_once
from tests.college import ZONE

pytestmark = pytest.mark.both
NAMES = ("classes", "people", "enrolments", "places", "unfilled", "waiting", "marks", "came")


@pytest.fixture
def term(college):
    return college.term()


def figures(app, term, strand=None) -> tuple[int, ...]:
    run_once(app)
    db.session.rollback()
    of = strand.id if strand else None
    row = db.session.scalars(select(TermFigures).filter_by(term_id=term.id, strand_id=of)).one()
    return tuple(getattr(row, name) for name in NAMES)


def test_a_term_without_anything(app, term) -> None:
    assert figures(app, term) == (0,) * len(NAMES)


def test_whole_and_by_strand(app, college, term) -> None:
    one, other = college.strand("One"), college.strand("Other")
    full = college.scheduled_class(college.course(strand=one), term_id=term.id, capacity=2)
    empty = college.scheduled_class(college.course(strand=other), term_id=term.id, capacity=5)
    college.scheduled_class(term_id=term.id, state="draft", capacity=50)
    college.scheduled_class(term_id=None, capacity=50)
    both, only = college.enrol(full), college.enrol(full)
    college.enrol(empty, both.person)
    college.enrol(empty, state="offered")
    college.enrol(empty, state="withdrawn")
    college.enrol(full, state="waiting")
    college.enrol(full, state="waiting", confirmed_at=None)
    first, second = full.sessions[:2]
    college.mark(first, both)
    college.mark(first, only, "part")
    college.mark(second, both, "missed")
    college.mark(second, only, "college_cancelled")
    assert figures(app, term) == (2, 2, 3, 7, 3, 1, 3, 2)
    assert figures(app, term, one) == (1, 2, 2, 2, 0, 1, 3, 2)
    assert figures(app, term, other) == (1, 1, 1, 5, 3, 0, 0, 0)


def test_an_overfull_class_fills_no_other(app, college, term) -> None:
    course = college.course()
    for capacity, people in ((2, 3), (5, 1)):
        group = college.scheduled_class(course, term_id=term.id, capacity=capacity)
        for _ in range(people):
            college.enrol(group)
    assert figures(app, term)[3:5] == (7, 4)


def test_the_terms_around_today(app, college) -> None:
    today = clock.today(ZONE)
    terms = [
        college.term(
            f"Term {days}",
            starts_on=today + timedelta(days=days),
            ends_on=today + timedelta(days=days + 80),
        )
        for days in (-200, -100, -10, 80, 180)
    ]
    run_once(app)
    found = db.session.scalars(select(TermFigures.term_id)).all()
    assert sorted(found) == [term.id for term in terms[1:4]]


def test_counted_again_not_added(app, college, term, time) -> None:
    figures(app, term)
    time.move(minutes=10)
    college.scheduled_class(term_id=term.id)
    assert figures(app, term)[0] == 1
    whole = TermFigures.strand_id.is_(None)
    assert db.session.scalar(select(func.count()).select_from(TermFigures).where(whole)) == 1
    assert db.session.scalar(select(TermFigures.made_at).where(whole)) == clock.now()
