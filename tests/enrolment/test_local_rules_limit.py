"""Where a college lets each person have so many courses a term: groups apart, waiting apart."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.enrolment.links import token_for
from recoverycollege.enrolment.models import Enrolment, Offer
from recoverycollege.enrolment.queries.limits import at_limit, held_in_term
from recoverycollege.enrolment.rules.limits import check_limit, counts_towards_limit, is_at_limit
from recoverycollege.enrolment.services import answering
from recoverycollege.refusals import Refused

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        ("course", True),
        ("workshop", True),
        ("peer-training", True),
        ("peer-group", False),
        ("one-to-one", False),
    ],
)
def test_what_the_rule_speaks_of(kind, counts):
    assert counts_towards_limit(kind) == counts


@pytest.mark.parametrize(
    ("held", "most", "full"),
    [(0, 1, False), (1, 1, True), (1, 2, False), (3, 2, True), (9, 0, False)],
)
def test_when_it_is_enough(held, most, full):
    assert is_at_limit(held, most) == full
    for by_office in (True, False):
        if full:
            with pytest.raises(Refused):
                check_limit(held, most, by_office=by_office)
        else:
            check_limit(held, most, by_office=by_office)


@pytest.fixture
def world(college):
    """A term in which each person can have two courses, someone who has two, and a third they
    would like."""
    term, person = college.term(most_courses=2), college.person("Ada Lark")
    for _ in range(2):
        college.enrol(college.scheduled_class(term_id=term.id), person)
    return term, person, college.scheduled_class(term_id=term.id)


def state(group, person):
    query = select(Enrolment.state).where(
        Enrolment.class_id == group.id, Enrolment.person_id == person.id
    )
    return db.session.scalar(query.order_by(Enrolment.id.desc()))


@pytest.mark.both
def test_one_too_many_is_refused_kindly(world, sign_in_as):
    _term, person, third = world
    client = sign_in_as(person)
    answer = client.press(f"/classes/{third.id}/ask", page=f"/classes/{third.id}")
    assert answer.status_code == 409
    assert "You have as many courses this term as one person can have here: 2." in answer.text
    assert "ring us or write to us" in answer.text
    assert state(third, person) is None
    assert client.letters() == []


@pytest.mark.both
def test_letting_one_go_makes_room(world, sign_in_as):
    _term, person, third = world
    first = db.session.scalars(select(Enrolment).where(Enrolment.person_id == person.id)).first()
    client = sign_in_as(person)
    client.press(f"/places/{first.id}/withdraw")
    assert client.press(f"/classes/{third.id}/ask").status_code == 303
    assert state(third, person) == "enrolled"


def test_what_does_not_count(college, world, sign_in_as):
    """A group, another term, no term; waiting; and what they have already."""
    term, person, third = world
    client = sign_in_as(person)
    group = college.scheduled_class(college.course(kind="peer-group"), term_id=term.id)
    later = college.scheduled_class(term_id=college.term("Next term").id)
    loose = college.scheduled_class()
    for free in (group, later, loose):
        assert client.press(f"/classes/{free.id}/ask").status_code == 303
        assert state(free, person) == "enrolled"
    full = college.scheduled_class(term_id=term.id, capacity=0)
    assert client.press(f"/classes/{full.id}/ask").status_code == 303
    assert state(full, person) == "waiting"
    have = db.session.scalars(select(Enrolment).where(Enrolment.person_id == person.id)).first()
    assert client.press(f"/classes/{have.class_id}/ask").status_code == 303
    assert state(third, person) is None


@pytest.mark.parametrize(
    ("states", "held"),
    [
        (["enrolled", "completed"], 2),
        (["enrolled", "waiting"], 1),
        (["enrolled", "withdrawn", "declined", "lapsed"], 1),
        (["offered", "enrolled"], 1),
    ],
)
def test_what_counts(college, states, held):
    term, person = college.term(most_courses=2), college.person()
    for each in states:
        college.enrol(college.scheduled_class(term_id=term.id), person, state=each)
    assert held_in_term([person.id], term.id) == {person.id: held}
    held += states.count("offered")  # what they are offered counts before they are offered more
    other = college.scheduled_class(term_id=term.id)
    assert at_limit(other, [person.id]) == ({person.id} if held >= 2 else set())
    term.most_courses = 0
    assert at_limit(other, [person.id]) == set()


def test_a_place_kept_for_someone_not_reached_does_not_count(college):
    term, person = college.term(), college.person()
    for offer in ("own", "own"):
        group = college.scheduled_class(term_id=term.id)
        college.enrol(group, person, state="offered", offer=offer)
    assert held_in_term([person.id], term.id) == {}


@pytest.mark.both
def test_an_offer_that_came_first_is_refused_when_it_is_one_too_many(app, client, college, world):
    """By its link, which still works once one of the others is let go."""
    term, person, _third = world
    place = college.enrol(college.scheduled_class(term_id=term.id), person, state="offered")
    link = f"/places/link/{token_for(app.extensions['settings'].secret_key, place.id, person.id)}"
    answer = client.press(f"{link}/accept", page=link)
    assert answer.status_code == 409
    assert "as one person can have here" in answer.text
    db.session.refresh(place)
    assert place.state == "offered"


def test_of_two_offers_either_can_be_taken(college, time):
    term, person = college.term(most_courses=1), college.person()
    first, second = (
        college.enrol(college.scheduled_class(term_id=term.id), person, state="offered")
        for _ in range(2)
    )
    answering.accept(second.id, time.now)
    with pytest.raises(Refused):
        answering.accept(first.id, time.now)


def test_a_friends_place_is_not_theirs(college):
    term, person = college.term(most_courses=1), college.person()
    college.enrol(college.scheduled_class(term_id=term.id), person, companion=True)
    assert held_in_term([person.id], term.id) == {}


def test_a_place_set_aside_is_not_confirmed_beside_enough(college, world, time):
    term, person, _third = world
    group = college.scheduled_class(term_id=term.id)
    place = college.enrol(group, person, state="offered", offer="own")
    with pytest.raises(Refused):
        answering.confirm(place.id, time.now)


@pytest.fixture
def line(college, world):
    """A class of the term with a free place, which who has enough waits for, and someone after."""
    term, person, _third = world
    group = college.scheduled_class(term_id=term.id, capacity=1, starts_in=timedelta(days=21))
    first = college.enrol(group, person, state="waiting")
    return group, first, college.enrol(group, college.person("Bea Finch"), state="waiting")


@pytest.mark.both
def test_nothing_is_offered_to_who_has_enough(app, world, line, time):
    """Their turn is kept: once one is let go, the next free place is theirs."""
    _term, person, _third = world
    group, first, second = line
    sweep(app, "fill", time.now)
    assert (first.state, second.state) == ("waiting", "offered")
    have = db.session.scalars(select(Enrolment).where(Enrolment.person_id == person.id)).first()
    answering.withdraw(have.id, time.now)
    answering.decline(second.id, time.now)
    db.session.commit()
    assert (first.state, second.state) == ("offered", "declined")


def test_a_place_is_not_taken_for_who_has_enough(app, world, line, time):
    """Two offers that came at the same moment to someone who wanted no more questions: this one
    goes on to the next, and they were never asked."""
    _group, first, second = line
    first.auto_days = 0
    first.state = "offered"
    first.offers.append(Offer(kind="freed", made_at=time.now, ends_at=time.now + DAY))
    db.session.commit()
    sweep(app, "automatic", time.now)
    assert (first.state, first.offers[0].answer) == ("waiting", "withdrawn")
    assert second.state == "offered"


def test_the_lot_passes_who_has_enough(app, world, line, time):
    group, first, second = line
    group.lot_until, group.capacity = time.now.date() - DAY, 2
    db.session.commit()
    sweep(app, "draw", time.now)
    assert (first.state, second.state) == ("waiting", "enrolled")


def test_the_office_sees_why(line, college, sign_in_as):
    group, _first, _second = line
    page = sign_in_as(college.office()).get(f"/staff/places/{group.id}/line").text
    assert "They have as many courses this term as one person can have." in page


def test_whoever_has_enough_does_not_wait_beside_a_free_place(app, world, line, time):
    """For the audit: it is their own limit that holds them."""
    _group, _first, second = line
    answering.withdraw(second.id, time.now)
    db.session.commit()
    time.move(hours=1)
    assert {
        name: found for name, check in app.extensions["audits"].items() if (found := check())
    } == {}


def sweep(app, name, now):
    db.session.rollback()
    app.extensions["sweeps"][name][0](now)
