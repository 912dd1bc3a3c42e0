"""The catalogue's one query: courses by words and choices, with their coming classes.

It lives here because it needs courses, classes and places at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    FromClause,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)

from recoverycollege.catalogue import search
from recoverycollege.catalogue.models import Course, Strand, Term
from recoverycollege.catalogue.rules import FACETS, OF_COURSES, Filters
from recoverycollege.classes.models import ScheduledClass, Venue
from recoverycollege.database import db
from recoverycollege.enrolment.queries.choices import class_conditions
from recoverycollege.enrolment.queries.coming import Coming, ComingClass, coming_classes

PAGE_SIZE = 12
SIMILAR = 3
TELLING = 4  # letters; shorter words stand in every course


@dataclass(frozen=True)
class Options:
    """What the tables offer (facet → value → name), and the typed words that begin none of the
    catalogue's."""

    choices: dict[str, dict[str, str]]
    unknown_words: list[str]


@dataclass(frozen=True)
class ListedCourse:
    """A course on a page of the catalogue, with those of its classes that met the choices."""

    id: int
    slug: str
    title: str
    summary: str
    strand_name: str
    strand_tint: str
    classes: list[ComingClass] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """One page of the answer."""

    courses: list[ListedCourse]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True)
class Nearest:
    """What is close to a search that found nothing: what there is without one part of it
    (part → how many courses), and courses that have some of its words (slug → title)."""

    without: dict[str, int]
    similar: dict[str, str]


def options(typed: Sequence[str], now: datetime, zone: ZoneInfo) -> Options:
    """What can be chosen, and which typed words nobody used."""
    today = now.astimezone(zone).date()
    taught = exists().where(ScheduledClass.venue_id == Venue.id, ScheduledClass.state == "open")
    in_use = exists().where(Course.strand_id == Strand.id, Course.in_catalogue)
    parts = [
        _option("strand", Strand.slug, Strand.name, Strand.position).where(in_use),
        _option("venue", Venue.slug, Venue.name).where(taught),
        _option("term", Term.slug, Term.name).where(Term.ends_on >= today),
        _option("language", Course.language, Course.language).where(Course.in_catalogue).distinct(),
        *(_option("", literal(w), literal("")).where(~search.begins_a_word(w)) for w in set(typed)),
    ]
    found: dict[str, dict[str, str]] = {what: {} for what in FACETS if FACETS[what] is None}
    unknown = []
    rows = db.session.execute(union_all(*parts)).all()
    for what, value, name, _ in sorted(rows, key=lambda row: (row.position, row.name)):
        if what:
            found[what][value] = name
        else:
            unknown.append(value)
    return Options(found, unknown)


