"""`audit` finds what is broken, says where, changes nothing, and ends with 2."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text, update

from recoverycollege import history
from recoverycollege.accounts.models import Person
from recoverycollege.accounts.services.tasks import add_task
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Attendance, Enrolment, Offer


@pytest.fixture
def group(college):
    """A class of two: one has a place, one is offered the other, one waits."""
    found = college.scheduled_class(capacity=2)
    college.enrol(found, college.person("One Enrolled"))
    college.enrol(found, college.person("Two Offered"), state="offered")
    college.enrol(found, college.person("Three Waiting"), state="waiting")
    return found


def audit(app):
    db.session.rollback()
    return app.test_cli_runner().invoke(args=["audit"])


def set_on(model, condition, **values) -> None:
    db.session.execute(update(model).where(condition).values(**values))


def over_capacity() -> None:
    set_on(ScheduledClass, ScheduledClass.id > 0, capacity=1)


def number_never_given() -> None:
    set_on(Enrolment, Enrolment.state == "waiting", number=0)


def rests_for_nothing() -> None:
    set_on(Enrolment, Enrolment.state == "waiting", resting=True)


def never_confirmed() -> None:
    set_on(Enrolment, Enrolment.state == "enrolled", confirmed_at=None)


def over_without_end() -> None:
    set_on(Enrolment, Enrolment.state == "waiting", state="withdrawn", ended_at=None)


def live_on_called_off() -> None:
    set_on(ScheduledClass, ScheduledClass.id > 0, state="called_off")


def offered_without_offer() -> None:
    db.session.execute(text("DELETE FROM offer"))


def offer_of_someone_enrolled() -> None:
    set_on(Enrolment, Enrolment.state == "offered", state="enrolled")


def answered_without_time() -> None:
    set_on(Offer, Offer.id > 0, answer="declined")


def waits_beside_a_free_place() -> None:
    set_on(ScheduledClass, ScheduledClass.id > 0, capacity=3)
    long_ago = db.session.scalars(select(Enrolment.asked_at)).first() - timedelta(days=2)
    set_on(Enrolment, Enrolment.id > 0, asked_at=long_ago)


def sessions_overlap() -> None:
    first = db.session.scalars(select(ClassSession)).first()
    db.session.add(
        ClassSession(
            class_id=first.class_id,
            starts_at=first.starts_at + timedelta(minutes=10),
            ends_at=first.ends_at + timedelta(minutes=10),
            zone=first.zone,
        )
    )


def runs_too_long() -> None:
    ends_at = db.session.scalars(select(Offer.made_at)).first() - timedelta(minutes=6)
    set_on(Offer, Offer.id > 0, ends_at=ends_at, made_at=ends_at - timedelta(days=2))


FAULTS = {
    runs_too_long: "runs though its time is over",
    over_capacity: "2 places taken of 1",
    number_never_given: "number 0 was never given",
    rests_for_nothing: "rests for no place",
    never_confirmed: "was never confirmed",
    over_without_end: "is over without an end",
    live_on_called_off: "still runs on a class that was called off",
    offered_without_offer: "is offered with 0 live offers",
    offer_of_someone_enrolled: "is enrolled with 1 live offers",
    answered_without_time: "does not fit its own answer",
    waits_beside_a_free_place: "waits beside 1 free places",
    sessions_overlap: "overlap",
}


@pytest.mark.both
def test_a_sound_college_passes(app, group) -> None:
    answer = audit(app)
    assert answer.exit_code == 0, answer.output
    assert "ok  places: capacity" in answer.output


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_fault_is_found(app, group, fault) -> None:
    fault()
    db.session.commit()
    answer = audit(app)
    assert answer.exit_code == 2
    assert FAULTS[fault] in answer.output


def test_attendance_of_another_class(app, group, college, time) -> None:
    other = college.scheduled_class()
    mine = db.session.scalars(select(Enrolment).where(Enrolment.class_id == group.id)).first()
    session = db.session.scalars(
        select(ClassSession).where(ClassSession.class_id == other.id)
    ).first()
    db.session.add(
        Attendance(session_id=session.id, enrolment_id=mine.id, mark="came", marked_at=time.now)
    )
    db.session.commit()
    assert "is of another class" in audit(app).output


def test_a_lowered_capacity_is_no_fault(app, group, college) -> None:
    """Fewer places evict nobody."""
    manager = college.manager()
    history.record("class.capacity", "class", group.id, actor_id=manager.id, before=2, after=1)
    over_capacity()
    db.session.commit()
    assert audit(app).exit_code == 0


def test_a_place_given_after_a_lowered_capacity_is_one(app, group, college) -> None:
    manager = college.manager()
    history.record("class.capacity", "class", group.id, actor_id=manager.id, before=2, after=1)
    over_capacity()
    db.session.flush()
    last = db.session.scalars(select(Enrolment).where(Enrolment.class_id == group.id)).first()
    history.record("place.given", "enrolment", last.id, actor_id=manager.id, state="enrolled")
    db.session.commit()
    assert "2 places taken of 1" in audit(app).output


def test_who_asks_for_a_pause_may_wait(app, group, time) -> None:
    waits_beside_a_free_place()
    set_on(Person, Person.id > 0, paused_until=time.now + timedelta(days=9))
    db.session.commit()
    assert audit(app).exit_code == 0


def test_whose_break_ended_just_now_will_be_seen(app, group, time) -> None:
    waits_beside_a_free_place()
    set_on(Person, Person.id > 0, paused_until=time.now)
    db.session.commit()
    time.move(minutes=1)
    assert audit(app).exit_code == 0
    time.move(minutes=5)
    assert "waits beside" in audit(app).output


def test_an_offer_waits_while_something_is_arranged(app, group, time) -> None:
    runs_too_long()
    offered = db.session.scalars(select(Offer.enrolment_id)).one()
    add_task("access", now=time.now, due_at=time.now, about_id=offered)
    db.session.commit()
    assert audit(app).exit_code == 0
