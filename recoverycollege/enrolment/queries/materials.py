"""Which materials of a class its people may have: those with a place, until a month after it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select

from recoverycollege.classes.models import ClassSession, Material
from recoverycollege.classes.rules.materials import STUDENTS_FOR
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.rules.attendance import ON_REGISTER


def may_have(person_id: int, now: datetime) -> ColumnElement[bool]:
    """SQL: a material is for this person, who has a place on its class. Who leaves has it no more;
    of a class called off nobody has a place."""
    last = (
        select(func.max(ClassSession.ends_at))
        .where(ClassSession.class_id == Material.class_id)
        .scalar_subquery()
    )
    placed = exists().where(
        Enrolment.class_id == Material.class_id,
        Enrolment.person_id == person_id,
        Enrolment.state.in_(ON_REGISTER),
    )
    return Material.for_students & placed & or_(last.is_(None), last > now - STUDENTS_FOR)


def is_for(person_id: int, material_id: int, now: datetime) -> bool:
    """Whether someone may have a material because of their place."""
    query = select(Material.id).where(Material.id == material_id, may_have(person_id, now))
    return db.session.scalar(query) is not None


def materials_for(person_id: int, class_id: int, now: datetime) -> list[Material]:
    """What someone with a place on a class may have of it."""
    query = select(Material).where(Material.class_id == class_id, may_have(person_id, now))
    return list(db.session.scalars(query.order_by(Material.id)))


def how_many_for(person_id: int, class_ids: Collection[int], now: datetime) -> dict[int, int]:
    """Class id → how many materials someone may have of it. One statement."""
    query = select(Material.class_id, func.count()).where(
        Material.class_id.in_(class_ids), may_have(person_id, now)
    )
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Material.class_id))}
