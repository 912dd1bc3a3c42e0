"""What co-teachers read: only of classes they teach."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import aliased, joinedload

from recoverycollege.accounts.models import AccessNeed, Person, Task
from recoverycollege.accounts.queries import needs_for_team, own_way
from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import (
    Absence,
    ClassSession,
    ScheduledClass,
    Substitute,
    TeamMember,
)
from recoverycollege.classes.queries.joining import steps_in
from recoverycollege.database import db
from recoverycollege.enrolment.models import Attendance, Enrolment
from recoverycollege.enrolment.queries.people import marks_of
from recoverycollege.enrolment.rules.attendance import ON_REGISTER

Rows: TypeAlias = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Row:
    """One line of a register: the name to use, what would help, the mark so far."""

    enrolment_id: int
    person_id: int
    name: str
    need: str
    mark: str
    companion: bool  # a friend of theirs, who has a place too
    by_self: bool  # the mark is their own: they checked in, or said that they can't come


@dataclass(frozen=True)
class Call:
    """Someone to ring because they were missed. The team is shown a number they gave for
    ringing, and never another address."""

    id: int
    class_id: int
    name: str
    contact_by: str
    way: str | None
    message_ok: bool
    owner_id: int | None
    owner: str | None

    @property
    def number(self) -> str:
        return (self.way or "") if self.contact_by in ("phone", "text") else ""


def team_session(
    person_id: int, session_id: int, stepping_in_at: datetime | None = None
) -> ClassSession | None:
    """A session as one of its co-teachers may open it; None for everyone else. `stepping_in_at`:
    now, where whoever steps in for one of them may as well, until the day after."""
    mine: ColumnElement[bool] = exists().where(
        TeamMember.class_id == ClassSession.class_id, TeamMember.person_id == person_id
    )
    if stepping_in_at is not None:
        mine = mine | steps_in(person_id, stepping_in_at)
    return _session((ClassSession.id == session_id) & mine)


def any_session(session_id: int) -> ClassSession | None:
    """A session, for the office."""
    return _session(ClassSession.id == session_id)


def _session(condition: ColumnElement[bool]) -> ClassSession | None:
    away = joinedload(ClassSession.absences)
    return (
        db.session.scalars(
            select(ClassSession)
            .where(condition)
            .options(
                joinedload(ClassSession.scheduled_class).joinedload(ScheduledClass.course),
                joinedload(ClassSession.scheduled_class).selectinload(ScheduledClass.sessions),
                away.joinedload(Absence.member),
                away.joinedload(Absence.substitute).joinedload(Substitute.person),
            )
        )
        .unique()
        .one_or_none()
    )


def is_substitute(session: ClassSession, person_id: int) -> bool:
    """Whether this session is open to someone only because they step in."""
    return any(a.substitute and a.substitute.person_id == person_id for a in session.absences)


def who_comes(class_id: int) -> list[Enrolment]:
    """The people with a place, by the name they use."""
    found = db.session.scalars(
        select(Enrolment)
        .where(Enrolment.class_id == class_id, Enrolment.state.in_(ON_REGISTER))
        .options(joinedload(Enrolment.person))
    ).all()
    return sorted(found, key=lambda enrolment: enrolment.person.folded_name)


def here_now(people: list[Enrolment]) -> list[int]:
    """Whose needs the team may know: those with a place, not those of a class long over."""
    return [enrolment.person_id for enrolment in people if enrolment.state == "enrolled"]


def register_rows(session: ClassSession) -> list[Row]:
    """The register of a session. Three statements."""
    people = who_comes(session.class_id)
    needs = needs_for_team(here_now(people))
    marks = marks_of(session.id)
    return [
        Row(
            enrolment.id,
            enrolment.person_id,
            enrolment.person.name,
            needs.get(enrolment.person_id, ""),
            _mark(marks.get(enrolment.id)),
            enrolment.companion,
            _is_theirs(marks.get(enrolment.id), enrolment),
        )
        for enrolment in people
    ]


def _mark(found: Attendance | None) -> str:
    return found.mark if found is not None else ""


def _is_theirs(found: Attendance | None, enrolment: Enrolment) -> bool:
    return found is not None and found.marked_by_id == enrolment.person_id


def team_member(person_id: int, class_id: int) -> TeamMember | None:
    """This co-teacher's own line in the team of a class."""
    return db.session.scalar(
        select(TeamMember)
        .where(TeamMember.class_id == class_id, TeamMember.person_id == person_id)
        .options(
            joinedload(TeamMember.scheduled_class).joinedload(ScheduledClass.course),
            joinedload(TeamMember.scheduled_class).selectinload(ScheduledClass.team),
        )
    )


