"""Finding courses by words, on SQLite (FTS5) and PostgreSQL (tsvector) alike.

A course is found when every word of the search begins one of its own. Both sides are folded the
same way, so accents, capitals and ø make no difference.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import (
    ColumnElement,
    Integer,
    Text,
    cast,
    column,
    delete,
    func,
    insert,
    literal_column,
    select,
    table,
)

from recoverycollege.catalogue.models import CatalogueWord, Course
from recoverycollege.database import db, is_postgres
from recoverycollege.text import words

MOST_WORDS = 12
LONGEST_WORD = 40
_LAST_LETTER = "\U0010ffff"

_index = table("course_search", column("rowid", Integer), column("words", Text))


def query_words(typed: str) -> list[str]:
    """The words that are searched for: folded, and not more than a person would type."""
    return [word[:LONGEST_WORD] for word in words(typed)[:MOST_WORDS]]


def matching(searched: Sequence[str]) -> ColumnElement[bool]:
    """Whether a course has all the words, each perhaps not finished."""
    return _matches(searched, " & " if is_postgres() else " AND ")


def matching_any(searched: Sequence[str]) -> ColumnElement[bool]:
    """Whether a course has at least one of the words."""
    return _matches(searched, " | " if is_postgres() else " OR ")


def begins_a_word(beginning: str) -> ColumnElement[bool]:
    """Whether any word of the catalogue begins so."""
    found = select(CatalogueWord.word)
    if is_postgres():
        found = found.where(func.starts_with(CatalogueWord.word, beginning))
    else:
        found = found.where(CatalogueWord.word.between(beginning, beginning + _LAST_LETTER))
    return found.exists()


def put_in_index(course_id: int, folded: str) -> None:
    """Makes a course findable by `folded`, or by nothing when that is empty.

    PostgreSQL keeps its index over `course.words` by itself.
    """
    if is_postgres():
        return
    db.session.execute(delete(_index).where(_index.c.rowid == course_id))
    if folded:
        db.session.execute(insert(_index).values(rowid=course_id, words=folded))


def indexed() -> dict[int, str]:
    """Course id → the words it is found by, as the index has them (for the audit)."""
    if is_postgres():
        rows = db.session.execute(select(Course.id, Course.words).where(Course.words != ""))
    else:
        rows = db.session.execute(select(_index.c.rowid, _index.c.words))
    return {row[0]: row[1] for row in rows}


def _matches(searched: Sequence[str], joined_by: str) -> ColumnElement[bool]:
    """Folded words hold letters and digits only; quoted, none is taken for an operator."""
    if is_postgres():
        query = joined_by.join(f"'{word}':*" for word in searched)
        simple: ColumnElement[str] = literal_column("'simple'::regconfig")
        # Written as the index is, or PostgreSQL would not use it.
        return func.to_tsvector(simple, Course.words).op("@@", is_comparison=True)(
            func.to_tsquery(simple, cast(query, Text))
        )
    query = joined_by.join(f'"{word}"*' for word in searched)
    found = select(_index.c.rowid).where(_index.c.words.op("MATCH")(query))
    return Course.id.in_(found)
