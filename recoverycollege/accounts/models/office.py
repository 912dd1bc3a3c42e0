"""What the office does for people: tasks, the charter people agree to, and who looked at whom."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from recoverycollege.database import Base, Instant


class Task(Base):
    """Something a person in the office does: call to confirm, get back to someone, make an offer.

    `about_id` is the enrolment it concerns, for the kinds that have one.
    """

    __tablename__ = "task"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    for_role: Mapped[str] = mapped_column(String(10), default="office")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    about_id: Mapped[int | None] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(100), default="")  # someone who is not yet a person
    reach: Mapped[str] = mapped_column(Text, default="")
    words: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant, index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    done_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        CheckConstraint(
            "kind IN ('confirm', 'get_back', 'problem', 'offer', 'tell', 'access')", name="kind"
        ),
        CheckConstraint("for_role IN ('office', 'manager')", name="for_role"),
    )


class Look(Base):
    """Who in the office looked at whose page, and when. Only ever added to."""

    __tablename__ = "look"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    viewer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    page: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Instant)


class Charter(Base):
    """The college's charter, in numbered versions. People agree to one of them."""

    __tablename__ = "charter"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(String(200))
    words: Mapped[str] = mapped_column(Text)
    in_force_from: Mapped[date]
