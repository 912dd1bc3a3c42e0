"""Signing in: sessions as rows, codes, one-time links, recovery codes, counted attempts.

Every secret is kept as a keyed hash only.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from recoverycollege.database import Base, Instant


class SignedIn(Base):
    """One browser that is signed in. Ending the row makes every copy of its cookie useless."""

    __tablename__ = "signed_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(60), default="")  # "Chrome on Android", no more
    created_at: Mapped[datetime] = mapped_column(Instant)
    last_seen_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    second_factor_at: Mapped[datetime | None] = mapped_column(Instant)


class Code(Base):
    """A six-digit code that is made when its letter is sent: ten minutes, once, five tries.

    `handle_hash` ties it to the browser that asked; the browser holds a handle whether or not
    anyone is known at that address.
    """

    __tablename__ = "code"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contact.id", ondelete="CASCADE"), index=True
    )
    purpose: Mapped[str] = mapped_column(String(10))
    about_id: Mapped[int | None]  # purpose `place`: the enrolment
    handle_hash: Mapped[str] = mapped_column(String(64), index=True)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    code_hash: Mapped[str | None] = mapped_column(String(64))
    ends_at: Mapped[datetime | None] = mapped_column(Instant)
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (CheckConstraint("purpose IN ('sign_in', 'place')", name="purpose"),)


class OneTimeLink(Base):
    """A link that lets a new member of staff in once, printed by `create-staff`."""

    __tablename__ = "one_time_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class RecoveryCode(Base):
    """A printed code that stands in for the authenticator app, once."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class SignInTry(Base):
    """An attempt to sign in, counted by a keyed hash of what was typed."""

    __tablename__ = "sign_in_try"

    id: Mapped[int] = mapped_column(primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(10))  # code | password | ask | second
    at: Mapped[datetime] = mapped_column(Instant, index=True)

    __table_args__ = (Index("ix_sign_in_try_key_hash_kind_at", "key_hash", "kind", "at"),)
