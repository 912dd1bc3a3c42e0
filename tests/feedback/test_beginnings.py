"""How those began who answered again, beside those who answered only before; where answers lay."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.feedback.drawings import bars, columns
from recoverycollege.feedback.models import Baseline, Change, PairCount
from recoverycollege.feedback.queries import results
from recoverycollege.feedback.queries.parts import Spread
from recoverycollege.feedback.rules.items import only_before
from recoverycollege.feedback.rules.privacy import spread
from recoverycollege.feedback.rules.statistics import apart
from recoverycollege.feedback.services.reporting import Closing, report_pools
from tests.feedback.answers import answer, done, key, loose, pair, pairs
from tests.feedback.conftest import code_for
from tests.figures import Figures

ITEM = only_before("hopeful")


@pytest.fixture
def close(college, course):
    """`close(9, 8)`: a closed class of nine pairs, and eight who answered only before."""

    def made(both, only, people=()):
        group = college.scheduled_class(
            course, sessions=1, starts_in=timedelta(weeks=-4), capacity=40
        )
        pairs(college, group, both)
        known = [*people, *[None] * (only - len(people))]
        for number, person in enumerate(known):
            place = college.enrol(group, person, state="completed")
            answer(group, code_for(place), before=1 + number % 2)
        Closing(clock.now(), key()).close([group.id])
        report_pools(clock.now())
        db.session.commit()
        return group

    return made


@pytest.mark.parametrize(("both", "only", "shown"), [(9, 8, 1), (9, 7, 0), (7, 9, 0)])
def test_both_sides_are_of_eight_people(close, both, only, shown) -> None:
    group = close(both, only)
    found = db.session.get(Baseline, ("class", group.id, ITEM))
    assert bool(found) == bool(shown)
    if found:
        assert (found.n, found.mean, found.pairs) == (8, 1.5, 9)
        assert found.low < found.difference < found.high
        change = db.session.get(Change, ("class", group.id, "hopeful"))
        assert found.pairs_mean == change.mean_before


def test_small_classes_come_together_in_their_course(close, course) -> None:
    for _ in range(2):
        close(10, 4)
    found = db.session.get(Baseline, ("course", course.id, ITEM))
    assert (found.n, found.pairs) == (8, 20)
    close(10, 2)  # the change is made anew, and stands beside the same people
    found = db.session.get(Baseline, ("course", course.id, ITEM))
    assert (found.n, found.pairs) == (8, 30)
    assert db.session.get(Change, ("course", course.id, "hopeful")).n == 30


def test_whoever_comes_again_is_one_person(college, close) -> None:
    people = [college.person() for _ in range(8)]
    close(10, 8, people)
    close(10, 8, people)
    new = select(PairCount.in_college).where(PairCount.item == ITEM)
    assert sum(db.session.scalars(new)) == 8
    assert db.session.get(Baseline, ("college", 0, ITEM)).n == 8


def test_who_answered_both_forms_began_with_the_others(college, course) -> None:
    """Someone who skipped a question afterwards stayed, though they make no pair of it."""
    group = college.scheduled_class(course, sessions=1, starts_in=timedelta(weeks=-4))
    code = pair(college, group)
    answer(group, code, before=3, item="people_can_recover")
    Closing(clock.now(), key()).close([group.id])
    assert not db.session.scalars(select(PairCount).where(PairCount.item.like("only-%"))).all()


def test_whose_answers_stand_alone_began_nowhere(college, course) -> None:
    """By the link of the class one person could begin several times. Whoever has no place any more,
    or stands alone after the class, is no row either."""
    group = college.scheduled_class(course, sessions=1, starts_in=timedelta(weeks=-4), capacity=40)
    loose(group, before=2)
    answer(group, code_for(college.enrol(group, state="withdrawn")), before=2)
    alone = code_for(college.enrol(group, state="completed"))
    answer(group, alone, before=2)
    done([alone], "untied")
    answer(group, code_for(college.enrol(group, state="completed")), before=2)
    Closing(clock.now(), key()).close([group.id])
    assert db.session.scalars(select(PairCount.people).filter_by(item=ITEM)).all() == [1]


def test_two_groups_as_student_published_them() -> None:
    """Cushny and Peebles 1905, as two groups; the interval as R's t.test prints it."""
    first = (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)
    second = (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)
    found = apart(first, second)
    assert round(found.diff, 2) == -1.58
    assert [round(end, 7) for end in found.ci] == [-3.3654832, 0.2054832]
    assert apart((2, 2), (3, 3)).ci == (-1, -1)


@pytest.mark.parametrize(
    ("counts", "few", "shown"),
    [
        ((0, 1, 8, 8, 2), 3, None),  # nineteen
        ((0, 2, 8, 8, 2), 3, [0, 0, 10, 10, 0]),
        ((0, 0, 0, 2, 30), 3, None),  # all but two
        ((0, 0, 0, 3, 30), 3, [0, 0, 0, 5, 30]),
        ((0, 0, 9, 12, 30), 10, [0, 0, 0, 10, 30]),
        ((4, 5, 9, 12, 30), 10, None),  # eighteen of sixty are kept back
        ((0, 0, 0, 9, 30), 10, None),
    ],
)
def test_what_may_be_told_of_where_answers_lay(counts, few, shown) -> None:
    assert spread(counts, few) == shown


def test_drawings_stay_in_their_width(course, college) -> None:
    given = {"before": [5, 10, 10, 5, 0], "after": [0, 5, 10, 10, 5]}
    Figures().of("course", course.id, 30, up=16, same=9, down=5, spread=given)
    line = results.report(results.subject("course", course.id)).figures.lines[0]
    at = bars(line)
    assert at.same == (42.0, 16.0) and at.up == (58.0, 24.0) and at.down == (34.0, 8.0)
    assert bars(replace(line, down=0, same=0)) is None  # half of them are kept back
    drawn = columns(Spread(**given))
    assert len(drawn) == 5 and drawn[0].before == 3.0 and drawn[4].after == 90.0
    assert (drawn[0].before_height, drawn[1].before_height, drawn[4].before_height) == (36, 72, 0)


def test_the_page_has_each_drawing_and_its_table(college, course, sign_in_as) -> None:
    given = {"before": [5, 10, 10, 5, 0], "after": [0, 5, 10, 10, 5]}
    Figures().of("course", course.id, 30, spread=given)
    today = clock.now().date()
    row = {"n": 12, "mean": 2.5, "pairs": 30, "pairs_mean": 3.06, "difference": 0.56}
    row |= {"low": -0.1, "high": 1.22, "made_on": today}
    db.session.add(Baseline(scope="course", scope_id=course.id, item=ITEM, **row))
    db.session.commit()
    office = sign_in_as(college.office())
    page = office.get(f"/staff/feedback/course/{course.id}").text
    for part in ('<svg class="diverging"', '<svg class="spread"', "How many gave each answer",
                 "How people began", "+0.6 (−0.1 to +1.2)", "fewer than 3"):  # fmt: skip
        assert part in page
    assert len(office.statements) <= 12
    assert "style=" not in page
    file = office.get(f"/staff/feedback/course/{course.id}.csv").get_data().decode("utf-8-sig")
    assert "How people began" in file and "Where the answers lay" in file
