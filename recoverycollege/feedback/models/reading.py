"""Who reads free texts soon after they are written, and what they flagged.

The reader and the deputy are people of the office; without both of them, and their hours, there is
no flag and no promise. `text_read` and `text_flag` lie beside the id of the text, which is keyed.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from recoverycollege.database import Base, Instant
from recoverycollege.feedback.models.answers import APART

PARTS = ("reader", "deputy")


class TextReader(Base):
    """Who reads, and who does when they can't."""

    __tablename__ = "text_reader"

    part: Mapped[str] = mapped_column(String(8), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (CheckConstraint(f"part IN {PARTS}", name="part"),)


class ReadingHours(Base):
    """When they read, as it is printed beside the box; and after how many hours what nobody has
    taken passes to the deputy. One row."""

    __tablename__ = "reading_hours"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    words: Mapped[str] = mapped_column(String(200))
    pass_after: Mapped[int]


class TextRead(Base):
    """That a text was read."""

    __tablename__ = "text_read"

    text_id: Mapped[str] = mapped_column(String(64), primary_key=True)

    __table_args__ = (APART,)


class TextFlag(Base):
    """Someone may be in distress: a reader thinks so, or the writer asked for somebody to get in
    touch (`wished`). Who takes it, and when it was raised, is in its task."""

    __tablename__ = "text_flag"

    id: Mapped[int] = mapped_column(primary_key=True)
    text_id: Mapped[str] = mapped_column(String(64), unique=True)
    wished: Mapped[bool]
    passed: Mapped[bool] = mapped_column(default=False)  # to the deputy


class Identifying(Base):
    """For someone's safety two people ask who wrote a text: one asks and says why, another
    agrees."""

    __tablename__ = "identifying"

    flag_id: Mapped[int] = mapped_column(ForeignKey("text_flag.id"), primary_key=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    why: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
