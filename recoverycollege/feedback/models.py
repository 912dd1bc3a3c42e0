"""Answers, kept apart: no person, no enrolment, no time finer than a week.

`code` is a keyed pseudonym, HMAC(ANSWER_KEY, enrolment): without the key no join leads from an
answer to a person. On SQLite the rows lie in the order of their code (WITHOUT ROWID), so that
not even the order of the file tells who answered first.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from recoverycollege.database import Base


class Answer(Base):
    """One answer to one item of one form, on a scale."""

    __tablename__ = "answer"

    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    item: Mapped[str] = mapped_column(String(60), primary_key=True)
    wave: Mapped[str] = mapped_column(String(12), primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("scheduled_class.id"), index=True)
    form_version: Mapped[int]
    value: Mapped[int | None]  # empty: would rather not say
    week: Mapped[date]  # its Monday
    in_college_total: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        CheckConstraint("wave IN ('before', 'mid', 'after', 'later', 'check_in')", name="wave"),
        {"sqlite_with_rowid": False},
    )


class FreeText(Base):
    """Words someone wrote, without code, scores or date beside them; `id` is random."""

    __tablename__ = "free_text"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("scheduled_class.id"), index=True)
    item: Mapped[str] = mapped_column(String(60))
    words: Mapped[str] = mapped_column(String(4000))

    __table_args__ = ({"sqlite_with_rowid": False},)
