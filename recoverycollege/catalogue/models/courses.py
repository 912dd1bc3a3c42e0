"""The tables of courses: what may come of them, their strands, and the words they are found by."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recoverycollege.database import Base

KINDS = ("course", "workshop", "peer-group", "one-to-one", "peer-training")
FOR_WHOM = ("everyone", "lived-experience", "relatives", "staff")
LEVELS = ("introduction", "going-further")


class Strand(Base):
    """A part of the catalogue, such as rebuilding life."""

    __tablename__ = "strand"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    words: Mapped[str] = mapped_column(Text, default="")
    tint: Mapped[str] = mapped_column(String(20), default="mint")
    position: Mapped[int] = mapped_column(default=0)


class Course(Base):
    """The design that classes are taught from. `words` is what search looks through, folded."""

    __tablename__ = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    strand_id: Mapped[int] = mapped_column(ForeignKey("strand.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    level: Mapped[str] = mapped_column(String(20), default="introduction")
    language: Mapped[str] = mapped_column(String(10), default="en")
    for_whom: Mapped[str] = mapped_column(String(20), default="everyone")
    summary: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text, default="")
    expect: Mapped[str] = mapped_column(Text, default="")
    who_for: Mapped[str] = mapped_column(Text, default="")
    content_note: Mapped[str] = mapped_column(Text, default="")
    in_catalogue: Mapped[bool] = mapped_column(default=False)
    review_on: Mapped[date | None]
    words: Mapped[str] = mapped_column(Text, default="")

    strand: Mapped[Strand] = relationship()
    outcomes: Mapped[list[LearningOutcome]] = relationship(
        order_by="LearningOutcome.position", cascade="all, delete-orphan"
    )

    __table_args__ = (
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint(f"for_whom IN {FOR_WHOM}", name="for_whom"),
        CheckConstraint(f"level IN {LEVELS}", name="level"),
    )


class LearningOutcome(Base):
    """One thing a student may come to feel able to do."""

    __tablename__ = "learning_outcome"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    position: Mapped[int]
    words: Mapped[str] = mapped_column(String(300))


class CatalogueWord(Base):
    """A folded word of the catalogue with how often it stands there: what spelling is judged by."""

    __tablename__ = "catalogue_word"

    word: Mapped[str] = mapped_column(String(60), primary_key=True)
    count: Mapped[int]
