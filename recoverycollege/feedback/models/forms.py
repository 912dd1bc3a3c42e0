"""The forms: what they ask, who approved them, and which of them a class or a term was asked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recoverycollege.database import Base, Instant
from recoverycollege.feedback.models.waves import AUDIENCES, KINDS, STATES, WAVES


class QuestionForm(Base):
    """A form, in one version. One for each audience and wave is in use, or none.

    `approved_at` with `approved_by_id`: the co-teacher who was asked and said yes; with
    `approved_name`: someone the office names, recorded by `recorded_by_id`. A `shipped` form came
    with the house, and was approved before it came.
    """

    __tablename__ = "question_form"

    id: Mapped[int] = mapped_column(primary_key=True)
    audience: Mapped[str] = mapped_column(String(12))
    wave: Mapped[str] = mapped_column(String(12))
    version: Mapped[int]
    title: Mapped[str] = mapped_column(String(80), default="")
    state: Mapped[str] = mapped_column(String(10), default="draft")
    shipped: Mapped[bool] = mapped_column(default=False)
    asked_of_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    asked_at: Mapped[datetime | None] = mapped_column(Instant)
    approved_at: Mapped[datetime | None] = mapped_column(Instant)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_name: Mapped[str] = mapped_column(String(80), default="")
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    lines: Mapped[list[FormLine]] = relationship(
        order_by="FormLine.position", cascade="all, delete-orphan", lazy="selectin"
    )

    __table_args__ = (
        UniqueConstraint("audience", "wave", "version"),
        CheckConstraint(f"audience IN {AUDIENCES}", name="audience"),
        CheckConstraint(f"wave IN {WAVES}", name="wave"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        Index(
            "uq_question_form_in_use",
            "audience",
            "wave",
            unique=True,
            sqlite_where=text("state = 'in_use'"),  # and PostgreSQL's, in the migration
        ),
    )


class FormLine(Base):
    """One line of a form: see `rules.asking.Line`."""

    __tablename__ = "form_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("question_form.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    item: Mapped[str] = mapped_column(String(60), default="")

    said: Mapped[list[LineWords]] = relationship(
        order_by="LineWords.position", cascade="all, delete-orphan", lazy="selectin"
    )

    __table_args__ = (CheckConstraint(f"kind IN {KINDS}", name="kind"),)


class LineWords(Base):
    """A question of the college's own in one language; the first language has position 0."""

    __tablename__ = "line_words"

    line_id: Mapped[int] = mapped_column(ForeignKey("form_line.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(10), primary_key=True)
    position: Mapped[int]
    words: Mapped[str] = mapped_column(String(300))


class AskedForm(Base):
    """Which form a class is asked: laid down when the first of it answers. So all of a class read
    the same words, and what an answer was an answer to stays known. It stands here and not beside
    the answers, where a version would tell when somebody pressed."""

    __tablename__ = "asked_form"

    class_id: Mapped[int] = mapped_column(ForeignKey("scheduled_class.id"), primary_key=True)
    wave: Mapped[str] = mapped_column(String(12), primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("question_form.id"), index=True)


class AskedTermForm(Base):
    """The same of the forms that are asked once a term."""

    __tablename__ = "asked_term_form"

    term_id: Mapped[int] = mapped_column(ForeignKey("term.id"), primary_key=True)
    audience: Mapped[str] = mapped_column(String(12), primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("question_form.id"), index=True)
