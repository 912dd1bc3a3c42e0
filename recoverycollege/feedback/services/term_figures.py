"""Terms in numbers: the current one and those beside it, whole and by strand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, delete, func, select

from recoverycollege.catalogue.models import Course, Term
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Attendance, Enrolment
from recoverycollege.enrolment.queries.places import in_line, places_where
from recoverycollege.enrolment.rules.attendance import WAS_THERE
from recoverycollege.feedback.models import TermFigures
from recoverycollege.feedback.queries.forms import MAY_ANSWER

NUMBERS = ("classes", "enrolments", "places", "unfilled", "waiting", "marks", "came")
Of = tuple[int, int | None]  # a term, and one of its strands; None for the whole


def term_figures(now: datetime) -> list[TermFigures]:
    """The rows as they would be now, not yet added. Reads only, in five statements."""
    terms = _terms_around(now)
    found: dict[Of, Counter[str]] = {(term_id, None): Counter() for term_id in terms}
    for query in (_classes(terms), _marks(terms)):
        for row in db.session.execute(query).mappings():
            numbers = {name: int(row[name]) for name in NUMBERS if name in row}
            found.setdefault((row["term_id"], row["strand_id"]), Counter()).update(numbers)
            found[row["term_id"], None].update(numbers)
    for term_id, strand_id, people in db.session.execute(_people(terms, Course.strand_id)):
        found[term_id, strand_id]["people"] = people
    for term_id, people in db.session.execute(_people(terms)):
        found[term_id, None]["people"] = people  # who learns in two strands is one person
    return [_row(of, numbers, now) for of, numbers in found.items()]


def write_term_figures(rows: Sequence[TermFigures]) -> int:
    """Lays down these rows in the place of their terms' earlier ones. Returns how many."""
    terms = sorted({row.term_id for row in rows})
    db.session.execute(
        select(Term.id).where(Term.id.in_(terms)).order_by(Term.id).with_for_update()
    )
    db.session.execute(delete(TermFigures).where(TermFigures.term_id.in_(terms)))
    db.session.add_all(rows)
    db.session.flush()
    return len(rows)


def _terms_around(now: datetime) -> list[int]:
    """The term that began last, the one before and the one after."""
    terms = db.session.execute(select(Term.id, Term.starts_on).order_by(Term.starts_on)).all()
    begun = sum(starts_on <= now.date() for _, starts_on in terms)
    return [term_id for term_id, _ in terms[max(0, begun - 2) : begun + 1]]


def _of_terms(terms: Collection[int], *columns: Any) -> Select[Any]:
    """Figures of open classes, by term."""
    return (
        select(ScheduledClass.term_id, *columns)
        .select_from(ScheduledClass)
        .join(Course, Course.id == ScheduledClass.course_id)
        .where(ScheduledClass.state == "open", ScheduledClass.term_id.in_(terms))
    )


def _classes(terms: Collection[int]) -> Select[Any]:
    """Places and who has, keeps or waits for one: first by class, for a class that is overfull
    does not fill another."""
    taken = places_where(Enrolment.state.in_((*MAY_ANSWER, "offered")))
    full = (
        _of_terms(
            terms,
            Course.strand_id,
            ScheduledClass.capacity,
            func.count(case((Enrolment.state.in_(MAY_ANSWER), 1))).label("enrolments"),
            func.count(case((in_line(), 1))).label("waiting"),
            case((ScheduledClass.capacity > taken, ScheduledClass.capacity - taken), else_=0).label(
                "unfilled"
            ),
        )
        .outerjoin(Enrolment, Enrolment.class_id == ScheduledClass.id)
        .group_by(ScheduledClass.id, ScheduledClass.term_id, Course.strand_id)
        .subquery()
    )
    return select(
        full.c.term_id,
        full.c.strand_id,
        func.count().label("classes"),
        func.sum(full.c.enrolments).label("enrolments"),
        func.sum(full.c.capacity).label("places"),
        func.sum(full.c.unfilled).label("unfilled"),
        func.sum(full.c.waiting).label("waiting"),
    ).group_by(full.c.term_id, full.c.strand_id)


def _marks(terms: Collection[int]) -> Select[Any]:
    """Marks in the registers; what the college called off says nothing of who comes."""
    return (
        _of_terms(
            terms,
            Course.strand_id,
            func.count().label("marks"),
            func.count(case((Attendance.mark.in_(WAS_THERE), 1))).label("came"),
        )
        .join(ClassSession, ClassSession.class_id == ScheduledClass.id)
        .join(Attendance, Attendance.session_id == ClassSession.id)
        .where(Attendance.mark != "college_cancelled")
        .group_by(ScheduledClass.term_id, Course.strand_id)
    )


def _people(terms: Collection[int], *by: Any) -> Select[Any]:
    """People with a place, each counted once."""
    people = func.count(Enrolment.person_id.distinct()).label("people")
    return (
        _of_terms(terms, *by, people)
        .join(Enrolment, Enrolment.class_id == ScheduledClass.id)
        .where(Enrolment.state.in_(MAY_ANSWER))
        .group_by(ScheduledClass.term_id, *by)
    )


def _row(of: Of, numbers: Counter[str], now: datetime) -> TermFigures:
    named = {name: numbers[name] for name in (*NUMBERS, "people")}
    return TermFigures(term_id=of[0], strand_id=of[1], made_at=now, **named)
