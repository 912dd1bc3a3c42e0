"""Nobody's turn is lost: not by silence, not by a class called off; and nothing stays behind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege.accounts.services import office
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.services import answering, asking, lapsing, pausing, siblings
from recoverycollege.enrolment.services.calling_off import call_off, next_date
from recoverycollege.refusals import Refused
from tests.enrolment.steps import ask, begin_again, leave, letters_of, open_tasks, states

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
SILENCE = timedelta(days=3, hours=1)


def silence(group, time):
    """Time in which an offer runs out."""
    time.now += SILENCE
    begin_again()
    lapsing.lapse(group.id, time.now)
    db.session.commit()


@pytest.mark.both
def test_who_let_an_offer_run_out_and_asks_again_has_the_old_turn(app, college, full, time):
    group, place = full
    silent = ask(group, college.person(), time.now)
    second = ask(group, college.person(), time.now)
    third = ask(group, college.person(), time.now)
    number, asked_at = silent.number, silent.asked_at
    leave(place, time.now)
    silence(group, time)
    assert states(silent, second, third) == ["lapsed", "offered", "waiting"]
    begin_again()
    again = ask(group, silent.person, time.now)
    assert (again.number, again.asked_at, again.state) == (number, asked_at, "waiting")
    assert states(silent) == ["withdrawn"]
    leave(second, time.now)
    assert states(again, third) == ["offered", "waiting"]


@pytest.mark.both
def test_so_has_who_is_not_signed_in_once_they_confirm(app, college, full, time):
    group, place = full
    silent = ask(group, college.person(), time.now)
    number = silent.number
    leave(place, time.now)
    ask(group, college.person(), time.now)
    silence(group, time)
    begin_again()
    again = asking.ask(group.id, silent.person_id, now=time.now, confirmed=False)
    assert again.number != number
    assert silent.state == "lapsed"
    answering.confirm(again.id, time.now)
    db.session.commit()
    assert (again.number, states(silent)) == (number, ["withdrawn"])


def test_back_in_line_and_confirmed_after_the_last_day_to_ask(app, college, full, time):
    """Who asked in time may still say yes."""
    group, place = full
    silent = ask(group, college.person(), time.now)
    leave(place, time.now)
    silence(group, time)
    begin_again()
    group.enrol_until = (time.now - DAY).date()
    answering.rejoin(silent.id, time.now)
    db.session.commit()
    assert states(silent) == ["offered"]


def test_a_class_that_has_begun_is_not_accepted(app, college, full, time):
    group, place = full
    wish = ask(group, college.person(), time.now)
    leave(place, time.now)
    begin_again()
    for session in group.sessions:
        session.starts_at -= 4 * WEEK
    with pytest.raises(Refused):
        answering.accept(wish.id, time.now)


def test_the_next_date_is_the_one_after_it(app, college, course, time):
    soon = college.scheduled_class(course, starts_in=timedelta(hours=3))
    gone = college.scheduled_class(course, starts_in=4 * WEEK)
    assert next_date(gone.id, time.now) == soon.id
    later = college.scheduled_class(course, starts_in=6 * WEEK)
    assert next_date(gone.id, time.now) == later.id


@pytest.mark.both
@pytest.mark.parametrize(("any_class", "auto_days"), [(False, None), (True, 2)])
def test_no_questions_was_said_of_one_date(app, college, full, time, any_class, auto_days):
    """A class called off puts nobody on another date unasked, unless any date was their wish."""
    group, _place = full
    wish = ask(group, college.person(), time.now, auto_days=2, any_class=any_class)
    other = college.scheduled_class(group.course, starts_in=4 * WEEK)
    begin_again()
    call_off(group.id, time.now, college.office().id)
    db.session.commit()
    moved = asking.live_wish(other.id, wish.person_id)
    assert (moved.auto_days, moved.priority) == (auto_days, 1)


def test_a_wish_that_rests_is_not_moved(app, college, course, time):
    """They have another date already, and hear nothing of this one."""
    taken, here, other = (
        college.scheduled_class(course, capacity=1, starts_in=weeks * WEEK) for weeks in (3, 4, 5)
    )
    person = college.person()
    has = college.enrol(taken, person, any_class=True)
    rests = college.enrol(here, person, state="waiting", any_class=True)
    rests.resting, rests.rests_for_id = True, has.id
    db.session.commit()
    begin_again()
    call_off(here.id, time.now, college.office().id)
    db.session.commit()
    assert asking.live_wish(other.id, person.id) is None
    assert "called_off" not in letters_of(person)


@pytest.fixture
def rung(college, full, time):
    """Someone reached by phone, whom the office is to ring about an offer."""
    group, place = full
    wish = ask(group, college.person(phone="01632 960111"), time.now, any_class=True)
    leave(place, time.now)
    assert "offer" in open_tasks(wish)
    return wish


def test_nobody_rings_about_a_class_called_off(app, college, rung, time):
    begin_again()
    call_off(rung.class_id, time.now, college.office().id)
    db.session.commit()
    assert "offer" not in open_tasks(rung)


def test_nobody_rings_about_a_date_that_is_no_longer_wished(app, college, full, rung, time):
    other = college.scheduled_class(full[0].course, starts_in=4 * WEEK)
    college.enrol(other, rung.person, any_class=True)
    begin_again()
    siblings.settle(rung.class_id, time.now)
    db.session.commit()
    assert states(rung) == ["waiting"]
    assert "offer" not in open_tasks(rung)


@pytest.mark.both
def test_silent_twice_the_old_turn_comes_back_twice(app, college, full, time):
    group, place = full
    person = college.person()
    wish = ask(group, person, time.now)
    number = wish.number
    for _ in range(2):
        wish.state = "lapsed"
        db.session.commit()
        begin_again()
        wish = ask(group, person, time.now)
        assert (wish.number, wish.state) == (number, "waiting")
    rows = db.session.scalars(select(Enrolment.number).where(Enrolment.class_id == group.id)).all()
    assert len(set(rows)) == len(rows) == 4


@pytest.mark.both
def test_letters_stopped_and_resumed_the_turn_is_kept(app, college, full, time):
    """An offer nobody may tell them of does not run out on them."""
    group, place = full
    wish = ask(group, college.person(), time.now)
    second = ask(group, college.person(), time.now)
    leave(place, time.now)
    desk = college.office().id
    begin_again()
    pausing.stop_letters(wish.person_id, "hospital", by_id=desk, now=time.now)
    db.session.commit()
    assert states(wish, second) == ["waiting", "offered"]
    begin_again()
    office.resume_letters(wish.person_id, by_id=desk)
    answering.decline(second.id, time.now)
    db.session.commit()
    assert states(wish, second) == ["offered", "declined"]
