"""The tables of places: the wish and where it stands, offers, and who came."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recoverycollege.accounts.models import Person
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.database import Base, Instant

LIVE = ("waiting", "offered", "enrolled")
STATES = (*LIVE, "declined", "lapsed", "withdrawn", "completed")
CHANNELS = ("web", "phone", "paper", "in_person")
WITH = ("supporter", "friend")
MARKS = ("came", "part", "told_us", "missed", "college_cancelled")


class Enrolment(Base):
    """One person's wish for a place on one class, from the asking to the end.

    A friend who may come with or without the person who asks is a wish of its own (`companion`),
    answered for by that person. Of wishes for any date of a course, the others rest while one of
    them has its place (`rests_for_id`).

    `number` is the joining number: given once under the class lock, never changed. A wish counts
    in the line once it is confirmed (`confirmed_at`), that is, once the person was reached.
    """

    __tablename__ = "enrolment"

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("scheduled_class.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[str] = mapped_column(String(12))
    number: Mapped[int]
    places: Mapped[int] = mapped_column(default=1)
    passed: Mapped[int] = mapped_column(default=0)  # times a party too big was passed
    with_whom: Mapped[str] = mapped_column(String(10), default="")  # a party: supporter | friend
    companion: Mapped[bool] = mapped_column(default=False)  # a friend who may come alone as well
    any_class: Mapped[bool] = mapped_column(default=False)  # one of several dates of the course
    rests_for_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"), index=True)
    auto_days: Mapped[int | None]  # enrol automatically with at least N days' notice
    priority: Mapped[int] = mapped_column(default=0)  # by staff, with a reason in the history
    resting: Mapped[bool] = mapped_column(default=False)
    channel: Mapped[str] = mapped_column(String(10), default="web")
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    scheduled_class: Mapped[ScheduledClass] = relationship()
    offers: Mapped[list[Offer]] = relationship(back_populates="enrolment", order_by="Offer.id")

    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint(f"channel IN {CHANNELS}", name="channel"),
        CheckConstraint("places BETWEEN 1 AND 6", name="places"),
        CheckConstraint(f"with_whom IN {('', *WITH)}", name="with_whom"),
        UniqueConstraint("class_id", "number"),
        Index("ix_enrolment_class_id_state", "class_id", "state"),
        Index(
            "uq_enrolment_live",
            "class_id",
            "person_id",
            "companion",
            unique=True,
            sqlite_where=text(f"state IN {LIVE}"),  # and PostgreSQL's, in the migration
        ),
    )


class Offer(Base):
    """A place set aside until it is answered: for the person who asked (`own`), or freed (`freed`).

    Used once. `answer` stays empty while the offer runs.
    """

    __tablename__ = "offer"

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    kind: Mapped[str] = mapped_column(String(6))
    places: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant, index=True)
    reminded_at: Mapped[datetime | None] = mapped_column(Instant)  # halfway, once
    answer: Mapped[str | None] = mapped_column(String(10))
    answered_at: Mapped[datetime | None] = mapped_column(Instant)

    enrolment: Mapped[Enrolment] = relationship(back_populates="offers")

    __table_args__ = (
        CheckConstraint("kind IN ('own', 'freed')", name="kind"),
        CheckConstraint("answer IN ('accepted', 'declined', 'lapsed', 'withdrawn')", name="answer"),
        Index("ix_offer_enrolment_id", "enrolment_id"),
        Index(
            "uq_offer_live",
            "enrolment_id",
            unique=True,
            sqlite_where=text("answer IS NULL"),  # likewise
        ),
    )


class Attendance(Base):
    """One mark for one person at one session. A reason is never asked for."""

    __tablename__ = "attendance"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("class_session.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    mark: Mapped[str] = mapped_column(String(20))
    marked_at: Mapped[datetime] = mapped_column(Instant)
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    session: Mapped[ClassSession] = relationship()
    enrolment: Mapped[Enrolment] = relationship()

    __table_args__ = (
        UniqueConstraint("session_id", "enrolment_id"),
        CheckConstraint(f"mark IN {MARKS}", name="mark"),
    )


class Reminder(Base):
    """That someone was reminded of a session: once each."""

    __tablename__ = "reminder"

    session_id: Mapped[int] = mapped_column(
        ForeignKey("class_session.id", ondelete="CASCADE"), primary_key=True
    )
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    posted_at: Mapped[datetime] = mapped_column(Instant)


class ClassMessage(Base):
    """What one of the team wrote to everyone with a place on a class.

    `once` is the word of the page it was written on: a second press, or the way back in a browser,
    finds it and sends nothing. `people`: how many it went to.
    """

    __tablename__ = "class_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("scheduled_class.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    people: Mapped[int]
    once: Mapped[str] = mapped_column(String(32))
    sent_at: Mapped[datetime] = mapped_column(Instant, index=True)

    __table_args__ = (UniqueConstraint("class_id", "once"),)
