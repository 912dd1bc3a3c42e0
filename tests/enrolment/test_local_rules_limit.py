"""Where a college lets each person have so many courses a term: groups apart, waiting apart."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from recoverycollege.config import load
from recoverycollege.database import db
from recoverycollege.enrolment.links import token_for
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.queries.limits import at_limit, held_in_term
from recoverycollege.enrolment.rules.limits import check_limit, is_at_limit, is_limited
from recoverycollege.refusals import Refused


@pytest.mark.parametrize(
    ("kind", "term_id", "most", "limited"),
    [
        ("course", 1, 2, True),
        ("workshop", 1, 2, True),
        ("peer-training", 1, 2, True),
        ("peer-group", 1, 2, False),
        ("course", None, 2, False),
        ("course", 1, 0, False),
    ],
)
def test_what_the_rule_speaks_of(kind, term_id, most, limited):
    assert is_limited(kind, term_id, most) == limited


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
def app(app_with):
    """A college where each person can have two courses a term."""
    return app_with(most_courses_a_term=2)


@pytest.fixture
def world(college):
    """A term, someone with two courses in it, and a third course they would like."""
    term, person = college.term(), college.person("Ada Lark")
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
        (["offered", "enrolled"], 2),
    ],
)
def test_what_counts(college, states, held):
    term, person = college.term(), college.person()
    for each in states:
        college.enrol(college.scheduled_class(term_id=term.id), person, state=each)
    assert held_in_term([person.id], term.id) == {person.id: held}
    assert at_limit([person.id], term.id, 2) == ({person.id} if held >= 2 else set())
    assert at_limit([person.id], term.id, 0) == set()


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


def test_without_the_rule_nobody_is_counted(settings_for):
    assert settings_for().most_courses_a_term == 0
    environ = {"RECOVERYCOLLEGE_DEMO": "1", "RECOVERYCOLLEGE_MOST_COURSES_A_TERM": "3"}
    assert load(environ, instance=settings_for().instance).most_courses_a_term == 3
