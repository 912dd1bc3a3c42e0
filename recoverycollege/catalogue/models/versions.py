"""The words of a course as they stood at a time: what a class is taught from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from recoverycollege.database import Base, Instant

WHYS = ("before", "published", "changed")


class CourseVersion(Base):
    """The words of a course of the catalogue, numbered. Never changed, only followed by the next.

    `why`: it stood in the catalogue before versions were kept, it came into the catalogue, or it
    was changed there. `agreed_at`: when a peer and someone else had both signed these words.
    """

    __tablename__ = "course_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    number: Mapped[int]
    texts: Mapped[dict[str, Any]] = mapped_column(JSON)
    why: Mapped[str] = mapped_column(String(10))
    made_at: Mapped[datetime] = mapped_column(Instant)
    design_id: Mapped[int | None] = mapped_column(ForeignKey("course_design.id"))
    agreed_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        UniqueConstraint("course_id", "number"),
        CheckConstraint(f"why IN {WHYS}", name="why"),
    )