def browse(filters: Filters, now: datetime, zone: ZoneInfo) -> Page:
    """The page of the catalogue that the filters ask for; the last one if they go beyond it.

    Courses that can be joined come first, by their soonest class with a place (or else with a
    line to join), then those without, by title. Two statements.
    """
    coming = Coming(now, now.astimezone(zone).date())
    conditions = class_conditions(coming, filters, zone)
    numbered = _numbered(filters, coming, conditions)
    last_full = (numbered.c.total - 1) // PAGE_SIZE
    wanted = case((last_full < filters.page - 1, last_full), else_=filters.page - 1)
    place = numbered.c.place
    rows = db.session.execute(
        select(numbered)
        .where(place > wanted * PAGE_SIZE, place <= (wanted + 1) * PAGE_SIZE)
        .order_by(place)
    ).all()
    if not rows:
        return Page([], 0, 1)
    classes = _by_course(coming, [row.id for row in rows], conditions)
    courses = [_listed(row, classes.get(row.id, [])) for row in rows]
    return Page(courses, rows[0].total, (rows[0].place - 1) // PAGE_SIZE + 1)


def nearest(filters: Filters, now: datetime, zone: ZoneInfo) -> Nearest:
    """What comes close when nothing is found, in one statement."""
    coming = Coming(now, now.astimezone(zone).date())
    parts: list[Any] = [
        _close(
            "without", literal(part), literal(""), _how_many(filters.without(part), coming, zone)
        )
        for part in filters.parts()
    ]
    telling = [word for word in search.query_words(filters.q) if len(word) >= TELLING]
    if telling:
        some = _close("similar", Course.slug, Course.title, literal(0))
        some = some.where(Course.in_catalogue, search.matching_any(telling))
        parts.append(select(some.order_by(Course.title).limit(SIMILAR).subquery()))
    rows = db.session.execute(union_all(*parts)).all() if parts else []
    return Nearest(
        without={row.value: row.found for row in rows if row.what == "without" and row.found},
        similar={row.value: row.name for row in rows if row.what == "similar"},
    )


def _close(what: str, value: Any, name: Any, found: Any) -> Any:
    return select(
        literal(what).label("what"),
        value.label("value"),
        name.label("name"),
        found.label("found"),
    )


def _option(what: str, value: Any, name: Any, position: Any = None) -> Any:
    return select(
        literal(what).label("what"),
        value.label("value"),
        name.label("name"),
        (literal(0) if position is None else position).label("position"),
    )


def _course_conditions(filters: Filters) -> list[ColumnElement[bool]]:
    columns = {"kind": Course.kind, "for": Course.for_whom, "language": Course.language}
    found: list[ColumnElement[bool]] = [Course.in_catalogue.is_(True)]
    found += [column.in_(filters.values(f)) for f, column in columns.items() if filters.values(f)]
    if strands := filters.values("strand"):
        found.append(Course.strand_id.in_(select(Strand.id).where(Strand.slug.in_(strands))))
    if filters.q:
        searched = search.query_words(filters.q)
        found.append(search.matching(searched) if searched else literal(False))
    return found


def _about_classes(filters: Filters) -> bool:
    """Whether a course needs a class to be found."""
    return filters.places or any(facet not in OF_COURSES for facet in filters.chosen)


def _numbered(
    filters: Filters, coming: Coming, conditions: Sequence[ColumnElement[bool]]
) -> FromClause:
    """Every course found, with its place in the order and how many there are."""
    dates = (
        coming.select(
            ScheduledClass.course_id,
            func.coalesce(
                func.min(case((coming.has_places, coming.first_at))),
                func.min(case((coming.joinable, coming.first_at))),
            ).label("soonest"),
        )
        .where(*conditions)
        .group_by(ScheduledClass.course_id)
        .subquery("soonest")
    )
    title = func.lower(Course.title)
    named = [title.contains(word, autoescape=True) for word in search.query_words(filters.q)]
    first = case((or_(*named), 0), else_=1) if named else literal(0)
    order = (first, dates.c.soonest.is_(None), dates.c.soonest, title, Course.id)
    return (
        select(
            Course.id,
            Course.slug,
            Course.title,
            Course.summary,
            Strand.name.label("strand_name"),
            Strand.tint.label("strand_tint"),
            func.row_number().over(order_by=order).label("place"),
            func.count().over().label("total"),
        )
        .join(Strand, Strand.id == Course.strand_id)
        .join(dates, dates.c.course_id == Course.id, isouter=not _about_classes(filters))
        .where(*_course_conditions(filters))
        .subquery("numbered")
    )


def _how_many(filters: Filters, coming: Coming, zone: ZoneInfo) -> Any:
    counted = select(func.count(Course.id)).where(*_course_conditions(filters))
    if _about_classes(filters):
        taught = coming.select(ScheduledClass.course_id)
        taught = taught.where(*class_conditions(coming, filters, zone))
        counted = counted.where(Course.id.in_(taught))
    return counted.scalar_subquery()


def _by_course(
    coming: Coming, ids: Sequence[int], conditions: Sequence[ColumnElement[bool]]
) -> dict[int, list[ComingClass]]:
    found: dict[int, list[ComingClass]] = {}
    for one in coming_classes(coming, ScheduledClass.course_id.in_(ids), *conditions):
        found.setdefault(one.course_id, []).append(one)
    return found


def _listed(row: Any, classes: list[ComingClass]) -> ListedCourse:
    """The soonest class with a place leads, else the soonest with a line to join."""
    return ListedCourse(
        row.id,
        row.slug,
        row.title,
        row.summary,
        row.strand_name,
        row.strand_tint,
        sorted(classes, key=lambda one: (not one.has_places, not one.joinable)),
    )
