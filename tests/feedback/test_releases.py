"""Released reports as the worker makes them: rounded, frozen, refused where they would tell."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from recoverycollege import clock, history
from recoverycollege.database import begin_write, db
from recoverycollege.feedback.models import Answer, Change, PairCount, Release, ReleaseRow
from recoverycollege.feedback.queries.releases import given, opened, periods
from recoverycollege.feedback.services import releases
from recoverycollege.feedback.services.drafting import asked, draft, write
from recoverycollege.feedback.services.reporting import Closing, report_pools
from recoverycollege.refusals import Refused
from tests.college import ZONE
from tests.feedback.answers import key, pairs


@pytest.fixture
def term(college):
    today = clock.today(ZONE)
    return college.term(
        "Spring", starts_on=today - timedelta(days=90), ends_on=today - timedelta(days=1)
    )


@pytest.fixture
def make(college, term):
    """`make(course, 9)`: a closed class of so many pairs."""

    def made(course, count, term_id=term.id):
        group = college.scheduled_class(
            course, sessions=1, starts_in=timedelta(weeks=-4), capacity=40, term_id=term_id
        )
        pairs(college, group, count)
        Closing(clock.now(), key()).close([group.id])
        report_pools(clock.now())
        db.session.commit()
        return group

    return made


@pytest.fixture
def ask(college, term):
    """`ask("course", 1)`: a report of the term as the worker leaves it; released if it may be."""
    by_id = college.manager().id

    def asked_for(scope, scope_id=0, *, out=True):
        db.session.rollback()
        begin_write()
        found = releases.ask(scope, scope_id, "term", term.id, by_id=by_id, now=clock.now())
        db.session.commit()
        for number in asked():
            write(number, draft(number, clock.now()), key(), clock.now())
        db.session.commit()
        if out and found.state == "ready":
            releases.release(found.id, "A note.", by_id=by_id, now=clock.now())
            db.session.commit()
        return found

    return asked_for


def cells(found):
    return {row.item: row.cells for row in given(found.id).rows}


@pytest.mark.both
def test_a_report_is_rounded_and_keeps_small_counts_back(college, make, ask) -> None:
    course = college.course()
    make(course, 12)
    make(course, 11)
    found = ask("course", course.id)
    assert (found.state, found.classes, found.left_out) == ("released", 2, 0)
    assert (found.name, found.period_name) == (course.title, "Spring")
    printed = cells(found)
    assert printed["both"] == {"people": 25, "share": None}
    assert printed["places"]["people"] == 25
    assert printed["neither"] == {"people": None, "share": None}
    line = printed["hopeful"]
    assert line["people"] == 25
    assert line["up"] == 10 and line["same"] == 5 or line["down"] is None
    assert line["before"] == round(line["before"], 1)


@pytest.mark.both
def test_what_was_released_never_changes(college, make, ask) -> None:
    course = college.course()
    make(course, 14)
    found = ask("course", course.id)
    before = [(row.item, row.cells) for row in given(found.id).rows]
    db.session.execute(delete(Answer))
    make(course, 30)
    course.title = "Another name"
    db.session.commit()
    assert [(row.item, row.cells) for row in given(found.id).rows] == before
    assert db.session.get(Release, found.id).name != "Another name"


@pytest.mark.both
@pytest.mark.parametrize(("more", "state"), [(9, "refused"), (10, "released")])
def test_a_strand_that_is_its_course_and_a_few(college, make, ask, more, state) -> None:
    strand = college.strand()
    one, other = (college.course(strand=strand) for _ in range(2))
    make(one, 20)
    make(other, more)
    assert ask("course", one.id).state == "released"
    wider = ask("strand", strand.id)
    assert wider.state == state
    if state == "refused":
        assert "fewer than ten people" in wider.reason
        assert given(wider.id).rows == []
        assert db.session.scalar(
            select(history.Entry.about_id).where(history.Entry.action == "release.refused")
        )


@pytest.mark.both
def test_the_other_way_round_too(college, make, ask) -> None:
    strand = college.strand()
    one, other = (college.course(strand=strand) for _ in range(2))
    make(one, 20)
    make(other, 9)
    assert ask("strand", strand.id).state == "released"
    assert ask("course", one.id).state == "refused"


@pytest.mark.both
def test_nine_people_are_too_few_to_leave_the_college(college, make, ask) -> None:
    course = college.course()
    make(course, 9)
    found = ask("course", course.id)
    assert (found.state, found.reason[:21]) == ("refused", "Fewer than ten people")


@pytest.mark.both
def test_a_small_class_beside_one_that_is_shown_is_left_out(college, make, ask) -> None:
    course = college.course()
    make(course, 14)
    make(course, 5)
    found = ask("course", course.id)
    assert (found.state, found.classes, found.left_out) == ("released", 1, 1)
    assert cells(found)["both"]["people"] == 15


@pytest.mark.both
def test_later_pools_look_at_what_was_released(college, make, ask) -> None:
    """Ten of two small classes are released. Later pools count both, or neither."""
    course = college.course()
    for _ in range(2):
        make(course, 5)
    assert ask("course", course.id).state == "released"
    next_term = college.term("Next term")
    make(course, 4, next_term.id)
    assert db.session.get(Change, ("course", course.id, "hopeful")).n == 10


@pytest.mark.both
def test_nothing_may_be_published_between_looking_and_releasing(college, make, ask) -> None:
    one, other = college.course(), college.course()
    make(one, 20)
    make(other, 9)
    waiting = ask("college", out=False)
    assert waiting.state == "ready"
    assert ask("course", one.id).state == "released"
    by_id = college.manager().id
    releases.release(waiting.id, "", by_id=by_id, now=clock.now())
    assert (waiting.state, given(waiting.id).rows) == ("asked", [])
    db.session.commit()
    write(waiting.id, draft(waiting.id, clock.now()), key(), clock.now())
    assert waiting.state == "refused"


@pytest.mark.both
def test_withdrawn_is_still_read(college, make, ask) -> None:
    strand = college.strand()
    one, other = (college.course(strand=strand) for _ in range(2))
    make(one, 20)
    make(other, 9)
    found, by_id = ask("course", one.id), college.manager().id
    releases.make_link(found.id, "nonce", by_id=by_id, now=clock.now())
    secret = releases.key_of(found.id, "nonce")
    assert opened(secret, clock.now()).release is found
    assert opened(secret, clock.now() + timedelta(days=30)) is None
    assert opened("another", clock.now()) is None
    releases.withdraw(found.id, by_id=by_id, now=clock.now())
    db.session.commit()
    assert opened(secret, clock.now()) is None
    assert given(found.id).rows
    assert ask("strand", strand.id).state == "refused"


def test_only_when_all_forms_are_closed(college, make, ask, term) -> None:
    course = college.course()
    make(course, 20)
    college.scheduled_class(course, sessions=1, starts_in=timedelta(days=-3), term_id=term.id)
    with pytest.raises(Refused):
        ask("course", course.id)


def test_only_what_is_over_can_be_chosen(college, term) -> None:
    today = clock.today(ZONE)
    college.term("Now", starts_on=today, ends_on=today)
    college.term("Old", starts_on=today - timedelta(days=800), ends_on=today - timedelta(days=700))
    names = [name for _, _, name in periods(today)]
    assert names[:2] == ["Spring", "Old"]
    assert str((today - timedelta(days=700)).year) in names
    assert str(today.year) not in names


def test_its_population_holds_no_codes(college, make, ask) -> None:
    course = college.course()
    make(course, 12)
    found = ask("course", course.id)
    assert len(found.fingerprint) == 64
    assert not {"code", "person_id"} & set(ReleaseRow.__table__.c.keys())
    counts = db.session.scalars(select(PairCount.people).where(PairCount.item == "")).all()
    assert sum(counts) == 12
