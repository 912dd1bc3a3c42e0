"""What is asked of whom: a class's own questions, and invitations."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from recoverycollege.database import Base, Instant
from recoverycollege.feedback.models.waves import AUDIENCES, CLASS_WAVES


class AskedOutcome(Base):
    """An outcome of the course as a class is asked about it: laid down when its first form is
    answered, so that before and after have the same words. `item` tells the words apart."""

    __tablename__ = "asked_outcome"

    class_id: Mapped[int] = mapped_column(ForeignKey("scheduled_class.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item: Mapped[str] = mapped_column(String(60))
    words: Mapped[str] = mapped_column(String(300))

    __table_args__ = (Index("ix_asked_outcome_item", "item"),)


class Invitation(Base):
    """That someone was invited to a form, and that the time of its reminder has passed, whether
    or not they needed one."""

    __tablename__ = "invitation"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    wave: Mapped[str] = mapped_column(String(12), primary_key=True)
    invited_at: Mapped[datetime] = mapped_column(Instant, index=True)
    settled: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (CheckConstraint(f"wave IN {CLASS_WAVES}", name="wave"),)


class TermInvitation(Base):
    """The same of a form that is asked once a term."""

    __tablename__ = "term_invitation"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id"), primary_key=True)
    audience: Mapped[str] = mapped_column(String(12), primary_key=True)
    invited_at: Mapped[datetime] = mapped_column(Instant, index=True)
    settled: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (CheckConstraint(f"audience IN {AUDIENCES}", name="audience"),)
