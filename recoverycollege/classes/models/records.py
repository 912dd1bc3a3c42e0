"""What a team signs together, and what each of it looks back on alone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    and_,
)
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from recoverycollege.classes.models.timetable import TeamMember
from recoverycollege.database import Base, Instant


class CoproductionRecord(Base):
    """That a class was designed, taught or looked back on together; signed from both sides. It is
    about a class and names nobody: who signed stands in the signatures."""

    __tablename__ = "coproduction_record"

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("scheduled_class.id"))
    kind: Mapped[str] = mapped_column(String(12))
    words: Mapped[str] = mapped_column(Text, default="")

    signatures: Mapped[list[RecordSignature]] = relationship(
        order_by="RecordSignature.signed_at", cascade="all, delete-orphan"
    )

    __table_args__ = (
        UniqueConstraint("class_id", "kind"),
        CheckConstraint("kind IN ('design', 'delivery', 'evaluation')", name="kind"),
        Index("ix_coproduction_record_class_id", "class_id"),
    )


class RecordSignature(Base):
    """One press by one of the team, of exactly the words that stood there; a peer for one side, a
    practitioner or relative for the other. Nobody signs for both.

    It stays when its signer leaves the team: `name` is then kept, the one they taught under.
    """

    __tablename__ = "record_signature"

    class_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    side: Mapped[str] = mapped_column(String(5), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(60), default="")
    signed_at: Mapped[datetime] = mapped_column(Instant)

    member: Mapped[TeamMember | None] = relationship(
        primaryjoin=lambda: and_(
            foreign(RecordSignature.class_id) == TeamMember.class_id,
            foreign(RecordSignature.person_id) == TeamMember.person_id,
        ),
        viewonly=True,
    )

    __table_args__ = (
        ForeignKeyConstraint(
            ["class_id", "kind"], ["coproduction_record.class_id", "coproduction_record.kind"]
        ),
        UniqueConstraint("class_id", "kind", "person_id"),
        CheckConstraint("side IN ('peer', 'other')", name="side"),
    )


class Reflection(Base):
    """What one of the team wrote alone after the last session: for that team, and nobody else.

    A row is there once they were asked by letter, or have answered; `passed`: not this time.
    """

    __tablename__ = "reflection"

    class_id: Mapped[int] = mapped_column(ForeignKey("scheduled_class.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"), primary_key=True, autoincrement=False, index=True
    )
    went_well: Mapped[str] = mapped_column(Text, default="")
    differently: Mapped[str] = mapped_column(Text, default="")
    passed: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[datetime | None] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