def calls_of_class(class_id: int) -> list[Call]:
    """The people of a class whom its team may ring, the longest waiting first."""
    return _read_calls(_calls().where(Enrolment.class_id == class_id))


def team_call(person_id: int, task_id: int) -> Call | None:
    """One call as a co-teacher of its class may open it; None for everyone else."""
    mine = exists().where(
        TeamMember.class_id == Enrolment.class_id, TeamMember.person_id == person_id
    )
    return next(iter(_read_calls(_calls().where(Task.id == task_id, mine))), None)


def calls_to_make(person_id: int) -> list[tuple[int, str, int, datetime]]:
    """Of each class someone teaches: its number and title, how many people its team may ring, and
    since when the first of them waits."""
    calls = _calls().where(_taught_by(person_id, Enrolment.class_id)).order_by(None)
    waiting = calls.add_columns(Task.due_at).subquery()
    query = (
        select(ScheduledClass.id, Course.title, func.count(), func.min(waiting.c.due_at))
        .join(waiting, waiting.c.class_id == ScheduledClass.id)
        .join(Course, Course.id == ScheduledClass.course_id)
        .group_by(ScheduledClass.id, Course.title)
    )
    return list(db.session.execute(query))


def unmarked_sessions(
    person_id: int, since: datetime, until: datetime
) -> list[tuple[int, str, datetime]]:
    """The sessions between two moments that someone taught and whose register is empty, though
    people had a place: number, title of the course, beginning."""
    people = exists().where(
        Enrolment.class_id == ClassSession.class_id, Enrolment.state.in_(ON_REGISTER)
    )
    marked = exists().where(Attendance.session_id == ClassSession.id)
    query = (
        select(ClassSession.id, Course.title, ClassSession.starts_at)
        .join(ScheduledClass, ScheduledClass.id == ClassSession.class_id)
        .join(Course, Course.id == ScheduledClass.course_id)
        .where(ClassSession.starts_at >= since, ClassSession.ends_at <= until)
        .where(ClassSession.called_off.is_(False), ScheduledClass.state == "open")
        .where(_taught_by(person_id, ClassSession.class_id), people, ~marked)
    )
    return list(db.session.execute(query))


def needs_by_class(class_ids: Collection[int]) -> dict[int, int]:
    """Class id → how many of its people told the team what would help them."""
    query = (
        select(Enrolment.class_id, func.count(AccessNeed.person_id.distinct()))
        .join(AccessNeed, AccessNeed.person_id == Enrolment.person_id)
        .where(Enrolment.class_id.in_(class_ids), Enrolment.state == "enrolled")
        .where(AccessNeed.told_to == "team")
        .group_by(Enrolment.class_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def _taught_by(person_id: int, class_id: Any) -> ColumnElement[bool]:
    return exists().where(TeamMember.class_id == class_id, TeamMember.person_id == person_id)


def _calls() -> Rows:
    owner = aliased(Person)
    return (
        select(
            Task.id,
            Enrolment.class_id,
            Person.name,
            Person.contact_by,
            own_way().label("way"),
            Person.message_ok,
            Task.owner_id,
            owner.name.label("owner"),
        )
        .join(Enrolment, Enrolment.id == Task.about_id)
        .join(Person, Person.id == Task.person_id)
        .outerjoin(owner, owner.id == Task.owner_id)
        .where(Task.kind == "call", Task.for_role == "team", Task.done_at.is_(None))
        .where(Enrolment.state.in_(ON_REGISTER))
        .order_by(Task.due_at, Task.id)
    )


def _read_calls(query: Rows) -> list[Call]:
    return [Call(**row._mapping) for row in db.session.execute(query)]
