"""Half-way, twelve weeks later, after leaving early: one question each, by letter."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.feedback import sweeps
from recoverycollege.feedback.models import Answer, AskedForm, Invitation, QuestionForm
from recoverycollege.feedback.rules.windows import INVITE_AFTER
from recoverycollege.letters import Letter
from tests.feedback.conftest import code_for, link_for, link_of
from tests.feedback.test_form import heading, tap


@pytest.fixture
def work(app):
    """One round of invitations, and of what is asked once a term."""

    def worked():
        db.session.rollback()
        now, zone = clock.now(), app.extensions["settings"].zone
        done = sweeps.invite(INVITE_AFTER, now), sweeps.invite_termly(zone, now), sweeps.remind(now)
        sweeps.forget_letters(now)
        return done

    return worked


@pytest.fixture
def long(college, course):
    """A class of four sessions whose second one was yesterday."""
    return college.scheduled_class(course, sessions=4, starts_in=timedelta(days=-8))


@pytest.fixture
def long_over(college, course):
    """A class whose last session was twelve weeks ago."""
    return college.scheduled_class(course, sessions=1, starts_in=timedelta(weeks=-12, hours=-3))


def mails():
    letters = db.session.scalars(select(Letter).order_by(Letter.id))
    return [letter.kind for letter in letters if letter.kind.startswith("feedback")]


def test_half_way_is_one_press(client, college, long):
    place = college.enrol(long)
    page = client.get(link_of(place, "mid"))
    assert heading(page) == "I felt part of the group."
    assert "The college office reads the answers of everyone in the college" in page.text
    assert heading(tap(client, page, "4")) == "Thank you"
    [row] = db.session.scalars(select(Answer))
    assert (row.code, row.wave, row.class_id, row.term_id) == (
        code_for(place),
        "mid",
        long.id,
        None,
    )
    assert row.week.isoformat() == "2026-03-09"  # of the session half-way
    assert db.session.scalars(select(AskedForm.wave)).all() == ["mid"]


def test_a_short_class_has_no_half_way(client, college, over):
    place = college.enrol(over)
    assert heading(client.get(link_of(place, "mid"))) == "This form is closed now"


def test_half_way_with_the_code_on_the_wall(client, college, long):
    page = client.get(link_for(long, "mid"))
    assert heading(tap(client, page, "5")) == "Thank you"
    assert db.session.scalars(select(Answer.wave)).all() == ["mid"]


@pytest.mark.both
def test_half_way_by_letter(client, college, long, time, work):
    place = college.enrol(long, college.person(email="ada@mail.example"))
    assert work() == (1, 0, 0)
    [mail] = client.letters()
    assert mail.link == link_of(place, "mid")
    assert "half-way" in mail.body
    assert "voices" not in mail.subject
    assert work() == (0, 0, 0)


def test_twelve_weeks_later(client, college, long_over, work):
    place = college.enrol(long_over, college.person(email="ada@mail.example"), state="completed")
    assert work() == (1, 0, 0)
    [mail] = client.letters()
    page = client.get(mail.link)
    assert mail.link == link_of(place, "later")
    assert heading(page) == "I have used something from it."
    assert heading(tap(client, page, "5")) == "Thank you"


def test_who_left_early_is_asked_one_kind_thing_once(client, college, long, time, work):
    person = college.person(email="ada@mail.example")
    gone = college.enrol(long, person, state="withdrawn", ended_at=clock.now())
    college.mark(long.sessions[0], gone)
    never_came = college.person(email="ben@mail.example")
    college.enrol(long, never_came, state="withdrawn", ended_at=clock.now())
    time.move(hours=2)
    assert work() == (1, 0, 0)
    [mail] = client.letters()
    assert "that is all right" in mail.body
    assert heading(client.get(mail.link)) == "I felt welcome."
    time.move(days=6)
    assert work() == (0, 0, 0)  # no reminder, and not again
    assert client.get(link_of(gone, "before")).status_code == 404


def test_whoever_stayed_has_no_form_for_leaving(client, college, long):
    assert client.get(link_of(college.enrol(long), "left")).status_code == 404


@pytest.mark.both
def test_one_invitation_in_fourteen_days(college, course, long_over, time, work):
    """Two classes ended twelve weeks ago and a third is half-way: one letter now, one each
    fortnight; a class's own before and after come at their time."""
    ada = college.person(email="ada@mail.example")
    other = college.scheduled_class(
        college.course(outcomes=["swim"]), sessions=1, starts_in=timedelta(weeks=-12, hours=-2)
    )
    for group in (long_over, other):
        college.enrol(group, ada, state="completed")
    half_way = college.scheduled_class(course, sessions=8, starts_in=timedelta(days=-22))
    college.enrol(half_way, ada)
    assert work()[0] == 1
    assert mails() == ["feedback_mid"]
    begins = college.scheduled_class(college.course(), starts_in=timedelta(days=9))
    college.enrol(begins, ada)
    time.move(hours=1)
    assert work()[0] == 1
    assert mails() == ["feedback_mid", "feedback_before"]
    time.move(days=13, hours=20)
    work()
    assert [kind for kind in mails() if kind == "feedback_later"] == []
    time.move(hours=6)
    assert work()[0] == 1
    sent = db.session.scalars(select(Invitation.wave).order_by(Invitation.invited_at)).all()
    assert sent == ["mid", "before", "later"]


