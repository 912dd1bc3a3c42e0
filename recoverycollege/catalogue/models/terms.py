"""The table of terms."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from recoverycollege.database import Base


class Term(Base):
    """A named period of the college's year."""

    __tablename__ = "term"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    most_courses: Mapped[int] = mapped_column(default=0)  # one person can have; 0: any

    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="order"),
        CheckConstraint("most_courses >= 0", name="most_courses"),
    )
