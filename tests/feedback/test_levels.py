"""Figures of forms without a before and after: of a term, of the whole college, of eight or more;
and the hope gap on the office's page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from recoverycollege import clock
from recoverycollege.database import begin_write, db
from recoverycollege.feedback.models import Answer, Change, TermLevel
from recoverycollege.feedback.rules.codes import code_of, term_code, untied
from recoverycollege.feedback.services.levels import term_levels, write_levels
from tests.feedback.answers import key

PAGE = "/staff/feedback/belief"


@pytest.fixture
def term(college):
    """A term that ended sixteen days ago."""
    today = clock.now().date()
    days = {"starts_on": today - timedelta(days=100), "ends_on": today - timedelta(days=16)}
    return college.term("Autumn", **days)


def say(term, wave, values, item="expect_recovery", first=1):
    """What so many people answered once a term."""
    whom = {"check_in": "student"}.get(wave, wave)
    row = {"wave": wave, "term_id": term.id, "form_version": 1, "week": date(2025, 12, 1)}
    for n, value in enumerate(values, start=first):
        db.session.add(
            Answer(code=term_code(key(), n, term.id, whom), item=item, value=value, **row)
        )
    db.session.commit()


def work():
    db.session.rollback()
    rows = term_levels(clock.now(), key())
    db.session.rollback()
    begin_write()
    done = write_levels(rows)
    db.session.commit()
    return done


def levels():
    rows = db.session.scalars(select(TermLevel).order_by(TermLevel.wave, TermLevel.item))
    return [(row.wave, row.item, row.n, round(row.mean, 2)) for row in rows]


def students_believe(term, mean=3.4, n=24):
    row = {"scope": "term", "scope_id": term.id, "item": "people_can_recover", "n": n}
    row |= {"position": 3, "mean_before": 3.0, "mean_after": mean, "difference": mean - 3.0}
    row |= {"low": 0.0, "high": 2.0, "up": n, "same": 0, "down": 0, "made_on": term.ends_on}
    db.session.add(Change(**row))
    db.session.commit()


@pytest.mark.both
def test_eight_and_once_the_term_is_closed(college, term, time):
    say(term, "co_teacher", [4, 5, 4, 4, 5, 3, 4, 5])
    say(term, "at_work", [3] * 7)
    say(term, "check_in", [4] * 8, item="next_step")
    say(term, "check_in", [None, 5], item="confident")
    time.move(days=-2)
    assert work() == 0
    time.move(days=2)
    assert work() == 2
    assert levels() == [
        ("check_in", "next_step", 8, 4.0),
        ("co_teacher", "expect_recovery", 8, 4.25),
    ]
    say(term, "co_teacher", [1], first=20)  # frozen
    assert work() == 0
    assert levels()[1][2:] == (8, 4.25)


def test_rather_not_counts_for_nobody(college, term):
    say(term, "co_teacher", [4] * 7 + [None, None])
    assert work() == 0


@pytest.mark.both
def test_of_classes_each_person_counts_once(college, term, time):
    """Eight answers of six people are not eight people; nor are those that stand alone."""
    first, second = (college.scheduled_class(term_id=term.id) for _ in range(2))
    people = [college.person() for _ in range(8)]
    row = {"item": "used_something", "wave": "later", "form_version": 1, "week": term.ends_on}

    def answered(group, who, value):
        code = code_of(key(), college.enrol(group, who, state="completed").id) if who else untied()
        db.session.add(Answer(code=code, class_id=group.id, value=value, **row))
        db.session.commit()

    for person in people[:6]:
        answered(first, person, 4)
    for person in people[:2]:
        answered(second, person, 1)
    answered(first, None, 1)
    answered(first, None, 1)
    time.move(days=100)
    assert work() == 0
    for person in people[6:]:
        answered(second, person, 2)
    assert work() == 1
    assert levels() == [("later", "used_something", 8, 3.5)]


def test_the_page_shows_the_gap_and_what_it_means(client, college, term, sign_in_as):
    students_believe(term)
    say(term, "co_teacher", [4, 5, 4, 4, 5, 3, 4, 5])
    say(term, "check_in", [4] * 8, item="next_step")
    work()
    sign_in_as(college.office())
    page = client.get(PAGE)
    assert "They expect recovery 0.8 points more than students believe in it." in page.text
    assert "4.2" in page.text  # 4.25 of eight people has one decimal
    assert "4.25" not in page.text
    assert "Fewer than eight answered on one side" in page.text  # those at work
    assert "I can see a next step I could take." in page.text
    assert "measures nobody" in page.text
    assert len(client.statements) <= 12


def test_no_gap_of_seven(client, college, term, sign_in_as):
    students_believe(term)
    say(term, "co_teacher", [4] * 7)
    say(term, "check_in", [4] * 8, item="next_step")
    work()
    sign_in_as(college.office())
    page = client.get(PAGE)
    assert "points more" not in page.text
    assert "no difference" not in page.text
    assert "I expect the people I work with" not in page.text


def test_for_the_office_alone(client, college, sign_in_as):
    teacher = college.person()
    college.scheduled_class(team=[(teacher, "peer")])
    sign_in_as(teacher)
    assert client.get(PAGE).status_code == 403
    sign_in_as(college.office())
    assert "Not enough answers yet" in client.get(PAGE).text
