"""A course written together: the draft, who writes, what they say about it, and who has signed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recoverycollege.accounts.models import Person
from recoverycollege.catalogue.models.courses import Course
from recoverycollege.database import Base, Instant

DESIGN_STATES = ("open", "agreed", "published", "set_aside")
RUNNING = ("open", "agreed")
# From where a designer speaks; a student signs for neither side, and empty is not said yet.
DESIGNER_SIDES = ("", "peer", "practitioner", "relative", "student")
NOTE_KINDS = ("comment", "question", "disagreement", "time", "unsigned")


class CourseDesign(Base):
    """One round of writing a course together. Its row is the lock that words and signatures are
    changed under. The draft is here, so that a course of the catalogue stays as it is meanwhile."""

    __tablename__ = "course_design"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default="open")
    texts: Mapped[dict[str, Any]] = mapped_column(JSON)
    text_version: Mapped[int] = mapped_column(default=1)  # of the draft: a signature names it
    until: Mapped[date]
    opened_at: Mapped[datetime] = mapped_column(Instant)
    agreed_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)

    course: Mapped[Course] = relationship()
    designers: Mapped[list[Designer]] = relationship(order_by="Designer.id")
    notes: Mapped[list[DesignNote]] = relationship(order_by="DesignNote.id")

    __table_args__ = (
        CheckConstraint(f"state IN {DESIGN_STATES}", name="state"),
        Index(
            "uq_course_design_running",
            "course_id",
            unique=True,
            sqlite_where=text("state IN ('open', 'agreed')"),  # and PostgreSQL's, in the migration
        ),
    )


class Designer(Base):
    """Someone asked to write a course with others. Nobody is shown to the others before they have
    said yes, and everyone says for themselves from where they speak."""

    __tablename__ = "designer"

    id: Mapped[int] = mapped_column(primary_key=True)
    design_id: Mapped[int] = mapped_column(ForeignKey("course_design.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    perspective: Mapped[str] = mapped_column(String(12), default="")
    lead: Mapped[bool] = mapped_column(default=False)
    lead_asked_at: Mapped[datetime | None] = mapped_column(Instant)  # to lead; not answered yet
    invited_at: Mapped[datetime] = mapped_column(Instant)
    joined_at: Mapped[datetime | None] = mapped_column(Instant)
    read_version: Mapped[int | None]
    read_at: Mapped[datetime | None] = mapped_column(Instant)
    signed_version: Mapped[int | None]
    signed_at: Mapped[datetime | None] = mapped_column(Instant)

    person: Mapped[Person] = relationship()

    __table_args__ = (
        UniqueConstraint("design_id", "person_id"),
        CheckConstraint(f"perspective IN {DESIGNER_SIDES}", name="perspective"),
    )


class DesignNote(Base):
    """What somebody says about a section of the draft. A question is answered, a disagreement is
    settled with what was decided and why; `time` tells why a round has more time, and `unsigned`
    why somebody took their signature back."""

    __tablename__ = "design_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    design_id: Mapped[int] = mapped_column(ForeignKey("course_design.id"), index=True)
    section: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(12))
    words: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    text_version: Mapped[int]  # the draft it speaks of
    answer: Mapped[str] = mapped_column(Text, default="")  # or what was decided
    reason: Mapped[str] = mapped_column(Text, default="")
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None] = mapped_column(Instant)

    by: Mapped[Person] = relationship(foreign_keys=[by_id])
    closed_by: Mapped[Person | None] = relationship(foreign_keys=[closed_by_id])

    __table_args__ = (CheckConstraint(f"kind IN {NOTE_KINDS}", name="kind"),)
