"""Who may teach, and how somebody comes into a team."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recoverycollege.accounts.models import Person
from recoverycollege.classes.models.timetable import (
    PERSPECTIVES,
    Absence,
    ScheduledClass,
)
from recoverycollege.database import Base, Instant

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS = ("morning", "afternoon", "evening")
ANSWERS = ("waiting", "accepted", "declined", "withdrawn", "over", "filled")
WAITING = sql("answer = 'waiting'")


class CoTeacher(Base):
    """Somebody who teaches, or would like to: the sides they teach from, as agreed with the
    office, and when and where they can, in their own hands."""

    __tablename__ = "co_teacher"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    peer: Mapped[bool] = mapped_column(default=False)
    practitioner: Mapped[bool] = mapped_column(default=False)
    relative: Mapped[bool] = mapped_column(default=False)
    words: Mapped[str] = mapped_column(Text, default="")  # when they can, in their words
    days: Mapped[list[str]] = mapped_column(JSON, default=list)  # of DAYS; none: any
    parts: Mapped[list[str]] = mapped_column(JSON, default=list)  # of PARTS; none: any
    venue_ids: Mapped[list[int]] = mapped_column(JSON, default=list)  # none: any
    wants_letters: Mapped[bool] = mapped_column(default=False)  # about open needs
    told_at: Mapped[datetime | None] = mapped_column(Instant)  # of open needs, last
    added_at: Mapped[datetime] = mapped_column(Instant)

    person: Mapped[Person] = relationship()

    @property
    def perspectives(self) -> list[str]:
        return [name for name in PERSPECTIVES if getattr(self, name)]


class Joining(Base):
    """Someone on the way into a team, or into one session of it (`absence_id`): invited by the
    college, or offering themselves. Nobody counts for the gate before it is accepted.

    waiting → accepted | declined | withdrawn (by whoever asked) | over (no answer in time)
            | filled (someone else was found first)
    """

    __tablename__ = "joining"

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("scheduled_class.id"), index=True)
    absence_id: Mapped[int | None] = mapped_column(
        ForeignKey("absence.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    invited: Mapped[bool]  # else they offered themselves
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    perspective: Mapped[str] = mapped_column(String(20), default="")  # none for one session
    lead: Mapped[bool] = mapped_column(default=False)
    words: Mapped[str] = mapped_column(Text, default="")  # of whoever asked
    made_at: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime] = mapped_column(Instant)
    answer: Mapped[str] = mapped_column(String(10), default="waiting")
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    task_id: Mapped[int | None]  # what the office was given to do about it

    scheduled_class: Mapped[ScheduledClass] = relationship()
    absence: Mapped[Absence | None] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=person_id)

    __table_args__ = (
        CheckConstraint(f"answer IN {ANSWERS}", name="answer"),
        CheckConstraint(f"perspective IN {('', *PERSPECTIVES)}", name="perspective"),
        CheckConstraint("(absence_id IS NULL) = (perspective <> '')", name="one_or_all"),
        Index(
            "uq_joining_team",
            "class_id",
            "person_id",
            unique=True,
            sqlite_where=sql(
                "answer = 'waiting' AND absence_id IS NULL"
            ),  # and PostgreSQL's, in the migration
        ),
        Index(
            "uq_joining_session",
            "absence_id",
            "person_id",
            unique=True,
            sqlite_where=WAITING,
        ),
    )
