"""Who did what, when. Written with every change, in the same transaction; never edited.

`detail` holds ids, states and numbers, never anything a person said or is called.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from recoverycollege import clock
from recoverycollege.database import Base, Instant, db


class Entry(Base):
    """One thing that was done."""

    __tablename__ = "history"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # empty: the system
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    action: Mapped[str] = mapped_column(String(40))  # "place.asked"
    about_kind: Mapped[str] = mapped_column(String(30))
    about_id: Mapped[int | None]
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    __table_args__ = (Index("ix_history_about_kind_about_id", "about_kind", "about_id"),)


def record(
    action: str,
    about_kind: str,
    about_id: int | None,
    *,
    actor_id: int | None = None,
    person_id: int | None = None,
    **detail: Any,
) -> None:
    """Adds an entry to the running transaction. `actor_id` None means the system itself."""
    db.session.add(
        Entry(
            at=clock.now(),
            actor_id=actor_id,
            person_id=person_id,
            action=action,
            about_kind=about_kind,
            about_id=about_id,
            detail=detail,
        )
    )
