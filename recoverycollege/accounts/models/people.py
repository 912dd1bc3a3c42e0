"""A person, and the ways to reach them: two tables, because households share a mailbox."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recoverycollege.database import Base, Instant


class Person(Base):
    """Someone the college knows: a contact and a name. Erasing leaves an empty row behind."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    folded_name: Mapped[str] = mapped_column(String(200), index=True)  # for finding
    contact_by: Mapped[str] = mapped_column(String(10))  # email | text | phone | letter
    language: Mapped[str] = mapped_column(String(10), default="en")
    message_ok: Mapped[bool] = mapped_column(default=False)  # may we leave a message
    call_if_missed: Mapped[bool] = mapped_column(default=False)
    envelope_name: Mapped[str] = mapped_column(String(100), default="")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_last_step: Mapped[int | None]  # a code of the authenticator app is accepted once
    created_at: Mapped[datetime] = mapped_column(Instant)
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)  # reached once, or by staff
    paused_until: Mapped[datetime | None] = mapped_column(Instant)
    letters_stopped_at: Mapped[datetime | None] = mapped_column(Instant)
    erased_at: Mapped[datetime | None] = mapped_column(Instant)

    contacts: Mapped[list[Contact]] = relationship(
        back_populates="person", order_by="Contact.id", cascade="all, delete-orphan"
    )

    __table_args__ = (
        CheckConstraint("contact_by IN ('email', 'text', 'phone', 'letter')", name="contact_by"),
    )

    def reach(self, kind: str) -> Contact | None:
        """The contact in use of a kind (email | phone | address). A verified one goes first."""
        mine = [c for c in self.contacts if c.kind == kind and c.replaced_at is None]
        return max(mine, key=lambda c: (c.verified_at is not None, c.id or 0), default=None)


class Contact(Base):
    """One way to reach a person. Not unique: a mailbox or a telephone may serve a household."""

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    value: Mapped[str] = mapped_column(Text)  # as it was given
    key: Mapped[str] = mapped_column(String(400))  # as it is compared
    verified_at: Mapped[datetime | None] = mapped_column(Instant)
    replaced_at: Mapped[datetime | None] = mapped_column(Instant)  # kept a week to write there
    created_at: Mapped[datetime] = mapped_column(Instant)

    person: Mapped[Person] = relationship(back_populates="contacts")

    __table_args__ = (
        CheckConstraint("kind IN ('email', 'phone', 'address')", name="kind"),
        Index("ix_contact_kind_key", "kind", "key"),
    )


class Role(Base):
    """What a person may do beyond being a student: office, or manager (office and more)."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(10))
    given_at: Mapped[datetime] = mapped_column(Instant)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (
        UniqueConstraint("person_id", "name"),
        CheckConstraint("name IN ('office', 'manager')", name="name"),
    )


class Consent(Base):
    """What a person agreed to, in which version, and when they took it back."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))  # charter
    version: Mapped[int]
    channel: Mapped[str] = mapped_column(String(10))  # web | phone | paper | in_person
    given_at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


class AccessNeed(Base):
    """What would help a person take part, in their words, and who may know of it."""

    __tablename__ = "access_need"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    words: Mapped[str] = mapped_column(Text)
    told_to: Mapped[str] = mapped_column(String(10), default="office")
    changed_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (CheckConstraint("told_to IN ('office', 'team')", name="told_to"),)
