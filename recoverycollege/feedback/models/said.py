"""You said, we did: what the college changed because of what students said."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from recoverycollege.database import Base


class YouSaid(Base):
    """One note on a course, shown until its last day. Who wrote it is in the history."""

    __tablename__ = "you_said"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    said: Mapped[str] = mapped_column(String(300))
    did: Mapped[str] = mapped_column(String(300))
    until: Mapped[date]
