"""The demonstration's co-teachers have planned, and have something to hand out."""

from __future__ import annotations

import io

from sqlalchemy import func, select

from recoverycollege import clock
from recoverycollege.accounts.models import Contact
from recoverycollege.classes.models import (
    ClassSession,
    Material,
    MaterialPiece,
    PlanPart,
    SessionPlan,
    TeamMember,
)
from recoverycollege.classes.queries.plans import plan_before, plan_last_time
from recoverycollege.classes.rules.plans import spare
from recoverycollege.classes.services.materials import check_file
from recoverycollege.database import db


def sessions_of(email: str) -> list[ClassSession]:
    query = (
        select(ClassSession)
        .join(TeamMember, TeamMember.class_id == ClassSession.class_id)
        .join(Contact, Contact.person_id == TeamMember.person_id)
        .where(Contact.value == email)
        .order_by(ClassSession.starts_at)
    )
    return list(db.session.scalars(query))


def test_each_demo_co_teacher_has_plans_and_one_to_write(demo) -> None:
    planned = set(db.session.scalars(select(SessionPlan.session_id)))
    for who in ("peer", "practitioner", "relative"):
        mine = sessions_of(f"{who}@demo.example")
        assert [s for s in mine if s.id in planned], who
        coming = [s for s in mine if s.starts_at > clock.now() and s.id not in planned]
        assert any(plan_before(s) for s in coming), who
        assert any(plan_last_time(s) for s in coming), who


def test_every_plan_fills_its_session(demo) -> None:
    parts: dict[int, list[int]] = {}
    for part in db.session.scalars(select(PlanPart)):
        parts.setdefault(part.session_id, []).append(part.minutes)
    sessions = db.session.scalars(select(ClassSession).where(ClassSession.id.in_(parts)))
    assert {spare(s.starts_at, s.ends_at, parts[s.id]) for s in sessions} == {0}


def test_every_file_is_one_we_would_take(demo) -> None:
    files = db.session.scalars(select(Material).where(Material.url == "")).all()
    assert len(files) > 5
    for row in files:
        query = select(MaterialPiece.content).where(MaterialPiece.material_id == row.id)
        content = db.session.scalars(query).one()
        checked = check_file(io.BytesIO(content), row.title)
        assert (checked.content_type, checked.size) == (row.content_type, row.size)
        assert (checked.title, checked.sha256) == (row.title, row.sha256)


def test_some_are_for_everyone_and_some_for_the_team(demo) -> None:
    rows = db.session.execute(
        select(Material.for_students, func.count()).group_by(Material.for_students)
    )
    assert dict(iter(rows)).keys() == {True, False}
