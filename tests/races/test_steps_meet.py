"""Two steps that meet halfway: neither waits for the other for ever, nothing is done twice."""

from __future__ import annotations

import contextlib
import threading
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from recoverycollege.accounts.models import Task
from recoverycollege.accounts.services.tasks import add_task
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.services import (
    access,
    answering,
    asking,
    drawing,
    first_session,
    lapsing,
    pausing,
)
from tests.races.crowd import all_at_once, step

AHEAD = timedelta(weeks=3)
pytestmark = pytest.mark.both


@pytest.fixture
def meet(app, monkeypatch):
    """`meet(place, place, deeds)`: the deeds at once; each waits at its (module, name) for the
    other, as long as that takes if the other cannot come there."""

    def run(places, *deeds):
        barrier = threading.Barrier(2)
        for module, name in places:
            monkeypatch.setattr(module, name, waits(getattr(module, name), barrier))
        db.session.commit()
        done = all_at_once(step(app, deed) for deed in deeds)
        db.session.expire_all()
        return done

    return run


def waits(real, barrier):
    seen = threading.local()

    def wrapped(*given, **named):
        if not getattr(seen, "once", False):
            seen.once = True
            # Broken: the other waits for our lock, as it should.
            with contextlib.suppress(threading.BrokenBarrierError):
                barrier.wait(1)
        return real(*given, **named)

    return wrapped


def test_a_pause_and_an_answer_where_courses_are_counted(college, time, meet):
    term, person = college.term(most_courses=3), college.person()
    group = college.scheduled_class(term_id=term.id, starts_in=AHEAD)
    wish, now, someone = college.enrol(group, person, state="offered").id, time.now, person.id
    done = meet(
        [(pausing, "lock"), (answering, "check_no_other")],
        lambda: pausing.pause(someone, now + timedelta(days=5), now),
        lambda: answering.accept(wish, now),
    )
    assert done[0] == "done"
    assert db.session.get_one(Enrolment, wish).state in ("waiting", "enrolled")


def test_two_workers_ask_the_office_once_to_arrange(college, time, meet):
    wish = college.enrol(college.scheduled_class(), college.person(needs="A ramp")).id
    now = time.now
    deed = lambda: access.ask_office_to_arrange(now)  # noqa: E731
    meet([(access, "finish_tasks_about")], deed, deed)
    assert tasks("access", wish) == 1


def test_two_workers_ask_once_after_the_first_session(college, time, meet):
    group = college.scheduled_class()
    place = college.enrol(group)
    time.move(days=7, hours=4)
    college.mark(group.sessions[0], place, "missed")
    wish, now = place.id, time.now
    deed = lambda: first_session.ask_after_first(now)  # noqa: E731
    meet([(first_session, "ask_office")], deed, deed)
    assert tasks("get_back", wish) == 1


def tasks(kind, about_id):
    query = select(func.count()).select_from(Task)
    return db.session.scalar(query.where(Task.kind == kind, Task.about_id == about_id))


def test_who_confirms_while_the_unconfirmed_are_ended_stays_in_line(college, time, meet):
    group = college.scheduled_class(capacity=1, starts_in=AHEAD)
    college.enrol(group)
    wish = college.enrol(group, state="waiting", confirmed_at=None).id
    time.move(days=4)
    now = time.now
    meet(
        [(answering, "_reached"), (lapsing, "update")],
        lambda: lapsing.end_unconfirmed(now, now - timedelta(days=3)),
        lambda: answering.confirm(wish, now),
    )
    found = db.session.get_one(Enrolment, wish)
    assert (found.state, found.ended_at) == ("waiting", None)
    assert found.confirmed_at == now


def test_a_lot_and_a_press_give_nobody_one_course_too_many(college, time, meet):
    term, person = college.term(most_courses=1), college.person()
    day = time.now.date() - timedelta(days=1)
    lot, other = (
        college.scheduled_class(term_id=term.id, starts_in=AHEAD, lot_until=until)
        for until in (day, None)
    )
    college.enrol(lot, person, state="waiting")
    ids, someone, now = (lot.id, other.id), person.id, time.now
    meet(
        [(drawing, "wish_of"), (asking, "add_wish")],
        lambda: drawing.draw(ids[0], now),
        lambda: asking.ask(ids[1], someone, now=now),
    )
    held = select(Enrolment.state).where(Enrolment.person_id == someone)
    assert list(db.session.scalars(held)).count("enrolled") == 1


def test_what_was_arranged_locks_the_class_before_the_task(
    college, client, sign_in_as, time, database_kind
):
    if database_kind == "sqlite":
        pytest.skip("SQLite locks no rows")
    sign_in_as(college.office())
    place = college.enrol(college.scheduled_class(starts_in=AHEAD))
    task = add_task(
        "access", now=time.now, due_at=time.now, person_id=place.person_id, about_id=place.id
    )
    db.session.commit()
    page, seen = f"/staff/tasks/{task.id}", []
    event.listen(db.engine, "before_cursor_execute", lambda *told: seen.append(told[2]))
    answer = client.submit(page, outcome="Booked")
    assert answer.status_code == 303
    locks = [words for words in seen if "FOR UPDATE" in words or "FOR NO KEY UPDATE" in words]
    assert "FROM scheduled_class" in locks[0]
    assert any("FROM task" in words for words in locks[1:])
