"""Courses, and what is like them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, literal, or_, select
from sqlalchemy.orm import joinedload, selectinload

from recoverycollege.catalogue import search
from recoverycollege.catalogue.models import CatalogueWord, Course, Strand
from recoverycollege.database import db

SIMILAR = 3
TELLING = 5  # letters; shorter words of a title say little about what is like it
SAME_STRAND = 2  # counts as much as this many words of the title


@dataclass(frozen=True)
class CourseLine:
    """A course as a link with a few words."""

    slug: str
    title: str
    summary: str
    strand_name: str
    strand_tint: str


@dataclass(frozen=True)
class Neighbours:
    """The courses most like one, and those before and after it in its strand."""

    similar: list[CourseLine]
    before: CourseLine | None
    after: CourseLine | None


def vocabulary() -> dict[str, int]:
    """The catalogue's words, and in how many courses each stands."""
    rows = db.session.execute(select(CatalogueWord.word, CatalogueWord.count))
    return {row[0]: row[1] for row in rows}


def strands() -> Sequence[Strand]:
    """The parts of the catalogue that have a course, in their order."""
    used = select(Course.strand_id).where(Course.in_catalogue)
    return db.session.scalars(
        select(Strand).where(Strand.id.in_(used)).order_by(Strand.position, Strand.name)
    ).all()


def course_at(slug: str) -> Course | None:
    """A course of the catalogue with its strand and outcomes; None for any other."""
    return db.session.scalar(
        select(Course)
        .where(Course.slug == slug, Course.in_catalogue)
        .options(joinedload(Course.strand), selectinload(Course.outcomes))
    )


def courses_in_order() -> Sequence[Course]:
    """Every course of the catalogue by strand and title, for the prospectus."""
    return db.session.scalars(
        select(Course)
        .join(Course.strand)
        .where(Course.in_catalogue)
        .order_by(Strand.position, Strand.name, func.lower(Course.title), Course.id)
        .options(joinedload(Course.strand))
    ).all()


def neighbours(course: Course) -> Neighbours:
    """What else might interest someone who reads about this course, in one statement."""
    telling = [word for word in search.query_words(course.title) if len(word) >= TELLING]
    same = Course.strand_id == course.strand_id
    likeness: ColumnElement[int] = case((same, SAME_STRAND), else_=0)
    for word in telling:
        likeness = likeness + case((search.matching([word]), 1), else_=literal(0))
    rows = db.session.execute(
        select(Course.slug, Course.title, Course.summary, Strand.name, Strand.tint, same, likeness)
        .join(Strand, Strand.id == Course.strand_id)
        .where(
            Course.in_catalogue,
            or_(same, search.matching_any(telling)) if telling else same,
        )
        .order_by(func.lower(Course.title), Course.id)
    ).all()
    line = {row.slug: CourseLine(*row[:5]) for row in rows}
    alike = sorted((r for r in rows if r.slug != course.slug), key=lambda row: -row[6])
    in_strand = [row.slug for row in rows if row[5]]
    place = in_strand.index(course.slug)
    return Neighbours(
        similar=[line[row.slug] for row in alike[:SIMILAR]],
        before=line[in_strand[place - 1]] if place else None,
        after=line[in_strand[place + 1]] if place + 1 < len(in_strand) else None,
    )
