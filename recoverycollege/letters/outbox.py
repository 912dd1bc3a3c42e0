"""The outbox: the table of letters, and posting one."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    and_,
    or_,
)
from sqlalchemy.orm import Mapped, mapped_column

from recoverycollege import clock
from recoverycollege.database import Base, Instant, db

MOST_TRIES = 20


class Letter(Base):
    """One message to one person. `facts` holds ids only; the words are made when it is sent.

    waiting → sent | dropped (no longer true, or nobody to send it to) | parked (needs a person)
    `tries`: how often it was claimed to be sent.
    on paper: waiting → to_print → sent | dropped; `claimed_until` says that it is being printed
    """

    __tablename__ = "letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    contact_id: Mapped[int | None]  # only to this contact, and only while it stands
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    channel: Mapped[str] = mapped_column(String(10), default="")  # known when sent
    created_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    claimed_until: Mapped[datetime | None] = mapped_column(Instant)
    tries: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(String(300), default="")
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    message_id: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str | None] = mapped_column(Text)  # without codes and links; gone after 30 days

    __table_args__ = (
        CheckConstraint(
            "state IN ('waiting', 'to_print', 'sent', 'dropped', 'parked')", name="state"
        ),
        Index("ix_letter_state_due_at", "state", "due_at"),
    )


def post(
    kind: str,
    person_id: int,
    *,
    contact_id: int | None = None,
    due_at: datetime | None = None,
    **facts: Any,
) -> Letter:
    """Adds a letter to the running transaction, due now or at `due_at`."""
    now = clock.now()
    letter = Letter(
        kind=kind,
        person_id=person_id,
        contact_id=contact_id,
        facts=facts,
        created_at=now,
        due_at=due_at or now,
        message_id=secrets.token_hex(16),
    )
    db.session.add(letter)
    return letter


def on_its_way(kind: str, now: datetime) -> ColumnElement[bool]:
    """SQL: a letter of this kind that waits to be written, or to be printed and was not laid out
    for it yet: it will tell what is so by then. One that is leaving this moment does not."""
    unwritten = or_(Letter.claimed_until.is_(None), Letter.claimed_until < now)
    unprinted = and_(Letter.state == "to_print", Letter.claimed_until.is_(None))
    return and_(Letter.kind == kind, or_(and_(Letter.state == "waiting", unwritten), unprinted))
