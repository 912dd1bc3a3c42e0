"""Ideas for courses: anyone may have one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recoverycollege.accounts.models import Person
from recoverycollege.catalogue.models.courses import Course
from recoverycollege.database import Base, Instant

IDEA_STATES = ("new", "taken_up", "not_now")


class CourseIdea(Base):
    """A course somebody would like there to be, and what became of it. Once it is taken up it has
    a course, which is written together and may come into the catalogue."""

    __tablename__ = "course_idea"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    gives: Mapped[str] = mapped_column(Text)  # what it should give people
    for_whom: Mapped[str] = mapped_column(String(300), default="")
    state: Mapped[str] = mapped_column(String(10), default="new", index=True)
    answer: Mapped[str] = mapped_column(Text, default="")  # the office's own words
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"), index=True)
    sent_at: Mapped[datetime] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    course: Mapped[Course | None] = relationship()

    __table_args__ = (CheckConstraint(f"state IN {IDEA_STATES}", name="state"),)
