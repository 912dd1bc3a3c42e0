"""A term in numbers, as the worker counted it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from recoverycollege.catalogue.models import Strand, Term
from recoverycollege.database import db
from recoverycollege.feedback.models import TermFigures
from recoverycollege.feedback.rules.privacy import percent


@dataclass(frozen=True)
class Numbers:
    """Of a whole term, or of one strand of it."""

    strand: str  # empty: all of it
    classes: int
    people: int
    enrolments: int
    places: int
    unfilled: int
    waiting: int
    registered: bool  # whether there is a mark yet
    attendance: int | None  # in per cent of the marks, where they may be told
    made_at: datetime


@dataclass(frozen=True)
class TermReport:
    """A term, its numbers as a whole and by strand."""

    term: Term
    whole: Numbers
    strands: Sequence[Numbers]


def counted_terms() -> Sequence[Term]:
    """The terms there are numbers of, the newest first."""
    there = select(TermFigures.term_id).where(TermFigures.strand_id.is_(None))
    return db.session.scalars(
        select(Term).where(Term.id.in_(there)).order_by(Term.starts_on.desc(), Term.id.desc())
    ).all()


def term_of(terms: Sequence[Term], today: date) -> Term | None:
    """The term that today is in, else the last one that began, else the first to come."""
    begun = [term for term in terms if term.starts_on <= today]
    return begun[0] if begun else (terms[-1] if terms else None)


def term_report(term: Term) -> TermReport:
    """The numbers of a term that has some."""
    rows = db.session.execute(
        select(TermFigures, Strand.name)
        .outerjoin(Strand, Strand.id == TermFigures.strand_id)
        .where(TermFigures.term_id == term.id)
        .order_by(Strand.position, Strand.id)
    ).all()
    numbers = [_numbers(row, name) for row, name in rows]
    whole = next(each for each in numbers if not each.strand)
    return TermReport(term, whole, [each for each in numbers if each.strand])


def _numbers(row: TermFigures, strand: str | None) -> Numbers:
    return Numbers(
        strand=strand or "",
        classes=row.classes,
        people=row.people,
        enrolments=row.enrolments,
        places=row.places,
        unfilled=row.unfilled,
        waiting=row.waiting,
        registered=row.marks > 0,
        attendance=percent(row.came, row.marks),
        made_at=row.made_at,
    )
