"""What a team prepares: the plan of a session, and the materials of a class.

A file lies in the database, in pieces of its own table that no list ever reads: one college is one
database with one backup, and the servers that answer keep nothing.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recoverycollege.classes.models.timetable import TeamMember
from recoverycollege.database import Base, Instant

IS_FILE = "sha256 != ''"


class SessionPlan(Base):
    """That a session has a plan. `version` counts its changes, so that two who write at once do
    not undo each other."""

    __tablename__ = "session_plan"

    session_id: Mapped[int] = mapped_column(
        ForeignKey("class_session.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(Instant)

    parts: Mapped[list[PlanPart]] = relationship(
        order_by="PlanPart.position", cascade="all, delete-orphan", passive_deletes=True
    )


class PlanPart(Base):
    """One part of a session: how long, what happens, who leads it, what to bring. Without a
    leader, or when they have left the team, it is led together."""

    __tablename__ = "plan_part"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(
        ForeignKey("session_plan.session_id", ondelete="CASCADE")
    )
    position: Mapped[int]
    minutes: Mapped[int]
    words: Mapped[str] = mapped_column(String(500))
    bring: Mapped[str] = mapped_column(String(200), default="")
    leader_id: Mapped[int | None] = mapped_column(
        ForeignKey("team_member.id", ondelete="SET NULL"), index=True
    )

    leader: Mapped[TeamMember | None] = relationship()

    __table_args__ = (
        UniqueConstraint("session_id", "position"),
        CheckConstraint("minutes BETWEEN 0 AND 600", name="minutes"),
    )


class Material(Base):
    """A file or a link for a class: for everyone who has a place, or for its team alone."""

    __tablename__ = "material"

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("scheduled_class.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))  # of a file, the name it is saved under
    url: Mapped[str] = mapped_column(String(500), default="")
    content_type: Mapped[str] = mapped_column(String(100), default="")
    size: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(String(64), default="")
    for_students: Mapped[bool] = mapped_column(default=False)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    added_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        CheckConstraint("(url = '') != (sha256 = '')", name="file_or_link"),
        Index(
            "uq_material_file",
            "class_id",
            "sha256",
            unique=True,
            sqlite_where=text(IS_FILE),  # and PostgreSQL's, in the migration
        ),
    )


class MaterialPiece(Base):
    """A piece of a file. In pieces it is read and sent with little memory, however large it is."""

    __tablename__ = "material_piece"

    material_id: Mapped[int] = mapped_column(
        ForeignKey("material.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
