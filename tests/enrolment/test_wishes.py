"""What someone asks for beyond one place: a party, any date, no more questions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment, Offer
from recoverycollege.enrolment.services import (
    answering,
    asking,
)
from recoverycollege.refusals import Refused
from recoverycollege.worker import run_once
from tests.enrolment.steps import ask, begin_again, leave, letters_of, states

pytestmark = pytest.mark.both


# Parties


def test_together_takes_two_places_or_waits_for_two(college, course, time):
    group = college.scheduled_class(course, capacity=2)
    other, person = college.person(), college.person()
    first = ask(group, other, time.now)
    pair = ask(group, person, time.now, with_whom="supporter")
    assert states(first, pair) == ["enrolled", "waiting"]
    leave(first, time.now)
    [offer] = db.session.scalars(select(Offer).where(Offer.enrolment_id == pair.id))
    assert (states(pair), offer.places) == (["offered"], 2)


def test_a_friend_who_may_come_alone_has_a_turn_of_their_own(college, course, time):
    group = college.scheduled_class(course, capacity=1)
    person = college.person()
    own = ask(group, person, time.now, with_whom="friend", together=False)
    rows = db.session.scalars(select(Enrolment).order_by(Enrolment.number)).all()
    assert [(r.person_id, r.companion, r.state, r.places) for r in rows] == [
        (person.id, False, "enrolled", 1),
        (person.id, True, "waiting", 1),
    ]
    assert asking.ask(group.id, person.id, now=time.now).id == own.id
    leave(own, time.now)
    assert states(*rows) == ["withdrawn", "offered"]


def test_a_big_party_is_passed_twice_and_then_places_are_kept(college, course, time):
    group = college.scheduled_class(course, capacity=2, starts_in=timedelta(weeks=8))
    had = [college.enrol(group), college.enrol(group)]
    pair = ask(group, college.person(), time.now, with_whom="friend")
    singles = [ask(group, college.person(), time.now) for _ in range(4)]
    leave(had[0], time.now)
    assert states(pair, singles[0]) == ["waiting", "offered"]
    leave(had[1], time.now)
    assert states(pair, singles[1]) == ["waiting", "offered"]
    leave(singles[0], time.now)
    assert states(pair, singles[2]) == ["waiting", "waiting"]  # the place is kept for them
    leave(singles[1], time.now)
    assert states(pair, singles[2]) == ["offered", "waiting"]


# Any date of the course


def test_any_date_waits_everywhere_and_one_place_ends_it(app, college, course, time, full):
    group, _place = full
    others = [college.scheduled_class(course, capacity=1) for _ in range(2)]
    held = [college.enrol(other) for other in others]
    person = college.person()
    ask(group, person, time.now, any_class=True)
    run_once(app)
    rows = db.session.scalars(
        select(Enrolment).where(Enrolment.person_id == person.id).order_by(Enrolment.id)
    ).all()
    assert [(row.class_id, row.state) for row in rows] == [
        (g.id, "waiting") for g in (group, *others)
    ]
    numbers = [row.number for row in rows]
    for one in held:
        leave(one, time.now)
    assert states(*rows) == ["waiting", "offered", "offered"]
    begin_again()
    answering.accept(rows[1].id, time.now)
    with pytest.raises(Refused, match="another date"):
        answering.accept(rows[2].id, time.now)
    db.session.commit()
    run_once(app)
    assert states(*rows) == ["waiting", "enrolled", "waiting"]
    assert [db.session.get_one(Enrolment, r.id).resting for r in rows] == [True, False, True]
    leave(rows[1], time.now)
    run_once(app)
    assert states(*rows) == ["waiting", "withdrawn", "offered"]
    assert [db.session.get_one(Enrolment, r.id).number for r in rows] == numbers
    assert {db.session.get_one(Enrolment, r.id).rests_for_id for r in rows} == {None}
    assert letters_of(person).count("waiting") == 1


def test_who_left_a_date_is_not_put_back(app, college, course, time, full):
    other = college.scheduled_class(course, capacity=1)
    college.enrol(other)
    person = college.person()
    ask(full[0], person, time.now, any_class=True)
    run_once(app)
    there = asking.live_wish(other.id, person.id)
    leave(there, time.now)
    run_once(app)
    assert states(there) == ["withdrawn"]
    assert asking.live_wish(other.id, person.id) is None


# No more questions


@pytest.mark.parametrize(("days", "state"), [(14, "enrolled"), (21, "offered")])
def test_enrolled_without_being_asked_with_notice_enough(app, college, time, full, days, state):
    group, place = full
    time.move(days=3)
    person = college.person()
    wish = ask(group, person, time.now, auto_days=days)
    leave(place, time.now)
    run_once(app)
    assert states(wish) == [state]
    told = letters_of(person)
    assert told[:2] == ["waiting", "place_saved" if state == "enrolled" else "offer"]
