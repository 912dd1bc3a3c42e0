"""Nothing of fewer than eight people is laid down, nor can it be told from what is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.feedback.models import Answer, Change, PairCount, Turnout
from recoverycollege.feedback.rules import privacy
from recoverycollege.feedback.rules.pooling import countable, publishes
from recoverycollege.feedback.services.reporting import report_class, report_pools
from tests.feedback.answers import key, pair, pairs


@pytest.fixture
def make(college):
    """`make(course, people)`: a closed class of so many pairs."""
    term = college.term()

    def made(course, people, **columns):
        group = college.scheduled_class(
            course, sessions=1, starts_in=timedelta(weeks=-4), capacity=40, term_id=term.id
        )
        pairs(college, group, people, **columns)
        report_class(group.id, clock.now(), key())
        db.session.commit()
        return group

    return made


def pooled(scope, scope_id):
    """The people of a pool, after the worker; 0 where nothing is published."""
    report_pools(clock.now())
    db.session.commit()
    found = db.session.get(Change, (scope, scope_id, "hopeful"))
    return found.n if found else 0


def rows() -> list[tuple[object, ...]]:
    found = db.session.execute(select(Change).order_by(Change.scope, Change.scope_id, Change.item))
    return [tuple(getattr(r, c.key) for c in Change.__table__.c) for (r,) in found]


@pytest.mark.both
@pytest.mark.parametrize(("people", "shown"), [(5, 0), (7, 0), (8, 5), (9, 5)])
def test_seven_write_nothing_and_eight_do(app, college, make, people, shown) -> None:
    """A class, its course, its strand, its term and the college: five rows, or none."""
    make(college.course(), people)
    report_pools(clock.now())
    assert db.session.scalar(select(func.count()).select_from(Change)) == shown


def test_the_thresholds_are_these() -> None:
    assert [privacy.may_show(n) for n in (0, 7, 8)] == [False, False, True]
    assert [privacy.replaces(20, n) for n in (12, 13, 27, 28)] == [True, False, False, True]
    assert [privacy.pooled({1: 4, 2: n}) for n in (3, 4)] == [set(), {1, 2}]


@pytest.mark.both
def test_the_database_itself_refuses_seven(app, college, make) -> None:
    make(college.course(), 8)
    row = db.session.scalars(select(Change)).first()
    row.n = 7
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


@pytest.mark.both
def test_frozen_once_closed(app, college, make) -> None:
    """Whoever answers, changes or deletes afterwards changes no figure."""
    course = college.course()
    group = make(course, 9)
    report_pools(clock.now())
    before = rows()
    db.session.execute(delete(Answer).where(Answer.value == 1))
    pairs(college, group, 3)
    assert report_class(group.id, clock.now(), key()) == 0
    report_pools(clock.now())
    assert rows() == before


@pytest.mark.both
@pytest.mark.parametrize("late", ["a sheet", "a deletion"])
def test_a_closed_class_is_the_same_in_every_pool(app, college, make, late) -> None:
    """Twelve are shown. Then a thirteenth sheet is typed in, or someone deletes their answers:
    course less class less class must not be what that one person said."""
    course = college.course()
    first = make(course, 12)
    if late == "a sheet":
        pair(college, first, 1, 5)
    else:
        someone = db.session.scalar(select(func.min(Answer.code)))
        db.session.execute(delete(Answer).where(Answer.code == someone))
    db.session.commit()
    second = make(course, 8)
    for scope, scope_id in (("course", course.id), ("term", first.term_id), ("college", 0)):
        assert pooled(scope, scope_id) == 20
        whole = db.session.get(Change, (scope, scope_id, "hopeful"))
        parts = [db.session.get(Change, ("class", g.id, "hopeful")) for g in (first, second)]
        for name in ("n", "up", "same", "down"):
            assert getattr(whole, name) == sum(getattr(part, name) for part in parts)
        for name in ("mean_before", "mean_after"):
            total = sum(getattr(part, name) * part.n for part in parts)
            assert getattr(whole, name) * whole.n == pytest.approx(total)


@pytest.mark.both
def test_what_is_counted_of_a_class_has_no_codes(app, college, make) -> None:
    group = make(college.course(), 5)
    found = db.session.scalars(select(PairCount).where(PairCount.class_id == group.id)).all()
    assert sum(row.people for row in found) == sum(row.in_total for row in found) == 5
    assert not {"code", "week"} & set(PairCount.__table__.c.keys())


@pytest.mark.both
def test_small_classes_are_pooled_once_they_are_eight(app, college, make) -> None:
    course = college.course()
    make(course, 12)
    make(course, 4)
    assert pooled("course", course.id) == 12  # less the class shown, the pool would tell of four
    make(course, 4)
    assert pooled("course", course.id) == 20


@pytest.mark.both
def test_a_pool_is_replaced_by_eight_more_only(app, college, make) -> None:
    course = college.course()
    make(course, 5)
    make(course, 5)
    assert pooled("course", course.id) == 10
    make(course, 7)
    assert pooled("course", course.id) == 10
    make(course, 1)
    assert pooled("course", course.id) == 18


@pytest.mark.both
def test_a_large_class_does_not_uncover_a_small_one(app, college, make) -> None:
    """5 + 4 are published. Then come 3, and 10 that are shown: 22 - 10 - 9 would be the three."""
    course = college.course()
    make(course, 5)
    make(course, 4)
    assert pooled("course", course.id) == 9
    make(course, 3)
    make(course, 10)
    assert pooled("course", course.id) == 19


@pytest.mark.both
def test_a_strand_counts_what_its_courses_cannot(app, college, make) -> None:
    strand = college.strand()
    one, other = (college.course(strand=strand) for _ in range(2))
    make(one, 9)
    make(one, 4)
    assert pooled("strand", strand.id) == 9
    make(other, 5)
    assert [pooled("course", c.id) for c in (one, other)] == [9, 0]
    assert pooled("strand", strand.id) == 18


@pytest.mark.both
def test_a_few_left_out_of_a_total_are_not_told_by_it(app, college, make) -> None:
    """Eleven are shown as a class; a total of ten of them would tell of the eleventh."""
    course = college.course()
    group = make(course, 11)
    make(course, 8)
    row = db.session.scalars(select(PairCount).where(PairCount.class_id == group.id)).first()
    row.in_total -= 1
    db.session.commit()
    assert pooled("term", group.term_id) == pooled("college", 0) == 0
    assert pooled("course", course.id) == 19


@pytest.mark.both
def test_the_term_and_the_college_tell_no_class_their_courses_keep_back(app, college, make) -> None:
    """Four and four are their course; the five of another course would be the rest."""
    one, other = college.course(), college.course()
    group = make(one, 4)
    make(one, 4)
    make(other, 5)
    report_pools(clock.now())
    db.session.commit()
    for scope, scope_id in (("course", one.id), ("term", group.term_id), ("college", 0)):
        assert db.session.get(Change, (scope, scope_id, "hopeful")).n == 8
        assert db.session.get(Turnout, (scope, scope_id)).both == 8
    assert pooled("course", other.id) == 0


@pytest.mark.both
def test_a_course_over_two_terms_is_not_taken_apart_by_one(app, college, make) -> None:
    """Ten are shown as a class. Four more of the term are in their course's eight: term less class
    would tell of the four."""
    course, next_term = college.course(), college.term("Next term")
    large = make(college.course(), 10)
    make(course, 4)
    later = make(course, 4)
    later.term_id = next_term.id
    db.session.commit()
    assert pooled("term", large.term_id) == 10
    assert pooled("course", course.id) == 8
    assert pooled("term", large.term_id) == 10
    assert pooled("college", 0) == 18


@pytest.mark.both
def test_who_answered_is_pooled_by_the_same_rule(app, college, make) -> None:
    course = college.course()
    make(course, 8)
    make(course, 7)
    report_pools(clock.now())
    assert db.session.get(Turnout, ("course", course.id)).both == 8


# The rule itself: groups that are published elsewhere, the people of each class


@pytest.mark.parametrize(
    ("groups", "people", "counted"),
    [
        ([{1}], {1: 9, 2: 3, 3: 4}, {1}),
        ([{1}], {1: 9, 2: 4, 3: 4}, {1, 2, 3}),
        ([{1, 2}], {1: 4, 2: 4, 3: 5}, {1, 2}),
        ([{1, 9}], {1: 4, 2: 4, 3: 5}, {2, 3}),  # reaches beyond: nothing of it
        ([{1, 2}, {2, 3}], {1: 4, 2: 4, 3: 5}, {1, 2}),  # five new ones of the second
        ([{1, 2}, {2, 3}], {1: 4, 2: 4, 3: 8}, {1, 2, 3}),
        ([{8, 9}], {1: 4, 2: 5}, {1, 2}),
    ],
)
def test_what_others_show_is_counted_whole_or_not_at_all(groups, people, counted) -> None:
    assert countable(groups, people, people) == counted


def test_a_class_of_which_only_some_count_is_not_shown_by_its_own_figures() -> None:
    """Twelve are shown alone, three of them count here, beside ten who are shown: 13 - 10."""
    everyone = {1: 12, 2: 10}
    assert countable([{1}, {2}], everyone, {1: 3, 2: 10}) == {2}
    assert countable([{1}, {2}], everyone, {1: 9, 2: 10}) == {1, 2}


def test_what_was_counted_together_stays_together() -> None:
    """The three and five are published. A course shows the three with four others: they would be
    the difference, so they wait until they are eight."""
    people = {1: 3, 2: 5, 3: 4}
    assert countable([], people, people, before={1, 2}) == {1, 2}
    assert countable([{1, 3}], people, people, before={1, 2}) == {1, 2}
    assert countable([{1, 3, 4}], people | {4: 4}, people | {4: 4}, before={1, 2}) == {1, 2, 3, 4}


@pytest.mark.parametrize(
    ("old", "new", "left_out", "yes"),
    [(None, 7, 0, False), (None, 8, 0, True), (8, 15, 0, False), (8, 16, 0, True)]
    + [(None, 50, 1, False), (None, 50, 7, False), (None, 50, 8, True)],
)
def test_what_may_be_published(old, new, left_out, yes) -> None:
    assert publishes(old, new, left_out) is yes
