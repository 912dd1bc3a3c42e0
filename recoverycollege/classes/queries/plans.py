"""The plans of sessions, and where one can be taken from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import joinedload

from recoverycollege.classes.models import ClassSession, PlanPart, ScheduledClass, SessionPlan
from recoverycollege.database import db

Sessions: TypeAlias = Select[int, datetime]


@dataclass(frozen=True)
class Source:
    """A session whose plan another may begin from."""

    session_id: int
    starts_at: datetime


def plan_of(session_id: int) -> SessionPlan | None:
    """The plan of a session with its parts and their leaders, in one statement."""
    return (
        db.session.scalars(
            select(SessionPlan)
            .where(SessionPlan.session_id == session_id)
            .options(joinedload(SessionPlan.parts).joinedload(PlanPart.leader))
        )
        .unique()
        .one_or_none()
    )


def plan_before(session: ClassSession) -> Source | None:
    """The last session before this one, of the same class, that has a plan."""
    query = _with_plan().where(ClassSession.class_id == session.class_id)
    return _newest(query.where(ClassSession.starts_at < session.starts_at))


def plan_last_time(session: ClassSession) -> Source | None:
    """The session with the same number in the last class of this course that planned it. Any
    team's: plans are the college's."""
    found = session.scheduled_class
    held = [s.id for s in found.sessions if not s.called_off]
    if session.id not in held:
        return None
    numbered = (
        select(
            ClassSession.id,
            func.row_number()
            .over(partition_by=ClassSession.class_id, order_by=ClassSession.starts_at)
            .label("number"),
        )
        .join(ScheduledClass)
        .where(
            ScheduledClass.course_id == found.course_id,
            ScheduledClass.id != found.id,
            ClassSession.called_off.is_(False),
        )
        .subquery()
    )
    query = _with_plan().join(numbered, numbered.c.id == ClassSession.id)
    query = query.where(numbered.c.number == held.index(session.id) + 1)
    return _newest(query.where(ClassSession.starts_at < session.starts_at))


def _with_plan() -> Sessions:
    there = exists().where(PlanPart.session_id == ClassSession.id)
    return select(ClassSession.id, ClassSession.starts_at).where(there)


def _newest(query: Sessions) -> Source | None:
    order = (ClassSession.starts_at.desc(), ClassSession.id.desc())
    row = db.session.execute(query.order_by(*order).limit(1)).one_or_none()
    return Source(*row) if row else None
