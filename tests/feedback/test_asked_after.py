"""What a college asks after a class alone: a mean, under its own name, beside what has a before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.feedback.models import Afterwards, Change
from recoverycollege.feedback.queries.results import report, subject
from recoverycollege.feedback.rules.asking import Line, asks, line_of
from recoverycollege.feedback.rules.items import only_after
from recoverycollege.feedback.services.reporting import Closing, report_pools
from tests.feedback.answers import answer, key, loose, pair
from tests.feedback.instruments import enter_texts

MORE, PERCENT = only_after("look_after_myself"), only_after("who-5@1.1/percent")
WHO = [f"who-5@1.1:who{n}" for n in range(1, 6)]


@pytest.fixture
def group(college, course):
    return college.scheduled_class(course, sessions=1, starts_in=timedelta(weeks=-4), capacity=40)


def close(*groups) -> None:
    Closing(clock.now(), key()).close([group.id for group in groups])
    report_pools(clock.now())
    db.session.commit()


@pytest.mark.parametrize(
    ("lines", "item", "asked"),
    [
        ([Line("own", "hopeful")], "hopeful", True),
        ([Line("own", "hopeful")], "own_say", False),
        ([Line("outcomes")], "outcome-0123", True),
        ([Line("instrument", "who-5@1.1")], "who-5@1.1:calm", True),
        ([Line("instrument", "who-5@1.1")], "who-5@1.12:calm", False),
        ([Line("question", "question-1")], "question-1", True),
        ([], "hopeful", False),
    ],
)
def test_what_a_form_asks(lines, item, asked) -> None:
    assert asks(lines, item) is asked
    assert line_of("who-5@1.1:calm") == "who-5@1.1"


@pytest.mark.both
@pytest.mark.parametrize(("people", "shown"), [(8, 1), (7, 0)])
def test_a_mean_of_eight_people(college, group, course, people, shown) -> None:
    for number in range(people):
        code = pair(college, group)
        answer(group, code, after=1 + number % 5, item="look_after_myself")
    answer(group, pair(college, group), after=0, item="look_after_myself")  # would rather not say
    loose(group, after=5, item="look_after_myself")  # by the link: nobody's
    close(group)
    for scope in (("class", group.id), ("course", course.id), ("college", 0)):
        row = db.session.get(Afterwards, (*scope, MORE))
        assert bool(row) == bool(shown)
        assert row is None or (row.n, row.mean) == (8, pytest.approx(2.625))
    assert db.session.get(Change, ("class", group.id, "look_after_myself")) is None
    found = report(subject("class", group.id))
    words = [level.item.words for level in found.figures.levels] if found.figures else []
    assert words == ["I know something I can do to look after myself."] * shown


def test_a_class_that_was_asked_before_is_apart(college, course, group) -> None:
    """Its change is of pairs, whatever another class of the course was asked."""
    other = college.scheduled_class(course, sessions=1, starts_in=timedelta(weeks=-4), capacity=40)
    for _ in range(9):
        pair(college, group, item="look_after_myself")
        answer(other, pair(college, other), after=5, item="look_after_myself")
    answer(group, pair(college, group), after=5, item="look_after_myself")  # skipped it before
    close(group, other)
    assert db.session.get(Change, ("course", course.id, "look_after_myself")).n == 9
    assert db.session.get(Afterwards, ("course", course.id, MORE)).n == 9
    assert db.session.get(Afterwards, ("class", group.id, MORE)) is None


def test_an_instrument_is_scored_by_its_rule(college, group) -> None:
    enter_texts("who-5")
    for number in range(9):
        code = pair(college, group)
        for item in WHO[: 4 if number == 8 else 5]:  # the last left one out: no score
            answer(group, code, after=3, item=item)
    close(group)
    row = db.session.get(Afterwards, ("class", group.id, PERCENT))
    assert (row.n, row.mean, row.words) == (8, 60, "WHO-5 Well-Being Index: Well-being, 0 to 100")
    [level] = [
        level
        for level in report(subject("class", group.id)).figures.levels
        if "0 to 100" in level.item.words
    ]
    assert level.mean == 60
