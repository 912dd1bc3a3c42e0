"""Who teaches what, and which of their names the public may find."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import joinedload, selectinload, with_expression

from recoverycollege.classes.models import (
    ClassSession,
    CoTeacher,
    PlanPart,
    ScheduledClass,
    TeamMember,
)
from recoverycollege.classes.rules.team import MemberFacts, shown_team
from recoverycollege.database import db


def teaches(person_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a person is in any team, or may come into one: SQL, to be asked along with the
    signed-in row."""
    in_a_team = exists(select(TeamMember.id).where(TeamMember.person_id == person_id))
    return in_a_team | exists(select(CoTeacher.person_id).where(CoTeacher.person_id == person_id))


def member_facts(team: Iterable[TeamMember]) -> list[MemberFacts]:
    """The team's rows as the rule takes them."""
    return [
        MemberFacts(
            name=member.shown_name,
            perspective=member.perspective,
            words=member.words,
            name_scope=member.name_scope,
            perspective_scope=member.perspective_scope,
            lead=member.lead,
            label_ok=member.label_ok,
        )
        for member in team
    ]


def team_class(person_id: int, class_id: int) -> ScheduledClass | None:
    """The class as one of its co-teachers may open it; None for everyone else."""
    mine = exists().where(
        TeamMember.class_id == ScheduledClass.id, TeamMember.person_id == person_id
    )
    return db.session.scalar(
        select(ScheduledClass)
        .where(ScheduledClass.id == class_id, mine)
        .options(
            joinedload(ScheduledClass.course),
            joinedload(ScheduledClass.venue),
            selectinload(ScheduledClass.sessions),
            selectinload(ScheduledClass.team),
        )
    )


def my_classes(person_id: int, now: datetime) -> list[ScheduledClass]:
    """A co-teacher's classes: those with a session to come by its date, then the past ones; of each
    session also whether it has a plan. In two statements."""
    next_at = _session_time(func.min, ClassSession.ends_at >= now)
    last_at = _session_time(func.max)
    mine = exists().where(
        TeamMember.class_id == ScheduledClass.id, TeamMember.person_id == person_id
    )
    with_plan = with_expression(
        ClassSession.has_plan, exists().where(PlanPart.session_id == ClassSession.id)
    )
    rows = db.session.scalars(
        select(ScheduledClass)
        .where(mine)
        .order_by(next_at.is_(None), next_at, last_at.desc(), ScheduledClass.id)
        .options(
            joinedload(ScheduledClass.course),
            joinedload(ScheduledClass.venue),
            selectinload(ScheduledClass.sessions).options(with_plan),
            joinedload(ScheduledClass.team),
        )
    ).unique()
    return list(rows)


def _session_time(pick: Any, *conditions: ColumnElement[bool]) -> Any:
    return (
        select(pick(ClassSession.starts_at))
        .where(
            ClassSession.class_id == ScheduledClass.id,
            ClassSession.called_off.is_(False),
            *conditions,
        )
        .correlate(ScheduledClass)
        .scalar_subquery()
    )


def public_names(course_id: int, kind: str) -> list[str]:
    """The names by which the public may search for a course, as its class pages show them now,
    whatever of them was read before."""
    rows = db.session.scalars(
        select(TeamMember)
        .join(ScheduledClass, TeamMember.class_id == ScheduledClass.id)
        .where(ScheduledClass.course_id == course_id, ScheduledClass.state == "open")
        .order_by(TeamMember.class_id, TeamMember.id)
        .execution_options(populate_existing=True)
    ).all()
    teams: dict[int, list[TeamMember]] = {}
    for member in rows:
        teams.setdefault(member.class_id, []).append(member)
    shown = (shown_team(member_facts(team), "public", kind) for team in teams.values())
    return sorted({name for team in shown for name in team.names})
