"""The tables of a class: the class, its sessions, where it meets, and who teaches it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from recoverycollege.accounts.models import Person
from recoverycollege.catalogue.models import Course, Term
from recoverycollege.database import Base, Instant

FORMATS = ("in-person", "online", "hybrid")
SETTINGS = (
    "community",
    "online",
    "outdoors",
    "inpatient-ward",
    "outpatient-clinic",
    "supported-housing",
    "prison",
)
PERSPECTIVES = ("peer", "practitioner", "relative")
SCOPES = ("public", "class", "team")


class Venue(Base):
    """Where classes meet, and what it is like to come there."""

    __tablename__ = "venue"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    address: Mapped[str] = mapped_column(String(300), default="")
    entrance: Mapped[str] = mapped_column(Text, default="")
    seating: Mapped[str] = mapped_column(Text, default="")
    quiet_space: Mapped[str] = mapped_column(Text, default="")
    travel: Mapped[str] = mapped_column(Text, default="")
    online: Mapped[bool] = mapped_column(default=False)
    step_free: Mapped[bool] = mapped_column(default=False)
    hearing_loop: Mapped[bool] = mapped_column(default=False)
    accessible_toilet: Mapped[bool] = mapped_column(default=False)
    quiet_room: Mapped[bool] = mapped_column(default=False)


class ScheduledClass(Base):
    """A course taught at set dates to one group. Its row is the lock every place is given under."""

    __tablename__ = "scheduled_class"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    term_id: Mapped[int | None] = mapped_column(ForeignKey("term.id"), index=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), index=True)
    room: Mapped[str] = mapped_column(String(100), default="")
    format: Mapped[str] = mapped_column(String(20))
    setting: Mapped[str] = mapped_column(String(30), default="community")
    joining_link: Mapped[str] = mapped_column(String(300), default="")
    capacity: Mapped[int] = mapped_column(default=12)
    state: Mapped[str] = mapped_column(String(12), default="draft")
    enrol_from: Mapped[date | None]
    enrol_until: Mapped[date | None]
    lot_until: Mapped[date | None]  # until the end of this day, wishes are gathered for a lot
    drawn_at: Mapped[datetime | None] = mapped_column(Instant)
    note: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=0)  # of its dates, for calendars
    # the words it is taught from: the newest, until its first session begins
    course_version_id: Mapped[int | None] = mapped_column(
        ForeignKey("course_version.id"), index=True
    )

    course: Mapped[Course] = relationship()
    venue: Mapped[Venue] = relationship()
    term: Mapped[Term | None] = relationship()
    sessions: Mapped[list[ClassSession]] = relationship(
        back_populates="scheduled_class",
        order_by="ClassSession.starts_at",
        cascade="all, delete-orphan",
    )
    team: Mapped[list[TeamMember]] = relationship(
        back_populates="scheduled_class", order_by="TeamMember.id", cascade="all, delete-orphan"
    )

    @property
    def sides(self) -> list[str]:
        """What its team brings. Whoever was erased has no name left, and teaches no more."""
        return [member.perspective for member in self.team if member.shown_name]

    def ahead(self, now: datetime) -> list[ClassSession]:
        """Its sessions that are to come, and not called off."""
        return [s for s in self.sessions if s.starts_at > now and not s.called_off]

    __table_args__ = (
        CheckConstraint(f"format IN {FORMATS}", name="format"),
        CheckConstraint(f"setting IN {SETTINGS}", name="setting"),
        CheckConstraint("state IN ('draft', 'open', 'called_off')", name="state"),
        CheckConstraint("capacity BETWEEN 0 AND 500", name="capacity"),
    )


class ClassSession(Base):
    """One meeting of a class: two UTC instants, and the zone whose clock it was planned by."""

    __tablename__ = "class_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("scheduled_class.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(Instant, index=True)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    zone: Mapped[str] = mapped_column(String(40))
    called_off: Mapped[bool] = mapped_column(default=False)
    has_plan: Mapped[bool | None] = query_expression()  # only where a query asks for it

    scheduled_class: Mapped[ScheduledClass] = relationship(back_populates="sessions")
    absences: Mapped[list[Absence]] = relationship(
        back_populates="session",
        order_by="Absence.id",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

    __table_args__ = (CheckConstraint("ends_at > starts_at", name="order"),)


class TeamMember(Base):
    """A co-teacher of one class, and what they chose to show of themselves, to whom.

    A public "peer" label discloses lived experience, so everything but the name starts hidden.
    """

    __tablename__ = "team_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("scheduled_class.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    perspective: Mapped[str] = mapped_column(String(20))
    lead: Mapped[bool] = mapped_column(default=False)
    shown_name: Mapped[str] = mapped_column(String(60))
    name_scope: Mapped[str] = mapped_column(String(10), default="team")
    perspective_scope: Mapped[str] = mapped_column(String(10), default="team")
    words: Mapped[str] = mapped_column(String(120), default="")  # "lived experience", "nurse"
    label_ok: Mapped[bool] = mapped_column(default=False)  # agrees that it is called peer-led
    joined_at: Mapped[datetime] = mapped_column(Instant)

    scheduled_class: Mapped[ScheduledClass] = relationship(back_populates="team")
    person: Mapped[Person] = relationship()

    __table_args__ = (
        UniqueConstraint("class_id", "person_id"),
        CheckConstraint(f"perspective IN {PERSPECTIVES}", name="perspective"),
        CheckConstraint(f"name_scope IN {SCOPES}", name="name_scope"),
        CheckConstraint(f"perspective_scope IN {SCOPES}", name="perspective_scope"),
    )


class Absence(Base):
    """A member of the team cannot teach one session. No reason is asked."""

    __tablename__ = "absence"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(
        ForeignKey("class_session.id", ondelete="CASCADE"), index=True
    )
    member_id: Mapped[int] = mapped_column(
        ForeignKey("team_member.id", ondelete="CASCADE"), index=True
    )
    said_at: Mapped[datetime] = mapped_column(Instant)
    task_id: Mapped[int | None]  # what the office was given to do about it

    session: Mapped[ClassSession] = relationship(back_populates="absences")
    member: Mapped[TeamMember] = relationship()
    substitute: Mapped[Substitute | None] = relationship(
        back_populates="absence", cascade="all, delete-orphan", passive_deletes=True
    )

    __table_args__ = (UniqueConstraint("session_id", "member_id"),)


class Substitute(Base):
    """Who steps in for a member who cannot teach one session. The team of the class stays.

    `asked_again_at`: the session was moved, and they have not said yet that they still come.
    """

    __tablename__ = "substitute"

    absence_id: Mapped[int] = mapped_column(
        ForeignKey("absence.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    since: Mapped[datetime] = mapped_column(Instant)
    asked_again_at: Mapped[datetime | None] = mapped_column(Instant)

    absence: Mapped[Absence] = relationship(back_populates="substitute")
    person: Mapped[Person] = relationship()
