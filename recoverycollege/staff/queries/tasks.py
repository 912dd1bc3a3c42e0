"""Tasks with what is needed to do them: who, how to reach them, and which class it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from recoverycollege.accounts.models import ABOUT_COURSES, Person, Task
from recoverycollege.accounts.queries import own_way
from recoverycollege.catalogue.models import Course, CourseDesign, CourseIdea
from recoverycollege.classes.models import Absence, ClassSession, Joining, ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment

Rows: TypeAlias = Select[*tuple[Any, ...]]
MOST = 100


@dataclass(frozen=True)
class OfficeTask:
    """One task. `place_state` is there when it is about a place; `title` then too, and when it is
    about a course or a team. `session_at`: the one session a team looks for someone for."""

    id: int
    kind: str
    for_role: str
    person_id: int | None
    name: str
    reach: str
    contact_by: str | None
    words: str
    message_ok: bool | None
    due_at: datetime
    owner_id: int | None
    owner: str | None
    done_at: datetime | None
    result: str | None
    outcome: str
    about_id: int | None
    class_id: int | None
    title: str | None
    place_state: str | None
    of_team: bool
    session_at: datetime | None


def roles_seen(is_manager: bool) -> Sequence[str]:
    """Whose tasks someone in the office sees: theirs, and those of the teams."""
    return ("office", "team", "manager") if is_manager else ("office", "team")


def unconfirmed() -> ColumnElement[bool]:
    """What would help someone is arranged once they have confirmed that they would like to come."""
    wish = aliased(Enrolment)
    unsure = exists().where(wish.id == Task.about_id, wish.confirmed_at.is_(None))
    return (Task.kind == "access") & unsure


def _tasks(roles: Sequence[str]) -> Rows:
    owner = aliased(Person)
    class_id = func.coalesce(Enrolment.class_id, Joining.class_id, ClassSession.class_id)
    return (
        select(
            Task.id,
            Task.kind,
            Task.for_role,
            Task.person_id,
            func.coalesce(Person.name, Task.name).label("name"),
            func.coalesce(own_way(), Task.reach).label("reach"),
            Person.contact_by,
            Task.words,
            Person.message_ok,
            Task.due_at,
            Task.owner_id,
            owner.name.label("owner"),
            Task.done_at,
            Task.result,
            Task.outcome,
            Task.about_id,
            class_id.label("class_id"),
            func.coalesce(Course.title, CourseIdea.title).label("title"),
            Enrolment.state.label("place_state"),
            or_(Absence.id.is_not(None), Joining.id.is_not(None)).label("of_team"),
            ClassSession.starts_at.label("session_at"),
        )
        .outerjoin(Person, Person.id == Task.person_id)
        .outerjoin(owner, owner.id == Task.owner_id)
        .outerjoin(Enrolment, (Enrolment.id == Task.about_id) & Task.kind.not_in(ABOUT_COURSES))
        .outerjoin(CourseIdea, _about("idea", CourseIdea.id))
        .outerjoin(CourseDesign, _about("codesign", CourseDesign.id))
        .outerjoin(Joining, Joining.task_id == Task.id)
        .outerjoin(Absence, or_(Absence.task_id == Task.id, Absence.id == Joining.absence_id))
        .outerjoin(ClassSession, ClassSession.id == Absence.session_id)
        .outerjoin(ScheduledClass, ScheduledClass.id == class_id)
        .outerjoin(
            Course,
            or_(
                Course.id == func.coalesce(ScheduledClass.course_id, CourseDesign.course_id),
                _about("review", Course.id),
            ),
        )
        .where(Task.for_role.in_(roles), ~unconfirmed())
        .order_by(Task.due_at, Task.id)
    )


def _about(kind: str, ids: Any) -> ColumnElement[bool]:
    return (Task.kind == kind) & (ids == Task.about_id)


def _read(query: Rows) -> list[OfficeTask]:
    return [OfficeTask(**row._mapping) for row in db.session.execute(query)]


def open_tasks(roles: Sequence[str], kind: str = "") -> list[OfficeTask]:
    """What is to be done, the most urgent first."""
    query = _tasks(roles).where(Task.done_at.is_(None))
    return _read((query.where(Task.kind == kind) if kind else query).limit(MOST))


def due_tasks(roles: Sequence[str], until: datetime) -> list[OfficeTask]:
    """What is due by then, late ones first."""
    return _read(_tasks(roles).where(Task.done_at.is_(None), Task.due_at < until).limit(MOST))


def tasks_of_person(person_id: int, roles: Sequence[str]) -> list[OfficeTask]:
    return _read(_tasks(roles).where(Task.person_id == person_id, Task.done_at.is_(None)))


def task(task_id: int, roles: Sequence[str]) -> OfficeTask | None:
    return next(iter(_read(_tasks(roles).where(Task.id == task_id))), None)


def counts(roles: Sequence[str]) -> dict[str, int]:
    """How many tasks of each kind are open."""
    query = (
        select(Task.kind, func.count())
        .where(Task.done_at.is_(None), Task.for_role.in_(roles), ~unconfirmed())
        .group_by(Task.kind)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def next_call(about_id: int) -> datetime | None:
    """When somebody rings again about a place."""
    return db.session.scalar(
        select(func.min(Task.due_at)).where(
            Task.kind == "call", Task.about_id == about_id, Task.done_at.is_(None)
        )
    )
