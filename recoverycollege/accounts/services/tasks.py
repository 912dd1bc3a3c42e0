"""The office's tasks: what a person has to do, by when, and what came of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, select

from recoverycollege import history
from recoverycollege.accounts.models import Task
from recoverycollege.database import db
from recoverycollege.refusals import N_, Refused


def add_task(
    kind: str,
    *,
    now: datetime,
    due_at: datetime,
    person_id: int | None = None,
    about_id: int | None = None,
    name: str = "",
    reach: str = "",
    words: str = "",
    for_role: str = "office",
) -> Task:
    """Gives the office (or a manager) something to do."""
    task = Task(
        kind=kind,
        for_role=for_role,
        person_id=person_id,
        about_id=about_id,
        name=name,
        reach=reach,
        words=words,
        created_at=now,
        due_at=due_at,
    )
    db.session.add(task)
    db.session.flush()
    return task


def take_task(task_id: int, by_id: int) -> None:
    """Someone takes a task, so that two people do not ring the same person. Raises `Refused`."""
    task = db.session.get_one(Task, task_id, with_for_update=True)
    if task.owner_id not in (None, by_id):
        raise Refused(N_("Someone else has taken this one already. Nothing more to do for you."))
    task.owner_id = by_id


def note_words(task_id: int, words: str) -> None:
    """A few words more on a task that stays open."""
    task = db.session.get_one(Task, task_id, with_for_update=True)
    task.words = "\n".join(filter(None, [task.words, words]))


def finish_task(
    task_id: int, *, by_id: int | None, outcome: str, now: datetime, result: str | None = None
) -> None:
    """A task is done. Done is done: a second finishing changes nothing. `result`: how a friendly
    call went."""
    task = db.session.get_one(Task, task_id, with_for_update=True)
    if task.done_at is None:
        task.result = result
        _finish(task, by_id=by_id, outcome=outcome, now=now)


def finish_tasks_about(
    kinds: Collection[str], about_id: int, *, by_id: int | None, outcome: str, now: datetime
) -> None:
    """Finishes the open tasks of these kinds about an enrolment that has settled itself."""
    about = (Task.kind.in_(kinds), Task.about_id == about_id)
    finish_tasks_where(*about, by_id=by_id, outcome=outcome, now=now)


def finish_tasks_of(
    person_id: int, *, but: Collection[str], by_id: int, outcome: str, now: datetime
) -> None:
    """Finishes the open tasks of a person, those of some kinds left as they are."""
    theirs = (Task.person_id == person_id, Task.kind.not_in(but))
    finish_tasks_where(*theirs, by_id=by_id, outcome=outcome, now=now)


def finish_tasks_where(
    *conditions: ColumnElement[bool], by_id: int | None, outcome: str, now: datetime
) -> None:
    """Finishes the open tasks that meet the conditions, locked in one order."""
    query = select(Task).where(Task.done_at.is_(None), *conditions).order_by(Task.id)
    for task in db.session.scalars(query.with_for_update()):
        _finish(task, by_id=by_id, outcome=outcome, now=now)


def _finish(task: Task, *, by_id: int | None, outcome: str, now: datetime) -> None:
    task.done_at, task.done_by_id, task.outcome = now, by_id, outcome
    history.record(
        "task.done", "task", task.id, actor_id=by_id, person_id=task.person_id, kind=task.kind
    )
