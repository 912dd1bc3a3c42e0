"""A place comes free within a day of the start: the office rings those in line, one by one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import Task
from recoverycollege.accounts.services.tasks import finish_task
from recoverycollege.database import db
from recoverycollege.worker import run_once
from tests.enrolment.steps import begin_again, leave

pytestmark = pytest.mark.both


@pytest.fixture
def soon(college):
    """A class of two places, both taken, that begins in twenty hours; and who has one."""
    group = college.scheduled_class(capacity=2, starts_in=timedelta(hours=20))
    return group, college.fill(group)[0]


def to_ring():
    db.session.rollback()
    query = select(Task).where(Task.kind == "offer", Task.done_at.is_(None))
    return {task.about_id: task.id for task in db.session.scalars(query)}


def test_who_was_not_reached_is_not_rung_again_and_the_next_is(app, college, time, soon):
    group, place = soon
    desk = college.office()
    first, second = (college.enrol(group, state="waiting").id for _ in range(2))
    leave(place, time.now)
    run_once(app)
    for wish in (first, second):
        assert list(to_ring()) == [wish]
        task = to_ring()[wish]
        begin_again()
        finish_task(task, by_id=desk.id, outcome="Nobody answered", now=time.now)
        db.session.commit()
        run_once(app)
    assert to_ring() == {}


def test_no_place_is_kept_for_two_who_come_together(app, college, time, soon):
    group, place = soon
    college.enrol(group, state="waiting", places=2, with_whom="friend", passed=2)
    single = college.enrol(group, state="waiting").id
    leave(place, time.now)
    run_once(app)
    assert list(to_ring()) == [single]
