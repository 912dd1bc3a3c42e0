"""A friendly call after a missed session: for whom, once, and ended when the mark is put right."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import Task
from recoverycollege.accounts.services.tasks import finish_task
from recoverycollege.database import db
from recoverycollege.enrolment.rules.calls import Calls
from recoverycollege.enrolment.services import register
from recoverycollege.enrolment.services.answering import withdraw


@pytest.fixture
def missed(college, app):
    """Ada asked for a call, Bo did not; both may miss the first of three sessions."""
    group = college.scheduled_class(starts_in=timedelta(minutes=10))
    ada = college.enrol(group, college.person("Ada", call_if_missed=True))
    return group, ada, college.enrol(group, college.person("Bo"))


def mark(session, marks, time, **more):
    teacher = session.scheduled_class.team[0].person_id
    wanted = {place.id: what for place, what in marks.items()}
    register.mark_all(session.id, wanted, by_id=teacher, now=time.now, **more)
    db.session.commit()


def calls(*, still_open=False):
    found = db.session.scalars(select(Task).order_by(Task.id)).all()
    return [task for task in found if task.done_at is None or not still_open]


@pytest.mark.both
def test_a_missed_session_becomes_a_call_for_those_who_asked(missed, time) -> None:
    group, ada, bo = missed
    for _ in range(2):  # marking again asks for no second call
        mark(group.sessions[0], {ada: "missed", bo: "missed"}, time)
    assert [(t.kind, t.for_role, t.person_id) for t in calls()] == [
        ("call", "office", ada.person_id)
    ]


def test_a_college_may_ring_everyone_and_let_the_team_do_it(missed, time) -> None:
    group, ada, bo = missed
    way = Calls(everyone=True, by="team")
    mark(group.sessions[0], {ada: "missed", bo: "missed"}, time, calls=way)
    assert [(t.person_id, t.for_role) for t in calls()] == [
        (ada.person_id, "team"),
        (bo.person_id, "team"),
    ]


def test_one_open_call_for_a_person_and_a_class(missed, time) -> None:
    group, ada, _bo = missed
    mark(group.sessions[0], {ada: "missed"}, time)
    time.move(weeks=1)
    mark(group.sessions[1], {ada: "missed"}, time)
    assert len(calls()) == 1
    finish_task(calls()[0].id, by_id=None, outcome="", now=time.now)
    time.move(weeks=1)
    mark(group.sessions[2], {ada: "missed"}, time)
    assert len(calls()) == 2


@pytest.mark.both
@pytest.mark.parametrize("instead", ["came", "told_us", ""])
def test_taking_the_mark_back_ends_the_call(missed, time, instead) -> None:
    group, ada, _bo = missed
    mark(group.sessions[0], {ada: "missed"}, time)
    mark(group.sessions[0], {ada: instead}, time)
    assert not calls(still_open=True)
    assert calls()[0].outcome == "taken_back"


def test_while_another_session_was_missed_the_call_stays(missed, time) -> None:
    group, ada, _bo = missed
    mark(group.sessions[0], {ada: "missed"}, time)
    time.move(weeks=1)
    mark(group.sessions[1], {ada: "missed"}, time)
    mark(group.sessions[1], {ada: "came"}, time)
    assert calls(still_open=True)
    mark(group.sessions[0], {ada: "came"}, time)
    assert not calls(still_open=True)


def test_whoever_leaves_the_class_is_not_rung(missed, time) -> None:
    group, ada, _bo = missed
    mark(group.sessions[0], {ada: "missed"}, time)
    withdraw(ada.id, time.now)
    assert not calls(still_open=True)
