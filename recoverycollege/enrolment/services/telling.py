"""Telling a person what happened, by the route they chose: a letter, or someone in the office."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from recoverycollege import letters
from recoverycollege.accounts.models import Task
from recoverycollege.accounts.services.tasks import add_task, finish_tasks_about
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.rules.windows import BY_HAND

SETTLED = ("offer", "confirm", "access", "call")  # tasks that end with what they are about
WORKING_TIME = timedelta(days=2)


def tell(
    enrolment: Enrolment,
    kind: str,
    *,
    now: datetime,
    by_id: int | None = None,
    to_say: str = "",
    **facts: Any,
) -> None:
    """Posts the letter `kind`, by post on paper; for someone reached by phone it becomes an office
    task, which tells what the letter would, or `to_say`. An offer by phone or post is a task for
    the office, which records the answer.

    Whoever does it for a caller (`by_id`) tells them on the spot; by post the details follow.
    While all letters to someone are stopped the office has nothing to tell them either.
    """
    contact_by = enrolment.person.contact_by
    if contact_by in BY_HAND and enrolment.person.letters_stopped_at is not None:
        return
    if contact_by != "phone":
        letters.post(kind, enrolment.person_id, enrolment_id=enrolment.id, **facts)
    if kind == "offer" and contact_by in BY_HAND:
        ask_office("offer", enrolment, due_at=now + WORKING_TIME, now=now)
    elif contact_by == "phone" and not by_id:
        ask_office("tell", enrolment, due_at=now + WORKING_TIME, now=now, words=to_say or kind)


def ask_office(
    kind: str, enrolment: Enrolment, *, due_at: datetime, now: datetime, words: str = ""
) -> None:
    """Gives the office something to do about an enrolment."""
    add_task(
        kind,
        now=now,
        due_at=due_at,
        person_id=enrolment.person_id,
        about_id=enrolment.id,
        words=words,
    )


def nothing_to_do(enrolment: Enrolment, outcome: str, *, by_id: int | None, now: datetime) -> None:
    """Of a wish or a place that is over the office has nothing to settle any more."""
    finish_tasks_about(SETTLED, enrolment.id, by_id=by_id, outcome=outcome, now=now)


def is_asked(kind: str, enrolment: Enrolment) -> bool:
    """Whether the office still has the same to do."""
    same = select(Task.id).where(
        Task.kind == kind, Task.about_id == enrolment.id, Task.done_at.is_(None)
    )
    return db.session.scalar(same.limit(1)) is not None
