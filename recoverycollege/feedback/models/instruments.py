"""The texts of instruments a college may use: its own copy, which leaves this database nowhere."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recoverycollege.database import Base, Instant
from recoverycollege.feedback.models.waves import LICENCES, TEXT_STATES


class InstrumentText(Base):
    """The college's texts of one version of one instrument; `local` counts them. What was activated
    once keeps its words, so that answers keep theirs.

    `attested_by_id` signed at `attested_at` that `holder` gave the college this `licence`, under
    which `reference`, and `until` when it holds; without a day it has no end."""

    __tablename__ = "instrument_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    instrument: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    local: Mapped[int]
    state: Mapped[str] = mapped_column(String(8), default="draft")
    holder: Mapped[str] = mapped_column(String(200), default="")
    reference: Mapped[str] = mapped_column(String(200), default="")
    licence: Mapped[str] = mapped_column(String(8), default="")
    until: Mapped[date | None]
    attested_at: Mapped[datetime | None] = mapped_column(Instant)
    attested_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    said: Mapped[list[InstrumentWords]] = relationship(
        order_by="InstrumentWords.position", cascade="all, delete-orphan", lazy="selectin"
    )

    __table_args__ = (
        UniqueConstraint("instrument", "version", "local"),
        CheckConstraint(f"state IN {TEXT_STATES}", name="state"),
        CheckConstraint(f"licence IN {('', *LICENCES)}", name="licence"),
        CheckConstraint("state = 'draft' OR attested_at IS NOT NULL", name="attested"),
        Index(
            "uq_instrument_text_draft",
            "instrument",
            "version",
            unique=True,
            sqlite_where=text("state = 'draft'"),  # and PostgreSQL's, in the migration
        ),
    )

    @property
    def words(self) -> dict[tuple[str, str], str]:
        """(part, language) → what is written, in the order of the languages."""
        return {(one.part, one.language): one.words for one in self.said}


class InstrumentWords(Base):
    """One of these texts in one language. `part`: see `rules.instruments.local.parts`."""

    __tablename__ = "instrument_words"

    text_id: Mapped[int] = mapped_column(ForeignKey("instrument_text.id"), primary_key=True)
    part: Mapped[str] = mapped_column(String(80), primary_key=True)
    language: Mapped[str] = mapped_column(String(10), primary_key=True)
    position: Mapped[int]  # of the language; the college's first has 0
    words: Mapped[str] = mapped_column(String(500))
