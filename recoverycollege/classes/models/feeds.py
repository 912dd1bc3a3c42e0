"""The secret link of a person's own calendar."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from recoverycollege.database import Base, Instant


class CalendarFeed(Base):
    """The secret link of a person's own calendar: one each, kept as a keyed hash only."""

    __tablename__ = "calendar_feed"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    titles: Mapped[bool] = mapped_column(default=False)  # whether it names the courses
    made_at: Mapped[datetime] = mapped_column(Instant)
