"""Figures as the worker lays them down: whose pairs they are, and when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from recoverycollege import clock
from recoverycollege.catalogue.models import Course
from recoverycollege.database import db
from recoverycollege.feedback.models import (
    Afterwards,
    Answer,
    AskedOutcome,
    Change,
    Counted,
    Turnout,
)
from recoverycollege.feedback.rules.statistics import compare
from recoverycollege.feedback.services import pooling
from recoverycollege.feedback.services.reporting import (
    Closing,
    closed_classes,
    report_pools,
)
from recoverycollege.worker import run_once
from tests.feedback.answers import answer, done, key, loose, pair, pairs

pytestmark = pytest.mark.both
COURSE, STRAND, TERM = "course", "strand", "term"


@pytest.fixture
def term(college):
    return college.term()


@pytest.fixture
def make(college, term):
    """`make(course)`: a class whose last session was four weeks ago."""
    return lambda course=None, **columns: college.scheduled_class(
        course,
        sessions=1,
        starts_in=timedelta(weeks=-4),
        **({"term_id": term.id, "capacity": 40} | columns),
    )


@pytest.fixture
def group(make):
    return make()


def report(app) -> int:
    return run_once(app)["report"]


def change(scope, scope_id, item="hopeful"):
    db.session.rollback()
    return db.session.get(Change, (scope, scope_id, item))


def turnout(scope, scope_id):
    db.session.rollback()
    return db.session.get(Turnout, (scope, scope_id))


def test_what_is_asked_only_afterwards_has_a_mean(app, college, course, make) -> None:
    large, small = make(course), make(course)
    for group, people in ((large, 8), (small, 7)):
        for value in range(people):
            code = pair(college, group)
            answer(group, code, after=1 + value % 5, item="part_of_group")
    pair(college, large)  # did not answer this one: missing is not zero
    code = pair(college, large)
    answer(large, code, after=0, item="part_of_group")
    report(app)
    db.session.rollback()
    rows = {(row.scope, row.scope_id): row for row in db.session.scalars(select(Afterwards))}
    row = rows["class", large.id]
    assert (row.n, row.mean) == (8, pytest.approx((1 + 2 + 3 + 4 + 5 + 1 + 2 + 3) / 8))
    assert ("class", small.id) not in rows
    assert rows["course", course.id].n == 8  # the seven would be told by the difference
    assert report(app) == 0


def test_answers_by_the_qr_link_are_no_people(app, college, group) -> None:
    """One person can open the link of the class three times."""
    for _ in range(7):
        answer(group, pair(college, group), after=3, item="part_of_group")
    for _ in range(3):
        loose(group, after=5, item="part_of_group")
    report(app)
    db.session.rollback()
    assert db.session.scalars(select(Afterwards)).all() == []
    answers_of = select(Answer).where(Answer.item == "part_of_group")
    assert len(db.session.scalars(answers_of).all()) == 10


def close(*groups) -> None:
    """As the worker does it, and no other sweep."""
    for group in groups:
        Closing(clock.now(), key()).close([group.id])
    report_pools(clock.now())
    db.session.commit()


# One class


def test_a_row_says_what_compare_says(app, college, group) -> None:
    before = [1 + i % 5 for i in range(33)]
    after = [min(5, value + i % 3) for i, value in enumerate(before)]
    for pre, post in zip(before, after, strict=True):
        pair(college, group, pre, post)
    report(app)
    row, expected = change("class", group.id), compare(before, after)
    names = {"n": "n", "mean_before": "pre_mean", "mean_after": "post_mean", "d_z": "dz"}
    names |= {"difference": "diff", "up": "up", "same": "same", "down": "down"}
    names |= {"effect": "g_av", "t_p": "p"}
    for column, name in names.items():
        assert getattr(row, column) == pytest.approx(getattr(expected, name)), column
    assert (row.low, row.high) == pytest.approx(expected.ci)
    assert row.signed_rank_p == pytest.approx(expected.ranked.p)
    assert row.rank_biserial == pytest.approx(expected.ranked.rank_biserial)


@pytest.mark.parametrize(("people", "effect", "tests"), [(19, 0, 0), (20, 1, 0), (30, 1, 1)])
def test_effect_from_twenty_and_tests_from_thirty(
    app, college, group, people, effect, tests
) -> None:
    pairs(college, group, people)
    report(app)
    row = change("class", group.id)
    technical = (row.d_z, row.t_p, row.signed_rank_p, row.rank_biserial)
    assert (row.effect is not None) == effect
    assert [value is not None for value in technical] == [bool(tests)] * 4


def test_missing_is_never_zero(app, college, group) -> None:
    """An answer that was left out, and "I would rather not say", make no pair."""
    pairs(college, group, 8)
    pair(college, group, before=0, after=5)
    pair(college, group, before=5, after=0)
    pair(college, group, before=5, after=None)
    report(app)
    row = change("class", group.id)
    assert (row.n, row.up + row.same + row.down) == (8, 8)


@pytest.mark.parametrize("columns", [{"after_version": 2}, {"in_time": False}])
def test_another_version_or_too_late_makes_no_pair(app, college, group, columns) -> None:
    pairs(college, group, 8)
    pair(college, group, 1, 5, **columns)
    report(app)
    assert change("class", group.id).n == 8


def test_outcomes_keep_their_words_and_come_first(app, college, group) -> None:
    row = AskedOutcome(class_id=group.id, position=0, item="outcome-a", words="rest well")
    db.session.add(row)
    pairs(college, group, 8, item="outcome-a")
    for code in db.session.scalars(select(Answer.code).distinct()).all():
        answer(group, code, before=2, after=3)
    report(app)
    outcome, hope = change("class", group.id, "outcome-a"), change("class", group.id)
    assert (outcome.words, hope.words) == ("rest well", "")
    assert outcome.position < hope.position
    strand = change(STRAND, group.course.strand_id, "outcome-a")
    assert strand.position > change(STRAND, group.course.strand_id).position
    assert change("college", 0) and change("college", 0, "outcome-a") is None


def test_who_answered(app, college, group) -> None:
    pairs(college, group, 3)
    pair(college, group, before=3, after=None)
    pair(college, group, before=None, after=3)
    pair(college, group, before=None, after=3, in_time=False)
    done([pair(college, group, before=None, after=None)], "refused")
    done([pair(college, group, before=None, after=None)], "untied")
    loose(group, before=2, after=4)
    loose(group, before=2)
    waiting = college.enrol(group, state="waiting")
    report(app)
    row = turnout("class", group.id)
    assert waiting and (row.places, row.both, row.before, row.after) == (8, 3, 1, 1)
    assert (row.neither, row.untied, row.classes) == (2, 1, 1)


def test_untied_pairs_count_in_the_figures(app, college, group) -> None:
    pairs(college, group, 7)
    loose(group, before=2, after=4)
    report(app)
    assert change("class", group.id).n == 8
    assert turnout("class", group.id).both == 7


def test_someone_who_left_is_nobody_untied(app, college, group) -> None:
    code = pair(college, group, before=2, after=3)
    db.session.execute(delete(Answer).where(Answer.code == code, Answer.wave == "before"))
    college.enrol(group)
    left = pair(college, group, before=4, after=4)
    from recoverycollege.enrolment.models import Enrolment

    last = db.session.scalars(select(Enrolment).order_by(Enrolment.id.desc())).first()
    last.state = "withdrawn"
    db.session.commit()
    report(app)
    row = turnout("class", group.id)
    assert left and (row.places, row.after, row.neither, row.untied) == (2, 1, 1, 0)


# When


def test_forms_close_after_three_weeks(app, college, time) -> None:
    group = college.scheduled_class(sessions=1, starts_in=timedelta(hours=-2))
    pairs(college, group, 8)
    time.move(days=21, minutes=-1)
    assert closed_classes(clock.now(), key()) == []
    time.move(minutes=1)
    assert closed_classes(clock.now(), key()) == [group.id]


def test_everyone_done_closes_early(app, college) -> None:
    group = college.scheduled_class(sessions=1, starts_in=timedelta(hours=-2))
    first, second, third = pairs(college, group, 3)
    college.enrol(group, state="withdrawn")
    done([first])
    done([second], "refused")
    done([third], wave="before")
    assert closed_classes(clock.now(), key()) == []
    done([third], "untied")
    assert closed_classes(clock.now(), key()) == [group.id]


def test_nobody_is_not_everyone(app, college) -> None:
    college.scheduled_class(sessions=1, starts_in=timedelta(hours=-2))
    assert closed_classes(clock.now(), key()) == []


def test_before_the_last_session_nothing_closes(app, college) -> None:
    group = college.scheduled_class(sessions=2, starts_in=timedelta(days=-1))
    done(pairs(college, group, 3))
    assert closed_classes(clock.now(), key()) == []


@pytest.mark.parametrize("state", ["draft", "called_off"])
def test_only_classes_that_took_place(app, make, state) -> None:
    make(state=state)
    assert closed_classes(clock.now(), key()) == []


def test_twice_changes_nothing(app, college, group, time) -> None:
    pairs(college, group, 9)
    assert report(app) > 0
    time.move(days=1)
    assert report(app) == 0
    assert change("class", group.id).made_on == turnout(COURSE, group.course_id).made_on
    assert Closing(clock.now(), key()).close([group.id]) == 0


# Totals


@pytest.mark.parametrize("closed", ["at once", "one after the other"])
def test_totals_count_a_person_once_a_term(app, college, make, term, closed) -> None:
    one, other = make(), make()
    people = [college.person() for _ in range(9)]
    pairs(college, one, 10, people)
    pairs(college, other, 9, people)
    if closed == "at once":
        Closing(clock.now(), key()).close([one.id, other.id])
    close(one, other)
    assert change(TERM, term.id).n == change("college", 0).n == 10
    assert change(STRAND, one.course.strand_id).n == 19


def test_no_class_leaves_a_pool(app, college, make) -> None:
    """A course has another strand by now: what was counted in the old one still is."""
    course = college.course()
    strand_id = course.strand_id
    pairs(college, make(course), 9)
    report(app)
    assert change(STRAND, strand_id).n == 9
    db.session.get_one(Course, course.id).strand_id = college.strand("Another").id
    db.session.commit()
    stays = college.course("Stays")
    db.session.get_one(Course, stays.id).strand_id = strand_id
    db.session.commit()
    pairs(college, make(stays), 8)
    report(app)
    assert change(STRAND, strand_id).n == 17
    assert turnout(STRAND, strand_id).classes == 2


def test_what_was_counted_is_counted_on(app, college, make, course, monkeypatch) -> None:
    """Whatever the rules would count now: taking a class away would tell of it."""
    first, second = make(course), make(course)
    pairs(college, first, 9)
    close(first)
    monkeypatch.setattr(
        pooling, "countable", lambda _scope, _groups, parts, _: {second.id} & {*parts}
    )
    pairs(college, second, 8)
    close(second)
    assert change(COURSE, course.id).n == 17
    counted = select(Counted.class_id, Counted.since).filter_by(scope=COURSE, item="hopeful")
    assert dict(db.session.execute(counted).all()) == {first.id: 1, second.id: 2}


def test_terms_have_their_own_classes(app, college, make, term) -> None:
    other = college.term("Last term")
    pairs(college, make(), 10)
    pairs(college, make(term_id=other.id), 9)
    pairs(college, make(term_id=None), 8)
    report(app)
    assert [change(TERM, t.id).n for t in (term, other)] == [10, 9]
    assert change("college", 0).n == 27
    assert turnout("college", 0).classes == 3


def test_a_pool_says_which_classes_it_counts(app, college, make) -> None:
    course = college.course()
    groups = [make(course), make(course)]
    for group in groups:
        pairs(college, group, 5)
    close(*groups)
    counted = db.session.scalars(select(Counted.class_id).where(Counted.scope == COURSE))
    assert set(counted) == {group.id for group in groups}
    row = turnout(COURSE, course.id)
    assert (row.both, row.places, row.classes) == (10, 10, 2)
