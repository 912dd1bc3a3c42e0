"""Released reports: what a commissioner was given, frozen as it was printed.

No column says who asked, released or withdrew: the history does.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from recoverycollege.database import Base, Instant

SCOPES = ("course", "strand", "college")
PERIODS = ("term", "year")
STATES = ("asked", "ready", "refused", "released", "withdrawn")
OUT = ("released", "withdrawn")  # someone has read it: what comes later must not tell by it


class Release(Base):
    """A report of a scope and a closed period. `period_id` is a term, or the number of a year.
    `asked`: the worker is to make it; `refused`: it would tell of a few (`reason`)."""

    __tablename__ = "release"

    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(String(8))
    scope_id: Mapped[int]
    period: Mapped[str] = mapped_column(String(4))
    period_id: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default="asked")
    asked_at: Mapped[datetime] = mapped_column(Instant)
    name: Mapped[str] = mapped_column(String(200), default="")  # of the scope, as it was then
    period_name: Mapped[str] = mapped_column(String(100), default="")
    classes: Mapped[int] = mapped_column(default=0)
    left_out: Mapped[int] = mapped_column(default=0)  # classes too small to be counted
    made_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")  # a message id
    beside: Mapped[str] = mapped_column(String(60), default="")  # what was published as it was made
    fingerprint: Mapped[str] = mapped_column(String(64), default="")  # of its population
    note: Mapped[str] = mapped_column(Text, default="")  # how it is made: one line each
    released_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        CheckConstraint(f"scope IN {SCOPES}", name="scope"),
        CheckConstraint(f"period IN {PERIODS}", name="period"),
        CheckConstraint(f"state IN {STATES}", name="state"),
    )


class ReleaseRow(Base):
    """One line of a release, as it is printed: rounded, and without what is too small. `kind`:
    who answered (`who`), before and after (`change`), how those of a change began beside those who
    answered only before (`first`), or only afterwards (`after`)."""

    __tablename__ = "release_row"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(6))
    item: Mapped[str] = mapped_column(String(60))
    words: Mapped[str] = mapped_column(String(300), default="")  # of a course's own outcome
    version: Mapped[int]  # of the forms
    cells: Mapped[dict[str, Any]] = mapped_column(JSON)

    __table_args__ = (CheckConstraint("kind IN ('who', 'change', 'first', 'after')", name="kind"),)


class ReleaseCount(Base):
    """The population of a release: how many people of each class are in it, item by item (of who
    answered the item is empty). Later ones are compared with it. Never shown."""

    __tablename__ = "release_count"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    item: Mapped[str] = mapped_column(String(60), primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("scheduled_class.id"), primary_key=True)
    people: Mapped[int]

    __table_args__ = (CheckConstraint("people >= 1", name="people"),)


class ReleasePdf(Base):
    """A release as a tagged PDF: made once by the worker, and kept as it is."""

    __tablename__ = "release_pdf"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(Instant)


class ReleaseLink(Base):
    """A secret link for someone to read a release without an account: kept as a keyed hash, shown
    once, until a day, or until it is ended."""

    __tablename__ = "release_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (Index("ix_release_link_release_id", "release_id"),)
