"""The hope check-in, and what those are asked who teach or work in mental health: once a term,
under a code of its own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.feedback.models import Answer, AskedTermForm, FormState, TermInvitation
from recoverycollege.feedback.rules.codes import term_code
from tests.feedback.answers import key
from tests.feedback.test_form import heading, tap
from tests.feedback.test_waves import mails, work  # noqa: F401 - a fixture

CHECK_IN = "/my-learning/this-term/student"
TEACHING = "/my-learning/this-term/co_teacher"
AT_WORK = "/my-learning/this-term/at_work"


@pytest.fixture
def term(college):
    """A term in its second half."""
    today = clock.now().date()
    days = {"starts_on": today - timedelta(days=50), "ends_on": today + timedelta(days=40)}
    return college.term(**days)


@pytest.fixture
def running(college, course, term):
    days = timedelta(days=-1)
    return college.scheduled_class(course, term_id=term.id, starts_in=days, team=[])


def opened(client, page):
    """The form a page of one's own leads to."""
    return client.get(client.get(page).location)


def test_five_questions_once_a_term(client, college, term, sign_in_as):
    ada = college.person("Ada Lark")
    sign_in_as(ada)
    page = opened(client, CHECK_IN)
    assert heading(page) == "I can see a next step I could take."
    assert "This term." in page.text
    for n in range(5):
        assert f"Question {n + 1} of 5" in page.text
        page = tap(client, page, "45123"[n])
    assert heading(page) == "Thank you"
    rows = db.session.scalars(select(Answer)).all()
    assert {row.code for row in rows} == {term_code(key(), ada.id, term.id, "student")}
    assert {(r.wave, r.class_id, r.term_id, r.week) for r in rows} == {
        ("check_in", None, term.id, rows[0].week)
    }
    assert rows[0].week <= term.starts_on  # of the term: it tells nothing of the day
    assert db.session.scalars(select(FormState.wave)).all() == ["check_in"]
    assert heading(opened(client, CHECK_IN)) == "You have answered everything"
    assert "who reads" not in page.text


def test_each_term_and_each_form_has_a_code_of_its_own(app):
    codes = {
        term_code("key", person, term, whom)
        for person in (1, 11)
        for term in (1, 11)
        for whom in ("student", "co_teacher", "at_work")
    }
    assert len(codes) == 12


def test_co_teachers_are_asked_two_things(client, college, course, term, sign_in_as):
    joan = college.person("Joan Hill")
    group = college.scheduled_class(
        course, term_id=term.id, team=[(joan, "practitioner"), (college.person(), "peer")]
    )
    sign_in_as(joan)
    assert "Two questions on your own part" in client.get("/teaching").text
    page = opened(client, TEACHING)
    assert heading(page) == "I used my human experience, not only my professional knowledge."
    assert group.course.title not in page.text
    page = tap(client, page, "4")
    assert heading(page) == "I expect the people I work with to recover."
    tap(client, page, "5")
    assert set(db.session.scalars(select(Answer.wave))) == {"co_teacher"}
    assert "Two questions on your own part" not in client.get("/teaching").text


def test_only_who_teaches_and_anyone_who_works_in_mental_health(client, college, term, sign_in_as):
    sign_in_as(college.person())
    assert heading(client.get(TEACHING)) == "Nothing to ask today"
    page = opened(client, AT_WORK)
    assert heading(page) == "I used my human experience, not only my professional knowledge."
    tap(client, page, "2")
    assert db.session.scalars(select(Answer.wave)).all() == ["at_work"]


def test_without_a_term_nothing_is_asked(client, college, sign_in_as):
    sign_in_as(college.person())
    assert heading(client.get(CHECK_IN)) == "Nothing to ask today"
    assert client.get("/feedback/x").status_code == 404


@pytest.mark.both
def test_by_letter_in_the_second_half(client, college, running, time, work):  # noqa: F811
    ada = college.person("Ada Lark", email="ada@mail.example")
    college.enrol(running, ada)
    college.person("Not learning this term", email="x@mail.example")
    assert work()[1] == 1
    assert mails() == ["feedback_check_in"]
    [mail] = client.letters()
    assert "once a term" in mail.body
    assert heading(client.get(mail.link)) == "I can see a next step I could take."
    assert work()[1] == 0
    time.move(days=5, hours=1)
    work()
    assert "only reminder" in client.letters()[-1].body
    assert db.session.scalars(select(TermInvitation.settled)).all() == [True]


def test_not_in_the_first_half_nor_within_a_fortnight(client, college, term, running, time, work):  # noqa: F811
    ada = college.person("Ada Lark", email="ada@mail.example")
    college.enrol(running, ada)
    term.starts_on = clock.now().date()
    db.session.commit()
    assert work()[1] == 0
    coming = college.scheduled_class(starts_in=timedelta(days=9))
    college.enrol(coming, ada)
    time.move(days=21)
    work()
    db.session.commit()


def test_no_more_questions_this_term(client, college, term, sign_in_as):
    sign_in_as(college.person())
    page = tap(client, opened(client, CHECK_IN), "no-more")
    assert "We will not ask you again this term" in page.text
    [state] = db.session.scalars(select(FormState))
    assert (state.wave, state.state) == ("check_in", "refused")


def test_theirs_to_see_and_to_delete(client, college, term, sign_in_as):
    sign_in_as(college.person())
    tap(client, opened(client, CHECK_IN), "4")
    page = client.get("/my-learning/hope")
    assert "I can see a next step I could take." in page.text
    assert "This term" in page.text
    assert "I can see a next step" in client.get("/my-learning/hope/download").text
    client.press("/my-learning/hope/delete")
    db.session.rollback()
    assert db.session.scalars(select(Answer)).all() == []
    assert heading(opened(client, CHECK_IN)) == "No more questions"


def test_erased_with_them(client, college, term, sign_in_as):
    ada = college.person("Ada Lark")
    sign_in_as(ada)
    tap(client, opened(client, CHECK_IN), "4")
    link = client.get(CHECK_IN).location
    db.session.rollback()
    client.press("/account/data/erase", page="/account/data/erase")
    assert db.session.scalars(select(Answer)).all() == []
    assert client.get(link).status_code == 404


def test_the_form_of_a_term_is_laid_down(client, college, term, sign_in_as):
    sign_in_as(college.person())
    tap(client, opened(client, CHECK_IN), "4")
    [row] = db.session.scalars(select(AskedTermForm))
    assert (row.term_id, row.audience) == (term.id, "student")
