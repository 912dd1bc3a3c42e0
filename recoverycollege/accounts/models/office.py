"""What the office does for people: tasks, calls half done, the charter people agree to, and who
looked at whom."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from recoverycollege.database import Base, Instant

ABOUT_COURSES = ("idea", "codesign", "review")
NOT_OF_A_PLACE = (*ABOUT_COURSES, "distress")  # `about_id` is something else than an enrolment
TASK_KINDS = (
    *("confirm", "get_back", "problem", "offer", "tell", "access", "call"),
    *ABOUT_COURSES,
    "distress",
)
CALL_RESULTS = ("reached", "no_answer", "left_message", "comes_back", "would_leave")


class Task(Base):
    """Something a person in the office does: call to confirm, get back to someone, make an offer.

    `about_id` is the enrolment it concerns, for the kinds that have one; of those about courses,
    the idea, the round of writing together, or the course to look at again;
    of distress, the flag. A friendly call may be
    `for_role` team: then it is for the co-teachers of that class, and for the office as well.
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
    result: Mapped[str | None] = mapped_column(String(12))  # of a friendly call
    outcome: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        CheckConstraint(f"kind IN {TASK_KINDS}", name="kind"),
        CheckConstraint("for_role IN ('office', 'manager', 'team')", name="for_role"),
        CheckConstraint(f"result IN {CALL_RESULTS}", name="result"),
    )


class CallDraft(Base):
    """A call half done: what was typed about a caller before their place was saved. For a week."""

    __tablename__ = "call_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))  # who began it
    class_id: Mapped[int | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    fields: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    received_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)


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
