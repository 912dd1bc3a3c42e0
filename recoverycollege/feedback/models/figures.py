"""Figures that the worker computed. Pages only read them; nothing of fewer than eight is here.

`scope` and `scope_id` say of whom: a class, a course, a strand, a term, or the college (id 0).
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from recoverycollege.database import Base, Instant
from recoverycollege.feedback.models.waves import ANSWERED

SCOPES = ("class", "course", "strand", "term", "college")


class Change(Base):
    """Before and after, for one item or score: every pair of a scope. Frozen once it is there;
    replaced only by figures of at least eight people more or fewer."""

    __tablename__ = "change"

    scope: Mapped[str] = mapped_column(String(8), primary_key=True)
    scope_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int]  # the order in which items are shown
    words: Mapped[str] = mapped_column(String(300), default="")  # of a course's own outcome
    n: Mapped[int]
    mean_before: Mapped[float]
    mean_after: Mapped[float]
    difference: Mapped[float]
    low: Mapped[float]  # of the 95 % t interval
    high: Mapped[float]
    up: Mapped[int]
    same: Mapped[int]
    down: Mapped[int]
    effect: Mapped[float | None]  # d_av × J, from 20 pairs
    d_z: Mapped[float | None]  # from here for the technical table, from 30 pairs
    t_p: Mapped[float | None]
    signed_rank_p: Mapped[float | None]
    rank_biserial: Mapped[float | None]
    better: Mapped[int | None]  # of a score, from 30 pairs: by its published step, or more
    worse: Mapped[int | None]
    spread: Mapped[dict[str, list[int]] | None] = mapped_column(JSON)  # as shown, from 20 pairs
    made_on: Mapped[date]

    __table_args__ = (
        CheckConstraint(f"scope IN {SCOPES}", name="scope"),
        CheckConstraint("n >= 8", name="n"),
    )


class Baseline(Base):
    """How those began on an item who answered before and after, and those who answered only before
    (`n`, `mean`): who stays may differ from who does not. `item` is `only_before` of the item.
    The pairs are those of the change of the same scope."""

    __tablename__ = "baseline"

    scope: Mapped[str] = mapped_column(String(8), primary_key=True)
    scope_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item: Mapped[str] = mapped_column(String(60), primary_key=True)
    n: Mapped[int]
    mean: Mapped[float]
    pairs: Mapped[int]
    pairs_mean: Mapped[float]
    difference: Mapped[float]  # of the pairs less the others
    low: Mapped[float]  # of the 95 % interval (Welch)
    high: Mapped[float]
    made_on: Mapped[date]

    __table_args__ = (
        CheckConstraint(f"scope IN {SCOPES}", name="scope"),
        CheckConstraint("n >= 8 AND pairs >= 8", name="n"),
    )


class Afterwards(Base):
    """The mean of an item that is asked only after the class. Frozen like a change. Where others
    are asked it before, too, `item` is `only_after` of the item."""

    __tablename__ = "afterwards"

    scope: Mapped[str] = mapped_column(String(8), primary_key=True)
    scope_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item: Mapped[str] = mapped_column(String(60), primary_key=True)
    words: Mapped[str] = mapped_column(String(300), server_default="")  # where they are not ours
    n: Mapped[int]
    mean: Mapped[float]
    made_on: Mapped[date]

    __table_args__ = (
        CheckConstraint(f"scope IN {SCOPES}", name="scope"),
        CheckConstraint("n >= 8", name="n"),
    )


class Turnout(Base):
    """Who answered, of everyone with a place. A class has one once its forms are closed."""

    __tablename__ = "turnout"

    scope: Mapped[str] = mapped_column(String(8), primary_key=True)
    scope_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    places: Mapped[int]
    both: Mapped[int]
    before: Mapped[int]  # before only
    after: Mapped[int]  # after only
    neither: Mapped[int]
    untied: Mapped[int]  # answers that stand alone; nobody knows whose
    classes: Mapped[int] = mapped_column(default=1)  # how many are counted here
    made_on: Mapped[date]

    __table_args__ = (CheckConstraint(f"scope IN {SCOPES}", name="scope"),)


class PairCount(Base):
    """How many people of a class answered an item so before and so after, laid down once, when its
    forms are closed, and never changed. Pools are made of this and not of answers: whoever
    answers late, or deletes, would else be the difference. No code leads here. What is asked only
    afterwards, or was answered only before, has the same value twice; who answered at all has no
    item, and no values. Scores of an instrument lie here in millionths
    (`rules.instruments.given.stored`).

    `in_course` and so on: those of them whom no class closed earlier counts there. `again_in_term`
    and `again_in_college`: those whom exactly one does. An answer that stands alone is neither."""

    __tablename__ = "pair_count"

    class_id: Mapped[int] = mapped_column(ForeignKey("scheduled_class.id"), primary_key=True)
    item: Mapped[str] = mapped_column(String(60), primary_key=True)
    value_before: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value_after: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    people: Mapped[int]
    in_course: Mapped[int]
    in_strand: Mapped[int]
    in_term: Mapped[int]
    in_college: Mapped[int]
    again_in_term: Mapped[int]
    again_in_college: Mapped[int]

    __table_args__ = (
        CheckConstraint(
            "people >= 1 AND in_course BETWEEN 0 AND people AND in_strand BETWEEN 0 AND people"
            " AND in_term BETWEEN 0 AND people AND in_college BETWEEN 0 AND people"
            " AND again_in_term BETWEEN 0 AND people AND again_in_college BETWEEN 0 AND people",
            name="people",
        ),
    )


class Counted(Base):
    """Which classes a pooled figure counts: later figures must not differ from it by a few people.
    Of a turnout `item` is empty. `since`: with which publication of the figure a class came; the
    figures before it were read as well. No class ever goes."""

    __tablename__ = "counted"

    scope: Mapped[str] = mapped_column(String(8), primary_key=True)
    scope_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item: Mapped[str] = mapped_column(String(60), primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("scheduled_class.id"), primary_key=True)
    since: Mapped[int] = mapped_column(server_default="1")

    __table_args__ = (CheckConstraint(f"scope IN {SCOPES[1:]}", name="scope"),)


class TermFigures(Base):
    """A term in numbers, whole (no strand) or a strand of it; computed again and again."""

    __tablename__ = "term_figures"

    id: Mapped[int] = mapped_column(primary_key=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id"))
    strand_id: Mapped[int | None] = mapped_column(ForeignKey("strand.id"))
    classes: Mapped[int]
    people: Mapped[int]
    enrolments: Mapped[int]
    places: Mapped[int]
    unfilled: Mapped[int]
    waiting: Mapped[int]
    marks: Mapped[int]  # attendance marks set
    came: Mapped[int]  # of these, came or came for a part
    made_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (Index("ix_term_figures_term_id", "term_id"),)


class TermLevel(Base):
    """Where people stood on an item, in the whole college in one term: of forms that have no
    before and after. Each person counts once. Made once, when the forms are closed, and frozen;
    nothing of fewer than eight. There is none of a class or a course, so that no two of them can
    be laid beside each other."""

    __tablename__ = "term_level"

    term_id: Mapped[int] = mapped_column(ForeignKey("term.id"), primary_key=True)
    wave: Mapped[str] = mapped_column(String(12), primary_key=True)
    item: Mapped[str] = mapped_column(String(60), primary_key=True)
    words: Mapped[str] = mapped_column(String(300), default="")  # where they are the college's own
    n: Mapped[int]
    mean: Mapped[float]
    made_on: Mapped[date]

    __table_args__ = (
        CheckConstraint(f"wave IN {ANSWERED}", name="wave"),
        CheckConstraint("n >= 8", name="n"),
    )
