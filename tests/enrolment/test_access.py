"""What would help someone take part becomes a task for each class, however they asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import Task
from recoverycollege.accounts.services.people import set_need
from recoverycollege.accounts.services.tasks import finish_task
from recoverycollege.database import begin_write, db
from recoverycollege.enrolment.services.asking import ask
from recoverycollege.worker import run_once

pytestmark = pytest.mark.both


def tasks():
    db.session.rollback()
    query = select(Task).where(Task.kind == "access").order_by(Task.id)
    return db.session.scalars(query).all()


@pytest.fixture
def wish(college, time):
    group, person = college.scheduled_class(starts_in=timedelta(weeks=4)), college.person()
    set_need(person.id, "An interpreter", "office", time.now)
    found = ask(group.id, person.id, now=time.now)
    db.session.commit()
    return found


def test_asked_signed_in_it_is_a_task_once(app, college, time, wish):
    run_once(app)
    run_once(app)
    [task] = tasks()
    assert (task.about_id, task.words) == (wish.id, "An interpreter")


def test_done_is_done_until_they_change_it(app, college, time, wish):
    run_once(app)
    desk, task = college.office(), tasks()[0].id
    db.session.rollback()
    begin_write()
    finish_task(task, by_id=desk.id, outcome="Booked", now=time.now)
    db.session.commit()
    time.move(hours=1)
    run_once(app)
    assert len(tasks()) == 1
    db.session.rollback()
    begin_write()
    set_need(wish.person_id, "An interpreter, and large print", "office", time.now)
    db.session.commit()
    run_once(app)
    assert [task.words for task in tasks()][1:] == ["An interpreter, and large print"]


def test_for_each_class(app, college, time, wish):
    run_once(app)
    begin_write()
    ask(college.scheduled_class().id, wish.person_id, now=time.now)
    db.session.commit()
    run_once(app)
    assert len(tasks()) == 2


def test_nobody_who_has_not_confirmed(app, college, time):
    person = college.person()
    set_need(person.id, "A seat by the door", "team", time.now)
    college.enrol(college.scheduled_class(), person, state="waiting", confirmed_at=None)
    run_once(app)
    assert tasks() == []


def test_changed_before_it_is_done_the_words_are_the_new_ones(app, college, time, wish):
    run_once(app)
    time.move(hours=1)
    begin_write()
    set_need(wish.person_id, "A sign-language interpreter", "office", time.now)
    db.session.commit()
    run_once(app)
    run_once(app)
    assert [task.words for task in tasks() if task.done_at is None] == [
        "A sign-language interpreter"
    ]
