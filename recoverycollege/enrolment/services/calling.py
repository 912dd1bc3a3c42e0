"""Friendly calls after a missed session: one open call for a person and a class at a time."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from itertools import takewhile

from sqlalchemy import ColumnElement, exists, select

from recoverycollege.accounts.models import Person, Task
from recoverycollege.accounts.services.tasks import add_task, finish_task, finish_tasks_where
from recoverycollege.database import db
from recoverycollege.enrolment.models import Attendance, Enrolment
from recoverycollege.enrolment.rules.calls import Calls, Wishes, is_rung, is_rung_again

SOON, AGAIN = timedelta(days=2), timedelta(days=1)
CALL = "call"


def ask_for_calls(missed: Collection[Enrolment], calls: Calls, now: datetime) -> None:
    """Someone rings those who were missed, as far as they and the college want it."""
    wanted = [e for e in missed if is_rung(_wishes(e.person), calls, now)]
    if not wanted:
        return
    asked = select(Task.about_id).where(_open_call([e.id for e in wanted]))
    there = set(db.session.scalars(asked))
    for enrolment in wanted:
        if enrolment.id not in there:
            _add_call(enrolment.person_id, enrolment.id, calls.by, now, SOON)


def end_calls(enrolment_ids: Collection[int], *, by_id: int, now: datetime) -> None:
    """A "missed" was taken back: nobody need ring, unless another session was missed as well."""
    if not enrolment_ids:
        return
    db.session.flush()
    also_missed = exists().where(
        Attendance.enrolment_id == Task.about_id,
        Attendance.mark == "missed",
        Attendance.marked_at >= Task.created_at,
    )
    calls = (_open_call(enrolment_ids), ~also_missed)
    finish_tasks_where(*calls, by_id=by_id, outcome="taken_back", now=now)


def finish_call(task: Task, result: str, words: str, *, by_id: int, now: datetime) -> None:
    """How a call went. Where nobody answered, somebody rings again the next day, a few times. Who
    told the team that they would like to leave is helped by the office."""
    if task.done_at is not None:
        return
    finish_task(task.id, by_id=by_id, outcome=words, result=result, now=now)
    if is_rung_again(result, _unanswered(task)):
        _add_call(task.person_id, task.about_id, task.for_role, now, AGAIN)
    if result == "would_leave" and task.for_role == "team":
        add_task(
            "get_back",
            now=now,
            due_at=now + SOON,
            person_id=task.person_id,
            about_id=task.about_id,
            words="would_leave",
        )


def _add_call(
    person_id: int | None, enrolment_id: int | None, by: str, now: datetime, within: timedelta
) -> None:
    add_task(
        CALL,
        now=now,
        due_at=now + within,
        person_id=person_id,
        about_id=enrolment_id,
        for_role=by,
    )


def _unanswered(task: Task) -> int:
    """How many calls in a row came to nothing, this one the last."""
    db.session.flush()
    results = db.session.scalars(
        select(Task.result)
        .where(Task.kind == CALL, Task.about_id == task.about_id, Task.done_at.is_not(None))
        .order_by(Task.id.desc())
    )
    return sum(1 for _ in takewhile(lambda result: result == "no_answer", results))


def _wishes(person: Person) -> Wishes:
    return Wishes(person.call_if_missed, person.paused_until, person.letters_stopped_at is not None)


def _open_call(enrolment_ids: Collection[int]) -> ColumnElement[bool]:
    return (Task.kind == CALL) & Task.about_id.in_(enrolment_ids) & Task.done_at.is_(None)
