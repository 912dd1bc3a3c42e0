"""Quotes: words that someone lets the college show, from the tick beside the box to their page.

`quote.id` is a keyed pseudonym of the text's id (`codes.quote_id`): without the key no join leads
from a quote to the words it was taken from, nor from either to a person. The author's name is kept
nowhere here; it is found with the key at the moment it is shown. Nothing bears a time but the end.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from recoverycollege.database import Base
from recoverycollege.feedback.models.answers import APART

LONGEST_QUOTE = 600


class Quote(Base):
    """Words that may be quoted.

    offered → asked (two moderators said yes to `final`) → published (the author said yes), until
    its day. Whoever takes it back, and its end, delete the row: it is as if nobody had ticked.
    `months`: how long the author lets it stand.
    """

    __tablename__ = "quote"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("scheduled_class.id"), index=True)
    words: Mapped[str] = mapped_column(String(4000))  # as they were written
    final: Mapped[str] = mapped_column(String(LONGEST_QUOTE), default="")  # as they are to be shown
    with_name: Mapped[bool] = mapped_column(default=False)
    with_place: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10), default="offered")
    told: Mapped[bool] = mapped_column(default=False)  # the author was written to
    until: Mapped[date | None]

    __table_args__ = (
        CheckConstraint("state IN ('offered', 'asked', 'published')", name="state"),
        CheckConstraint("(state = 'published') = (until IS NOT NULL)", name="until"),
        APART,
    )


class Moderator(Base):
    """Someone the office lets read what may be quoted. Whether they speak from lived experience
    they say themselves."""

    __tablename__ = "moderator"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    lived_experience: Mapped[bool] = mapped_column(default=False)


class QuoteYes(Base):
    """A moderator's yes to exactly the words in `quote.final`. Other words clear it."""

    __tablename__ = "quote_yes"

    quote_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    lived_experience: Mapped[bool]
