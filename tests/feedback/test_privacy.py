"""Nothing of fewer than eight people is laid down, nor can it be told from what is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.feedback.models import Answer, Change, PairCount, Turnout
from recoverycollege.feedback.services.reporting import Closing, report_pools
from tests.feedback.answers import key, pair, pairs


@pytest.fixture
def make(college):
    """`make(course, 9, people)`: a closed class of so many pairs, of these people first."""
    term = college.term()

    def made(course, count, people=(), term_id=term.id):
        group = college.scheduled_class(
            course, sessions=1, starts_in=timedelta(weeks=-4), capacity=40, term_id=term_id
        )
        pairs(college, group, count, people)
        Closing(clock.now(), key()).close([group.id])
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
    assert Closing(clock.now(), key()).close([group.id]) == 0
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
    for item in ("hopeful", ""):
        of_item = [row for row in found if row.item == item]
        assert sum(row.people for row in of_item) == sum(row.in_college for row in of_item) == 5
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
def test_eight_places_of_six_people_are_too_few(app, college, make) -> None:
    """Four and four, and two of them are the same: the pool would be of six people."""
    course, both = college.course(), [college.person(), college.person()]
    make(course, 4, people=both)
    group = make(course, 4, people=both)
    assert [pooled("course", course.id), pooled("strand", course.strand_id)] == [0, 0]
    assert [pooled("term", group.term_id), pooled("college", 0)] == [0, 0]
    assert db.session.get(Turnout, ("course", course.id)) is None
    make(course, 2)
    assert pooled("course", course.id) == 10
    assert pooled("term", group.term_id) == pooled("college", 0) == 0  # ten less eight: the two


@pytest.mark.both
def test_small_classes_of_the_same_people_do_not_join_a_large_one(app, college, make) -> None:
    course = college.course()
    make(course, 12)
    same = [college.person() for _ in range(4)]
    make(course, 4, people=same)
    make(course, 4, people=same)
    assert pooled("course", course.id) == 12


@pytest.mark.both
def test_a_few_left_out_of_a_total_are_not_told_by_it(app, college, make) -> None:
    """Eleven and nine are shown as classes; a total in which one of them counts once would tell of
    that one. Eight are enough."""
    course, known = college.course(), [college.person() for _ in range(8)]
    group = make(course, 11, people=known[:1])
    make(course, 9, people=known[:1])
    assert pooled("term", group.term_id) == pooled("college", 0) == 0
    assert pooled("course", course.id) == 20
    make(course, 9, people=known)
    assert pooled("term", group.term_id) == pooled("college", 0) == 0
    make(course, 16, people=known)
    assert pooled("term", group.term_id) == pooled("college", 0) == 11 + 8 + 8 + 8


@pytest.mark.both
def test_a_few_left_out_eight_times_are_still_a_few(app, college, make) -> None:
    """Three people in four large classes: nine places that a total leaves out."""
    course, same = college.course(), [college.person() for _ in range(3)]
    groups = [make(course, 12, people=same) for _ in range(4)]
    assert pooled("course", course.id) == 48
    assert pooled("term", groups[0].term_id) == pooled("college", 0) == 0


@pytest.mark.both
def test_in_the_college_each_person_counts_once(app, college, make) -> None:
    """Nine come back in the next term. In each term's total they count, in the college's once."""
    next_term, known = college.term("Next term"), [college.person() for _ in range(9)]
    group = make(college.course(), 20, people=known)
    make(college.course(), 20, people=known, term_id=next_term.id)
    assert pooled("term", group.term_id) == pooled("term", next_term.id) == 20
    assert pooled("college", 0) == 31


@pytest.mark.both
def test_terms_less_the_college_tell_of_nobody(app, college, make) -> None:
    """Eight come back within the next term, and two of them from the term before: both terms less
    the college would be those two."""
    next_term = college.term("Next term")
    known = [college.person() for _ in range(8)]
    group = make(college.course(), 20, people=known[:2])
    for _ in range(2):
        make(college.course(), 20, people=known, term_id=next_term.id)
    assert [pooled("term", i) for i in (group.term_id, next_term.id)] == [20, 32]
    assert pooled("college", 0) == 0


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
