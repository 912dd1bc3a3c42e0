"""Courses, terms and venues as the office lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from recoverycollege.catalogue.models import Course, Strand, Term
from recoverycollege.classes.models import ClassSession, ScheduledClass, Venue
from recoverycollege.classes.rules.gate import ONE_TO_ONE
from recoverycollege.database import db
from recoverycollege.text import fold, words

PAGE = 30


@dataclass(frozen=True)
class CourseLine:
    """A course in the office's list."""

    id: int
    title: str
    kind: str
    strand: str
    in_catalogue: bool
    coming: int  # classes that are not over


def courses(search: str, state: str, now: datetime) -> list[CourseLine]:
    """Courses by their titles; with every word of `search` in the title, in or out of the
    catalogue. A college has some hundreds: the words are folded and compared here."""
    coming = (
        select(func.count(func.distinct(ScheduledClass.id)))
        .join(ClassSession)
        .where(
            ScheduledClass.course_id == Course.id,
            ScheduledClass.state != "called_off",
            ClassSession.ends_at >= now,
        )
        .scalar_subquery()
    )
    query = select(
        Course.id,
        Course.title,
        Course.kind,
        Strand.name.label("strand"),
        Course.in_catalogue,
        coming.label("coming"),
    ).join(Strand)
    if state in ("in", "out"):
        query = query.where(Course.in_catalogue == (state == "in"))
    rows = db.session.execute(query.order_by(func.lower(Course.title), Course.id))
    found = (CourseLine(**row._mapping) for row in rows)
    return [line for line in found if has_words(line.title, search)]


def has_words(title: str, search: str) -> bool:
    """Whether every word that was typed stands in the title, however it is accented."""
    folded = fold(title)
    return all(word in folded for word in words(search))


def course(course_id: int) -> Course | None:
    """A course with its strand and outcomes."""
    return db.session.scalar(
        select(Course)
        .where(Course.id == course_id)
        .options(joinedload(Course.strand, innerjoin=True), selectinload(Course.outcomes))
    )


def course_choices() -> Sequence[tuple[int, str]]:
    rows = db.session.execute(select(Course.id, Course.title).order_by(func.lower(Course.title)))
    return [(row[0], row[1]) for row in rows]


def is_one_to_one(course_id: int | None) -> bool:
    """Whether each class of a course is a time that one person can book."""
    found = select(Course.kind).where(Course.id == course_id)
    return course_id is not None and db.session.scalar(found) == ONE_TO_ONE


def strand_choices() -> Sequence[tuple[int, str]]:
    rows = db.session.execute(select(Strand.id, Strand.name).order_by(Strand.position, Strand.id))
    return [(row[0], row[1]) for row in rows]


def term_choices() -> Sequence[tuple[int, str]]:
    """Terms, the newest first."""
    rows = db.session.execute(select(Term.id, Term.name).order_by(Term.starts_on.desc(), Term.id))
    return [(row[0], row[1]) for row in rows]


def venue_choices() -> Sequence[tuple[int, str]]:
    rows = db.session.execute(select(Venue.id, Venue.name).order_by(Venue.online, Venue.name))
    return [(row[0], row[1]) for row in rows]


def terms() -> list[tuple[Term, int]]:
    """Terms, the newest first, each with how many classes it has."""
    classes = (
        select(func.count(ScheduledClass.id))
        .where(ScheduledClass.term_id == Term.id)
        .scalar_subquery()
    )
    rows = db.session.execute(select(Term, classes).order_by(Term.starts_on.desc(), Term.id))
    return [(row[0], row[1]) for row in rows]


def venues() -> Sequence[Venue]:
    return db.session.scalars(select(Venue).order_by(Venue.online, Venue.name)).all()
