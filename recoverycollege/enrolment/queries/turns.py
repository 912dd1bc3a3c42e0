"""What decides about a turn in the line, read off the rows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Subquery, exists, func, select

from recoverycollege.accounts.models import Task
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.rules.places import Wish


def first_start(found: ScheduledClass) -> datetime | None:
    """When the class begins: the first session that was not called off."""
    return min((s.starts_at for s in found.sessions if not s.called_off), default=None)


def gathers(found: ScheduledClass) -> bool:
    """Whether wishes are still gathered, to be drawn by lot."""
    return found.lot_until is not None and found.drawn_at is None


def wish_of(enrolment: Enrolment, now: datetime, at_limit: Collection[int] = ()) -> Wish:
    """An enrolment in line as the rule sees it. Nobody is offered anything while they pause, when
    the office has stopped all letters to them, or while they have all the courses of a term that
    one person can have (`at_limit`: who has)."""
    person = enrolment.person
    paused = person.paused_until is not None and person.paused_until > now
    return Wish(
        enrolment.id,
        enrolment.number,
        enrolment.places,
        enrolment.priority,
        eligible=not paused
        and person.letters_stopped_at is None
        and enrolment.person_id not in at_limit,
        passed=enrolment.passed,
    )


def is_arranging() -> ColumnElement[bool]:
    """Whether something is still being arranged for an enrolment."""
    return exists().where(
        Task.kind == "access", Task.about_id == Enrolment.id, Task.done_at.is_(None)
    )


def was_rung(since: datetime) -> ColumnElement[bool]:
    """Whether the office has noted, since then, what came of ringing about a free place."""
    return exists().where(
        Task.kind == "offer",
        Task.about_id == Enrolment.id,
        Task.done_at >= since,
        Task.done_by_id.is_not(None),
    )


def beginnings() -> Subquery:
    """Class → when it begins: its first session that was not called off."""
    return (
        select(ClassSession.class_id, func.min(ClassSession.starts_at).label("starts_at"))
        .where(ClassSession.called_off.is_(False))
        .group_by(ClassSession.class_id)
        .subquery()
    )


def has_yet_to_begin(now: datetime) -> ColumnElement[bool]:
    """Whether a class begins later."""
    first = beginnings()
    return ScheduledClass.id.in_(select(first.c.class_id).where(first.c.starts_at > now))
