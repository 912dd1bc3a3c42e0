"""The table of the support directory."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from recoverycollege.database import Base


class SupportEntry(Base):
    """A line of the support directory: who helps, how to reach them, when."""

    __tablename__ = "support_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    topic: Mapped[str] = mapped_column(String(40))
    area: Mapped[str] = mapped_column(String(80), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    text_number: Mapped[str] = mapped_column(String(80), default="")
    sign_language: Mapped[str] = mapped_column(String(200), default="")
    url: Mapped[str] = mapped_column(String(300), default="")
    hours: Mapped[str] = mapped_column(String(200), default="")
    words: Mapped[str] = mapped_column(Text, default="")
    help_now: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    checked_on: Mapped[date | None]

    __table_args__ = (Index("ix_support_entry_position", "position"),)