def test_never_on_a_break_or_stopped(client, college, long, long_over, work):
    paused = college.person(email="p@mail.example", paused_until=clock.now() + timedelta(days=9))
    stopped = college.person(email="s@mail.example", letters_stopped_at=clock.now())
    for person in (paused, stopped):
        college.enrol(long, person)
        college.enrol(long_over, person, state="completed")
        gone = college.enrol(
            college.scheduled_class(sessions=4, starts_in=timedelta(days=-8)),
            person,
            state="withdrawn",
            ended_at=clock.now() - timedelta(hours=2),
        )
        college.mark(gone.scheduled_class.sessions[0], gone)
    assert work() == (0, 0, 0)


def test_a_form_out_of_use_invites_nobody(client, college, long, work):
    """Nor does it keep the fourteen days busy."""
    college.enrol(long, college.person(email="ada@mail.example"))
    form = db.session.scalar(select(QuestionForm).where(QuestionForm.wave == "mid"))
    form.state = "out"
    db.session.commit()
    assert work() == (0, 0, 0)
    assert db.session.scalars(select(Invitation)).all() == []


def test_one_reminder(client, college, long_over, time, work):
    college.enrol(long_over, college.person(email="ada@mail.example"), state="completed")
    work()
    assert len(client.letters()) == 1
    time.move(days=5, hours=1)
    assert work()[2] == 1
    assert "only reminder" in client.letters()[-1].body
    time.move(days=6)
    assert work()[2] == 0


def test_all_on_one_page_stays_chosen(client, college, over):
    place = college.enrol(over)
    link = link_of(place, "after")
    assert client.get(link).status_code == 200
    client.get(f"{link}/all")
    sent = client.get(link)
    assert sent.location == f"{link}/all"
    assert client.get(f"{link}/one-by-one").location == link
    assert heading(client.get(link)) == "I feel able to talk about voices in my own words."


def test_half_way_through_on_one_device_and_on_with_another(app, client, college, over, time):
    """The letter's link goes on where someone stopped, for thirty days."""
    link = link_of(college.enrol(over), "after")
    page = tap(client, client.get(link), "4")
    assert "Question 2 of 6" in page.text
    time.move(days=28)
    other = app.test_client().get(link)
    assert "Question 2 of 6" in other.text
    time.move(days=2)
    assert heading(app.test_client().get(link)) == "This form is closed now"


def test_paper_and_typing_in_half_way(client, college, long, sign_in_as):
    college.enrol(long, college.person("Ada Lark"))
    sign_in_as(college.office())
    sheet = client.get(f"/staff/feedback/paper/{long.id}/mid")
    mark = re.search(r'class="sheet-mark">(\w+)<', sheet.text)[1]
    entry = f"/staff/feedback/entry/{long.id}/mid"
    assert client.submit(entry, mark=mark, question_0="4").status_code == 303
    assert db.session.scalars(select(Answer.value)).all() == [4]
    wrong = client.submit(f"/staff/feedback/entry/{long.id}/before", mark=mark, question_0="4")
    assert "another form of this class" in wrong.text
