"""Answers, kept apart: no person, no enrolment, no time finer than a week.

`code` is a keyed pseudonym, HMAC(ANSWER_KEY, enrolment): without the key no join leads from an
answer to a person. On SQLite the rows lie in the order of their code (WITHOUT ROWID), on
PostgreSQL the worker lays them anew (`services.mixing`), so that not even the order of the file
tells who answered first.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from recoverycollege.database import Base
from recoverycollege.feedback.models.waves import ANSWERED

WAVES = ANSWERED
APART = {"sqlite_with_rowid": False}


class Answer(Base):
    """One answer to one item of one form, on a scale: about a class, or asked once a term."""

    __tablename__ = "answer"

    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    item: Mapped[str] = mapped_column(String(60), primary_key=True)
    wave: Mapped[str] = mapped_column(String(12), primary_key=True)
    class_id: Mapped[int | None] = mapped_column(ForeignKey("scheduled_class.id"), index=True)
    term_id: Mapped[int | None] = mapped_column(ForeignKey("term.id"), index=True)
    form_version: Mapped[int]
    value: Mapped[int | None]  # 1 to 5; empty: would rather not say
    week: Mapped[date]  # its Monday
    in_time: Mapped[bool] = mapped_column(default=True)  # soon enough after the class for a pair

    __table_args__ = (
        CheckConstraint(f"wave IN {WAVES}", name="wave"),
        CheckConstraint("(class_id IS NULL) <> (term_id IS NULL)", name="about"),
        APART,
    )


class FreeText(Base):
    """Words someone wrote, without scores or date beside them.

    `id` is a keyed pseudonym of its own (HMAC of the enrolment, another one than the code), so
    that the writer can change or delete it, and nobody can lay it beside their scores.
    """

    __tablename__ = "free_text"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("scheduled_class.id"), index=True)
    item: Mapped[str] = mapped_column(String(60))
    words: Mapped[str] = mapped_column(String(4000))

    __table_args__ = (APART,)


class FormState(Base):
    """Under its code: a form that is finished, was refused ("no more questions"), or whose answers
    were cut loose. So a form is not asked twice, and nothing else stores who has answered."""

    __tablename__ = "form_state"

    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    wave: Mapped[str] = mapped_column(String(12), primary_key=True)
    state: Mapped[str] = mapped_column(String(10))

    __table_args__ = (
        CheckConstraint(f"wave IN {WAVES}", name="wave"),
        CheckConstraint("state IN ('done', 'refused', 'untied')", name="state"),
        APART,
    )


class LinkedPlace(Base):
    """That someone chose that the office may see their answers as theirs. The code is not kept:
    an old copy of this table opens nothing."""

    __tablename__ = "linked_place"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
