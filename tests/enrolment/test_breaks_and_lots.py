"""What holds the line up, or turns it: a break, what is arranged, a class called off, a lot."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import Person, Task
from recoverycollege.accounts.services.tasks import add_task, finish_task
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment, Offer
from recoverycollege.enrolment.queries.turns import wish_of
from recoverycollege.enrolment.services import (
    access,
    answering,
    asking,
    drawing,
    filling,
    lapsing,
    pausing,
)
from recoverycollege.enrolment.services.calling_off import call_off
from recoverycollege.enrolment.services.turns import put_first
from recoverycollege.refusals import Refused
from recoverycollege.worker import run_once
from tests.enrolment.steps import ask, begin_again, leave, letters_of, states

pytestmark = pytest.mark.both


# Pause


def test_a_pause_lets_the_offer_go_and_keeps_the_turn(app, college, time, full):
    group, place = full
    people = [college.person(), college.person()]
    first, second = (ask(group, person, time.now) for person in people)
    leave(place, time.now)
    assert states(first, second) == ["offered", "waiting"]
    begin_again()
    pausing.pause(people[0].id, time.now + timedelta(days=5), time.now)
    db.session.commit()
    assert states(first, second) == ["waiting", "offered"]
    begin_again()
    answering.decline(second.id, time.now)
    db.session.commit()
    assert states(first) == ["waiting"]
    time.move(days=5)
    run_once(app)
    assert states(first) == ["offered"]


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_pause_is_in_the_next_year(app, college, time, days):
    with pytest.raises(Refused):
        pausing.pause(college.person().id, time.now + timedelta(days=days), time.now)


def test_a_break_keeps_nobody_from_a_free_place(college, course, time):
    """Nor does somebody whose letters are stopped, nor a party bigger than the class."""
    group = college.scheduled_class(course, capacity=2)
    resting, stopped = college.person(), college.person()
    resting.paused_until, stopped.letters_stopped_at = time.now + timedelta(days=9), time.now
    for person, places in ((resting, 1), (stopped, 1), (college.person(), 3)):
        college.enrol(group, person, state="waiting", places=places)
    assert states(ask(group, college.person(), time.now)) == ["enrolled"]


def test_go_on_ends_a_pause(app, college, time):
    person = college.person()
    pausing.pause(person.id, time.now + timedelta(days=5), time.now)
    pausing.go_on(person.id)
    assert db.session.get_one(Person, person.id).paused_until is None


# What would help


def test_an_offer_waits_while_something_is_arranged(app, college, time, full):
    group, place = full
    person, desk = college.person(), college.office()
    wish = ask(group, person, time.now)
    add_task("access", now=time.now, due_at=time.now, person_id=person.id, about_id=wish.id)
    db.session.commit()
    leave(place, time.now)
    time.move(days=5)
    begin_again()
    lapsing.lapse(group.id, time.now)
    db.session.commit()
    assert states(wish) == ["offered"]
    begin_again()
    [task] = db.session.scalars(select(Task).where(Task.kind == "access"))
    finish_task(task.id, by_id=desk.id, outcome="An interpreter comes", now=time.now)
    access.arranged(group.id, wish.id, time.now, desk.id)
    db.session.commit()
    [offer] = db.session.scalars(select(Offer).where(Offer.enrolment_id == wish.id))
    assert offer.ends_at >= time.now + timedelta(hours=40)
    assert letters_of(person)[-1] == "access_arranged"
    time.move(days=3)
    begin_again()
    lapsing.lapse(group.id, time.now)
    db.session.commit()
    assert states(wish) == ["lapsed"]


# Halfway


def test_halfway_through_an_offer_once(app, college, time, full):
    group, place = full
    person = college.person()
    ask(group, person, time.now)
    leave(place, time.now)
    time.move(hours=23)
    run_once(app)
    assert letters_of(person) == ["waiting", "offer"]
    time.move(hours=2)
    run_once(app)
    run_once(app)
    assert letters_of(person) == ["waiting", "offer", "offer_halfway"]


# A class called off


def test_a_class_called_off_gives_its_turns_to_the_next_date(app, college, course, time):
    group = college.scheduled_class(course, capacity=1, starts_in=timedelta(weeks=2))
    later = college.scheduled_class(course, capacity=2, starts_in=timedelta(weeks=5))
    taken, there = college.enrol(later), college.enrol(later, state="waiting")
    people = [college.person() for _ in range(2)]
    wishes = [ask(group, person, time.now) for person in people]
    call_off(group.id, time.now, college.office().id)
    db.session.commit()
    assert states(*wishes, taken, there) == ["withdrawn", "withdrawn", "enrolled", "waiting"]
    moved = [asking.live_wish(later.id, person.id) for person in people]
    assert [wish.state for wish in moved] == ["offered", "waiting"]
    line = [wish_of(wish, time.now) for wish in (there, moved[1])]
    order = filling.next_in_line(line, 2, 2).chosen
    assert [wish.enrolment_id for wish in order] == [moved[1].id, there.id]
    assert letters_of(people[0]) == ["place_saved", "offer", "called_off"]


def test_without_a_next_date_they_are_told_all_the_same(app, college, time, full):
    group, place = full
    call_off(group.id, time.now, college.office().id)
    db.session.commit()
    assert letters_of(place.person) == ["called_off"]


# By lot


def test_a_lot_orders_those_who_asked_in_the_opening_period(app, college, course, time):
    group = college.scheduled_class(course, capacity=2, starts_in=timedelta(weeks=4))
    group.lot_until = time.now.date()
    db.session.commit()
    people = [college.person() for _ in range(4)]
    wishes = [ask(group, person, time.now) for person in people]
    assert states(*wishes) == ["waiting"] * 4
    begin_again()
    filling.fill(filling.lock(group.id), time.now)
    db.session.commit()
    assert states(*wishes) == ["waiting"] * 4
    time.move(days=1)
    begin_again()
    assert drawing.draw(group.id, time.now, shuffle=lambda drawn: drawn.reverse()) == 4
    db.session.commit()
    assert states(*wishes) == ["waiting", "waiting", "enrolled", "enrolled"]
    assert [db.session.get_one(Enrolment, w.id).number for w in wishes] == [4, 3, 2, 1]
    begin_again()
    assert drawing.draw(group.id, time.now) == 0


def test_a_lot_is_drawn_on_the_morning_after(app, college, course, time):
    group = college.scheduled_class(course, starts_in=timedelta(weeks=4))
    group.lot_until = time.now.date()
    db.session.commit()
    zone = app.extensions["settings"].zone
    for hours, due in ((0, []), (13, []), (23, [group.id])):
        assert drawing.classes_to_draw(time.now + timedelta(hours=hours), zone) == due


def test_leaving_a_wish_that_rests(app, college, time, full):
    group, _place = full
    wish = college.enrol(group, state="lapsed")
    leave(wish, time.now)
    assert states(wish) == ["withdrawn"]


def test_whoever_was_promised_the_first_turn_keeps_it_in_a_lot(app, college, course, time):
    group = college.scheduled_class(course, capacity=1, starts_in=timedelta(weeks=4))
    group.lot_until = time.now.date()
    db.session.commit()
    wishes = [ask(group, college.person(), time.now) for _ in range(4)]
    begin_again()
    put_first(wishes[0].id, "our_mistake", by_id=college.manager().id)
    db.session.commit()
    time.move(days=1)
    begin_again()
    drawing.draw(group.id, time.now, shuffle=lambda drawn: drawn.reverse())
    db.session.commit()
    assert states(*wishes) == ["enrolled", "waiting", "waiting", "waiting"]
    assert [db.session.get_one(Enrolment, w.id).number for w in wishes] == [1, 4, 3, 2]
