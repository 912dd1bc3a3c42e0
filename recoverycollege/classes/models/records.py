"""What a team signs together."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from recoverycollege.database import Base, Instant


class CoproductionRecord(Base):
    """That a class was designed, taught or looked back on together; signed from both sides."""

    __tablename__ = "coproduction_record"

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("scheduled_class.id"))
    kind: Mapped[str] = mapped_column(String(12))
    words: Mapped[str] = mapped_column(Text, default="")
    peer_member_id: Mapped[int | None] = mapped_column(ForeignKey("team_member.id"))
    peer_signed_at: Mapped[datetime | None] = mapped_column(Instant)
    other_member_id: Mapped[int | None] = mapped_column(ForeignKey("team_member.id"))
    other_signed_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        UniqueConstraint("class_id", "kind"),
        CheckConstraint("kind IN ('design', 'delivery', 'evaluation')", name="kind"),
        Index("ix_coproduction_record_class_id", "class_id"),
    )
