"""The demonstration college is big enough, believable, and true to every rule."""

from __future__ import annotations

from collections import Counter
from datetime import date, time

import pytest
from flask import current_app
from sqlalchemy import select

from recoverycollege.accounts.models import AccessNeed, Consent, Contact, Person, Role, Task
from recoverycollege.accounts.rules import contact_key
from recoverycollege.accounts.services.passwords import fits
from recoverycollege.catalogue.models import Course, SupportEntry, Term
from recoverycollege.classes.models import (
    ClassSession,
    ScheduledClass,
    TeamMember,
)
from recoverycollege.database import db
from recoverycollege.demo.load import PASSWORD
from recoverycollege.demo.loading.college import terms_around
from recoverycollege.enrolment.models import Attendance, Enrolment, Offer
from recoverycollege.enrolment.queries.places import counts
from recoverycollege.history import Entry
from recoverycollege.letters import Letter
from tests.demo.looking import ZONE, how_many, person_at

TALKS = select(Course.id).where(Course.kind == "one-to-one")
TIMES = select(ScheduledClass.id).where(ScheduledClass.course_id.in_(TALKS))


def test_its_size(demo) -> None:
    assert how_many(Course, Course.in_catalogue) == 44
    assert how_many(Term) == 3
    assert 115 <= how_many(ScheduledClass, ScheduledClass.course_id.not_in(TALKS)) <= 125
    assert how_many(Enrolment, Enrolment.class_id.not_in(TIMES)) == 1250
    teaching = select(TeamMember.person_id)
    staff = select(Role.person_id)
    students = [Person.id.not_in(teaching), Person.id.not_in(staff)]
    assert how_many(Person, *students) == 500
    assert how_many(SupportEntry) > 10


def test_nothing_is_sent(demo) -> None:
    assert how_many(Letter) == 0


def test_every_rule_holds(demo) -> None:
    audits = current_app.extensions["audits"]
    assert any(name.startswith("places") for name in audits)
    assert {name: found for name, check in audits.items() if (found := check())} == {}


def test_people_can_choose_a_time_with_a_peer_worker(demo) -> None:
    """Of one course some are free, of the other all are taken. The demo account gives some."""
    amina = person_at("peer@demo.example").id
    found = {}
    for course in db.session.scalars(select(Course).where(Course.kind == "one-to-one")):
        ids = db.session.scalars(
            select(ScheduledClass.id)
            .join(ClassSession)
            .where(ScheduledClass.course_id == course.id, ClassSession.starts_at > demo.moment)
        ).all()
        there = counts(ids, demo.moment)
        found[course.slug] = [there[class_id].free for class_id in ids]
        assert all(one.capacity == 1 for one in there.values())
    assert set(found["a-talk-with-a-peer-worker"]) == {0, 1}
    assert set(found["your-learning-plan"]) == {0}
    given = select(TeamMember.class_id).where(TeamMember.person_id == amina)
    assert how_many(ScheduledClass, ScheduledClass.id.in_(given), ScheduledClass.id.in_(TIMES)) > 5


def test_three_in_ten_sessions_are_missed(demo) -> None:
    marks = Counter(db.session.scalars(select(Attendance.mark)))
    assert sum(marks.values()) > 1500
    assert 0.26 < 1 - marks["came"] / sum(marks.values()) < 0.34
    assert set(marks) == {"came", "part", "told_us", "missed"}
    assert how_many(Attendance, Attendance.marked_at > demo.moment) == 0


def test_people_wait_only_where_it_is_full(demo) -> None:
    drawn = select(ScheduledClass.id).where(ScheduledClass.lot_until.is_(None))
    ids = db.session.scalars(drawn).all()
    waiting = {i: found for i, found in counts(ids, demo.moment).items() if found.waiting}
    assert len(waiting) >= 8
    wishes = select(Enrolment.class_id).where(Enrolment.state == "waiting")
    people = Counter(n for n in db.session.scalars(wishes) if n in waiting)
    assert set(people.values()) == {1, 2, 3, 4, 5, 6}
    assert all(found.free == 0 for found in waiting.values())


def test_on_one_class_a_lot_will_decide(demo) -> None:
    found = db.session.scalars(
        select(ScheduledClass).where(ScheduledClass.lot_until.is_not(None))
    ).one()
    there = counts([found.id], demo.moment)[found.id]
    assert (there.enrolled, there.offered) == (0, 0)
    assert there.waiting > there.capacity
    assert found.lot_until > demo.today


def test_people_wait_in_many_ways(demo) -> None:
    waiting = db.session.scalars(select(Enrolment).where(Enrolment.state == "waiting")).all()
    assert {wish.with_whom for wish in waiting} == {"", "supporter", "friend"}
    assert {wish.auto_days for wish in waiting} == {None, 2, 7}
    assert all(wish.places == (2 if wish.with_whom else 1) for wish in waiting)


