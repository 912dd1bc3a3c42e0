"""Courses, strands, terms and support change, and what search knows of them stays true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import delete, select, text
from sqlalchemy.orm import InstrumentedAttribute

from recoverycollege.catalogue import search
from recoverycollege.catalogue.models import (
    CatalogueWord,
    Course,
    CourseDesign,
    LearningOutcome,
    Strand,
    SupportEntry,
    Term,
)
from recoverycollege.catalogue.rules import KIND_WORDS
from recoverycollege.catalogue.services.versions import keep_version
from recoverycollege.database import db, is_postgres
from recoverycollege.text import clean, filename_safe, words

LONGEST_WORD = 60
SLUG_LENGTH = 50
Row = TypeVar("Row", Strand, Term, SupportEntry)


def save_course(
    course: Course | None,
    values: Mapping[str, Any],
    outcomes: Sequence[str],
    *,
    now: datetime,
    design: CourseDesign | None = None,
) -> Course:
    """A new course, or the given one, with these values of its columns and these outcomes.

    The public names search knows of it stay. A course with a new title keeps its address. Where
    the catalogue shows other words than before, there is a new version; with `design`, in which
    they were agreed, always.
    """
    if course is not None:  # a name hidden since the course was read must not come back
        db.session.refresh(course, ["words"], with_for_update=True)
    names = _names_in(course) if course else []
    new = course is None
    course = course or Course(slug=_free_slug(Course.slug, values["title"]))
    _set(course, values)
    _set_outcomes(course, outcomes)
    db.session.add(course)
    db.session.flush()
    if course.in_catalogue or not new:  # a new draft is found by nothing, as before
        reindex(course.id, names)
    keep_version(course, now, design=design)
    return course


def publish(course: Course, now: datetime, public_names: Iterable[str] = ()) -> None:
    """Brings a course into the catalogue, to be found by its words and its teachers' names."""
    course.in_catalogue = True
    reindex(course.id, public_names)
    keep_version(course, now)


def save_strand(strand: Strand | None, values: Mapping[str, Any]) -> Strand:
    """A new strand, or the given one. Its courses are found by its new name."""
    if strand is None:
        return _save(Strand(slug=_free_slug(Strand.slug, values["name"])), values)
    courses = db.session.scalars(select(Course).where(Course.strand_id == strand.id)).all()
    names = {course.id: _names_in(course) for course in courses}
    _save(strand, values)
    for course in courses:
        _put_words(course, names[course.id])
    rebuild_words()
    return strand


def save_term(term: Term | None, values: Mapping[str, Any]) -> Term:
    """A new term, or the given one."""
    return _save(term or Term(slug=_free_slug(Term.slug, values["name"])), values)


def save_support_entry(entry: SupportEntry | None, values: Mapping[str, Any]) -> SupportEntry:
    """A new line of the support directory, or the given one."""
    return _save(entry or SupportEntry(), values)


def reindex(course_id: int, public_names: Iterable[str]) -> None:
    """Renews what search knows of a course. A course outside the catalogue is found by nothing."""
    db.session.flush()
    course = db.session.get(Course, course_id)
    if course is not None:
        _put_words(course, public_names)
        rebuild_words()


def rebuild_words() -> None:
    """Counts the catalogue's words anew: in how many courses each stands."""
    db.session.flush()
    if is_postgres():
        # Two who save at once would each count without the other's course.
        db.session.execute(text("LOCK TABLE catalogue_word IN SHARE ROW EXCLUSIVE MODE"))
    true = true_words()
    rows = db.session.execute(select(CatalogueWord.word, CatalogueWord.count))
    known = {row[0]: row[1] for row in rows}
    gone = [word for word in known if word not in true]
    changed = [{"w": w, "c": count} for w, count in true.items() if known.get(w) != count]
    if gone:
        db.session.execute(delete(CatalogueWord).where(CatalogueWord.word.in_(gone)))
    if changed:
        db.session.execute(
            text(
                "INSERT INTO catalogue_word (word, count) VALUES (:w, :c) "
                "ON CONFLICT (word) DO UPDATE SET count = excluded.count"
            ),
            changed,
        )


def true_words() -> Counter[str]:
    """The words of the catalogue as its courses have them."""
    stored = db.session.scalars(select(Course.words).where(Course.in_catalogue))
    return Counter(word for folded in stored for word in folded.split())


def words_of(course: Course, public_names: Iterable[str] = ()) -> str:
    """What search knows of a course: its folded words, each once."""
    strand = db.session.get_one(Strand, course.strand_id)
    told = [course.title, course.summary, course.description, course.expect, course.who_for]
    told += [outcome.words for outcome in course.outcomes]
    told += [strand.name, KIND_WORDS[course.kind], *public_names]
    found = dict.fromkeys(word[:LONGEST_WORD] for piece in told for word in words(piece))
    return " ".join(found)


def _put_words(course: Course, public_names: Iterable[str]) -> None:
    course.words = words_of(course, public_names) if course.in_catalogue else ""
    search.put_in_index(course.id, course.words)


def _names_in(course: Course) -> list[str]:
    """What search knows of a course beyond its own words: the names of those who teach it."""
    own = set(words_of(course).split())
    return [word for word in course.words.split() if word not in own]


def _save(row: Row, values: Mapping[str, Any]) -> Row:
    _set(row, values)
    db.session.add(row)
    db.session.flush()
    return row


def _set(row: Course | Row, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, clean(value) if isinstance(value, str) else value)


def _set_outcomes(course: Course, outcomes: Sequence[str]) -> None:
    """Rows that stay keep their ids: answers will name them."""
    lines = (clean(words).strip() for words in outcomes)
    wanted = [line for line in dict.fromkeys(lines) if line]
    known = {outcome.words: outcome for outcome in course.outcomes}
    course.outcomes = [known.get(line) or LearningOutcome(words=line) for line in wanted]
    for position, outcome in enumerate(course.outcomes):
        outcome.position = position


def _free_slug(column: InstrumentedAttribute[str], title: str) -> str:
    """An address made from a title, with a number where another one has it already."""
    wanted = filename_safe(title).replace(".", "-")[:SLUG_LENGTH].strip("-")
    taken = set(db.session.scalars(select(column).where(column.startswith(wanted))))
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
