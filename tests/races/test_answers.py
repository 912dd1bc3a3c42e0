"""Two answers at the same moment: whoever is first is first, and no place is given twice."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select

from recoverycollege.database import db
from recoverycollege.enrolment.models import Attendance, Enrolment, Offer
from recoverycollege.enrolment.services import answering, asking, filling, lapsing, register
from recoverycollege.history import Entry
from recoverycollege.letters import Letter

ROUNDS = 5
pytestmark = pytest.mark.both


@pytest.fixture(params=[5, pytest.param(500, marks=[pytest.mark.proof, pytest.mark.timeout(900)])])
def rounds(request):
    """How often it is raced: 500 times in the long form."""
    return request.param


@pytest.fixture
def line(college):
    """A class of one place, long before it begins, and who is in line for it."""

    def make(waiting=2):
        group = college.scheduled_class(capacity=1, starts_in=timedelta(days=21))
        return [place.id for place in college.fill(group, waiting=waiting)]

    return make


def states(ids):
    return [db.session.get_one(Enrolment, number).state for number in ids]


def freed(ids, now):
    """The place is offered to the first in line."""
    answering.withdraw(ids[0], now)
    db.session.commit()
    assert states(ids)[1] == "offered"


def sound(ids):
    """Raises AssertionError when a place is given twice, or an offer runs for nobody."""
    taken = [s for s in states(ids) if s in {"enrolled", "offered"}]
    assert len(taken) <= 1
    running = db.session.scalars(
        select(Offer.enrolment_id).where(Offer.answer.is_(None), Offer.enrolment_id.in_(ids))
    ).all()
    assert sorted(running) == [n for n, s in zip(ids, states(ids), strict=True) if s == "offered"]


def test_accept_against_lapse(race, line, time, rounds):
    for number in range(rounds):
        ids = line()
        freed(ids, time.now)
        time.move(hours=48)
        class_id = db.session.get_one(Enrolment, ids[0]).class_id
        deeds = [
            partial(answering.accept, ids[1], time.now),
            partial(lapsing.lapse, class_id, time.now),
        ]
        # Whoever is named first has a small lead: each in turn.
        accepted = race(*deeds)[0] if number % 2 else race(*reversed(deeds))[1]
        sound(ids)
        expected = {"done": ["enrolled", "waiting"], "refused": ["lapsed", "offered"]}
        assert states(ids)[1:] == expected[accepted]


def test_withdraw_against_accept(race, line, time, rounds):
    for number in range(rounds):
        ids = line()
        freed(ids, time.now)
        deeds = [
            partial(answering.withdraw, ids[1], time.now),
            partial(answering.accept, ids[1], time.now),
        ]
        race(*(deeds if number % 2 else reversed(deeds)))
        sound(ids)
        assert states(ids)[1:] == ["withdrawn", "offered"]


def test_two_browsers_answer_the_same_offer(race, line, time):
    for _ in range(ROUNDS):
        ids = line()
        freed(ids, time.now)
        race(*[partial(answering.accept, ids[1], time.now)] * 3)
        sound(ids)
        assert states(ids)[1:] == ["enrolled", "waiting"]
        saved = select(func.count()).where(Letter.kind == "place_saved")
        person_id = db.session.get_one(Enrolment, ids[1]).person_id
        assert db.session.scalar(saved.where(Letter.person_id == person_id)) == 1


def test_yes_against_no(race, line, time):
    for _ in range(ROUNDS):
        ids = line()
        freed(ids, time.now)
        race(
            partial(answering.accept, ids[1], time.now),
            partial(answering.decline, ids[1], time.now),
        )
        sound(ids)
        assert states(ids)[1:] in (["enrolled", "waiting"], ["declined", "offered"])


def test_two_workers_lapse_the_same_offers(race, line, time, rounds):
    for _ in range(rounds):
        ids = line()
        freed(ids, time.now)
        time.move(hours=48)
        class_id = db.session.get_one(Enrolment, ids[0]).class_id
        fill = partial(lapsing.fill_class, class_id, time.now)
        race(*[partial(lapsing.lapse, class_id, time.now)] * 3, fill)
        sound(ids)
        assert states(ids)[1:] == ["lapsed", "offered"]


def test_two_leave_while_two_ask_and_the_office_makes_room(race, college, line, time):
    desk = college.office().id
    for _ in range(ROUNDS):
        ids = line()
        class_id = db.session.get_one(Enrolment, ids[0]).class_id
        people = [college.person().id for _ in range(2)]
        race(
            partial(answering.withdraw, ids[0], time.now),
            partial(answering.withdraw, ids[1], time.now),
            partial(asking.ask, class_id, people[0], now=time.now),
            partial(asking.ask, class_id, people[1], now=time.now),
            partial(filling.change_capacity, class_id, 2, time.now, desk),
        )
        live = db.session.scalars(select(Enrolment).where(Enrolment.class_id == class_id)).all()
        taken = [wish for wish in live if wish.state in {"enrolled", "offered"}]
        assert len(taken) == 2
        assert sorted(wish.number for wish in live) == [1, 2, 3, 4, 5]


def test_one_person_presses_twice(race, college, time):
    for _ in range(ROUNDS):
        group, person = college.scheduled_class().id, college.person().id
        race(*[partial(asking.ask, group, person, now=time.now)] * 4)
        wishes = select(Enrolment).where(Enrolment.class_id == group)
        assert [wish.state for wish in db.session.scalars(wishes)] == ["enrolled"]


def test_two_teachers_mark_the_same_person(race, college, time):
    group = college.scheduled_class(starts_in=timedelta(hours=1))
    place, session = college.enrol(group).id, group.sessions[0].id
    dee, ravi = (member.person_id for member in group.team)
    for _ in range(ROUNDS):
        race(
            partial(register.mark, session, place, "came", by_id=dee, now=time.now),
            partial(register.mark, session, place, "missed", by_id=ravi, now=time.now),
        )
        [mark] = db.session.scalars(select(Attendance))
        last = db.session.scalars(select(Entry).order_by(Entry.id.desc())).first()
        assert (mark.mark, mark.marked_by_id) == (last.detail["after"], last.actor_id)
