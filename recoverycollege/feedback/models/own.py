"""What someone keeps for themselves: goals, what helped, letters to their future self. It is theirs
alone: no page of the college's people reads these tables."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from recoverycollege.database import Base

KINDS = ("goals", "helped")


class OwnNote(Base):
    """A goal in someone's own words, or something that helped them."""

    __tablename__ = "own_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    words: Mapped[str] = mapped_column(String(500))
    made_on: Mapped[date]
    reached_on: Mapped[date | None]  # of a goal

    __table_args__ = (CheckConstraint(f"kind IN {KINDS}", name="kind"),)


class FutureLetter(Base):
    """A letter to one's future self, sealed with a key of its own (`rules.sealing`): nobody reads
    it in the database or a backup. It opens on its day."""

    __tablename__ = "future_letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    sealed: Mapped[str] = mapped_column(Text)
    written_on: Mapped[date]
    opens_on: Mapped[date] = mapped_column(index=True)
    told: Mapped[bool] = mapped_column(default=False)  # that it can be opened
    opened_on: Mapped[date | None]

    __table_args__ = (Index("ix_future_letter_person_id", "person_id"),)
