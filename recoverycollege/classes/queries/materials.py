"""The materials of a class. Lists never read what is in a file."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from recoverycollege.classes.models import (
    Absence,
    ClassSession,
    Material,
    MaterialPiece,
    Substitute,
    TeamMember,
)
from recoverycollege.classes.rules.materials import KEPT_FOR
from recoverycollege.classes.rules.needs import AFTERWARDS
from recoverycollege.database import db


def materials_of(class_id: int) -> list[Material]:
    """What a class has, in the order it was added."""
    query = select(Material).where(Material.class_id == class_id).order_by(Material.id)
    return list(db.session.scalars(query))


def material_of(class_id: int, material_id: int, *, lock: bool = False) -> Material | None:
    """One thing of a class; None for what is another's. `lock`: to change it."""
    query = select(Material).where(Material.id == material_id, Material.class_id == class_id)
    return db.session.scalar(query.with_for_update() if lock else query)


def teaches_class(person_id: int, class_id: int) -> bool:
    """Whether someone is in the team of a class."""
    query = select(TeamMember.id)
    query = query.where(TeamMember.class_id == class_id, TeamMember.person_id == person_id)
    return db.session.scalar(query) is not None


def steps_in(person_id: int, class_id: int, now: datetime) -> bool:
    """Whether someone steps in for a session of a class: until the day after they may read what
    its team has."""
    query = (
        select(Substitute.absence_id)
        .join(Absence, Absence.id == Substitute.absence_id)
        .join(ClassSession, ClassSession.id == Absence.session_id)
        .where(ClassSession.class_id == class_id, Substitute.person_id == person_id)
        .where(ClassSession.ends_at > now - AFTERWARDS)
    )
    return db.session.scalar(query.limit(1)) is not None


def piece_of(material_id: int, position: int) -> bytes | None:
    """One piece of a file; None after the last."""
    return db.session.scalar(
        select(MaterialPiece.content).where(
            MaterialPiece.material_id == material_id, MaterialPiece.position == position
        )
    )


def torn() -> list[int]:
    """Files whose pieces are not as long together as the file was."""
    there = func.coalesce(func.sum(func.length(MaterialPiece.content)), 0)
    query = (
        select(Material.id)
        .outerjoin(MaterialPiece, MaterialPiece.material_id == Material.id)
        .group_by(Material.id)
        .having(there != Material.size)
    )
    return list(db.session.scalars(query.order_by(Material.id)))


def class_ids_long_over(now: datetime) -> list[int]:
    """Classes that still have materials though their last session is long past; of one without
    dates, the day something was last added counts."""
    last = select(func.max(ClassSession.ends_at)).where(ClassSession.class_id == Material.class_id)
    over_at = func.coalesce(last.scalar_subquery(), func.max(Material.added_at))
    query = select(Material.class_id).group_by(Material.class_id).having(over_at < now - KEPT_FOR)
    return list(db.session.scalars(query.order_by(Material.class_id)))