def test_friendly_calls_are_open_and_done(demo) -> None:
    calls = db.session.scalars(select(Task).where(Task.kind == "call")).all()
    still_open = [call for call in calls if call.done_at is None]
    assert len(still_open) == 3
    assert len(calls) > len(still_open)
    assert all(call.result and call.done_by_id for call in calls if call.done_at)
    people = [db.session.get_one(Person, call.person_id) for call in calls]
    assert all(person.call_if_missed for person in people)


def test_offers_run_long_enough_to_be_answered(demo) -> None:
    live = db.session.scalars(select(Offer).where(Offer.answer.is_(None))).all()
    assert Counter(offer.kind for offer in live) == {"freed": 4, "own": 3}
    for offer in live:
        assert (offer.ends_at - demo.moment).total_seconds() > 33 * 3600
        assert 9 <= offer.ends_at.astimezone(ZONE).hour < 20
    held = {offer.enrolment_id for offer in live if offer.kind == "own"}
    to_call = select(Task.about_id).where(Task.kind == "confirm", Task.done_at.is_(None))
    assert set(db.session.scalars(to_call)) == held
    assert all(offer.enrolment.person.confirmed_at is None for offer in live if offer.kind == "own")


def test_how_people_are_reached(demo) -> None:
    ways = Counter(db.session.scalars(select(Person.contact_by)))
    assert (ways["phone"], ways["letter"]) == (60, 25)
    rows = db.session.scalars(select(Contact)).all()
    assert all(row.key == contact_key(row.kind, row.value, "GB") for row in rows)
    assert all(row.value.endswith((".example", "example.org")) for row in rows if "@" in row.value)
    shared = [n for n in Counter(row.key for row in rows).values() if n > 1]
    assert len(shared) >= 12
    needs = Counter(db.session.scalars(select(AccessNeed.told_to)))
    assert sum(needs.values()) == 75
    assert set(needs) == {"office", "team"}
    assert how_many(Consent) == how_many(Person)
    names = db.session.scalars(select(Person.folded_name)).all()
    assert len(names) == len(set(names))


def test_classes_meet_at_sensible_hours(demo) -> None:
    for session in db.session.scalars(select(ClassSession)):
        start, end = session.starts_at.astimezone(ZONE), session.ends_at.astimezone(ZONE)
        assert start.weekday() < 5
        assert start.hour >= 9
        assert start.time() < end.time() <= time(21, 59)
    for row in db.session.scalars(select(ScheduledClass)):
        hours = {s.starts_at.astimezone(ZONE).time() for s in row.sessions}
        assert len(hours) == 1, "the same hour by the wall clock, also after it changes"
        assert row.joining_link.startswith("https://meet.example.org/") == (
            row.format != "in-person"
        )
    rooms = Counter(db.session.scalars(select(ScheduledClass.capacity)))
    assert {6, 12, 20} <= set(rooms)


def test_no_room_and_no_one_twice_at_once(demo) -> None:
    taken: Counter[object] = Counter()
    for row in db.session.scalars(select(ScheduledClass)):
        for session in row.sessions:
            if not row.venue.online:
                taken[row.venue_id, row.room, session.starts_at] += 1
            for member in row.team:
                taken[member.person_id, session.starts_at] += 1
    assert max(taken.values()) == 1


@pytest.mark.parametrize(
    ("email", "states"),
    [
        ("student@demo.example", {"enrolled": 1, "waiting": 1, "completed": 2}),
        (
            "student2@demo.example",
            {"offered": 1, "enrolled": 2, "completed": 1, "withdrawn": 1},
        ),
    ],
)
def test_demo_students(demo, email, states) -> None:
    mine = select(Enrolment.state).where(Enrolment.person_id == person_at(email).id)
    assert Counter(db.session.scalars(mine)) == states


def test_demo_accounts_open_with_the_password(demo) -> None:
    roles = {
        name: person_id for person_id, name in db.session.execute(select(Role.person_id, Role.name))
    }
    assert roles == {
        "office": person_at("office@demo.example").id,
        "manager": person_at("manager@demo.example").id,
    }
    known = select(Person).where(Person.password_hash.is_not(None))
    with_password = db.session.scalars(known).all()
    assert len(with_password) == 7
    assert fits([with_password[0].password_hash], PASSWORD) == [True]


def test_every_place_has_its_history(demo) -> None:
    asked = Entry.action == "place.asked"
    assert how_many(Entry, asked) == how_many(Enrolment)
    assert how_many(Entry, Entry.at > demo.moment) == 0


@pytest.mark.parametrize(
    ("today", "names"),
    [
        (date(2026, 11, 21), ["Summer term 2026", "Autumn term 2026", "Spring term 2027"]),
        (date(2026, 12, 25), ["Autumn term 2026", "Spring term 2027", "Summer term 2027"]),
        (date(2027, 1, 2), ["Autumn term 2026", "Spring term 2027", "Summer term 2027"]),
        (date(2028, 2, 29), ["Autumn term 2027", "Spring term 2028", "Summer term 2028"]),
    ],
)
def test_terms_go_with_the_calendar(today, names) -> None:
    terms = terms_around(today)
    assert [term.name for term in terms] == names
    assert terms[1].ends_on >= today
    assert all(term.starts_on.weekday() == 0 for term in terms)
