"""Free texts across classes, for the office: by theme, course and term, and by a word in them.

Only where eight people answered after the class, as everywhere: a class alone, or the classes that
its course pools. A term shows only classes that stand alone: of a pool that reaches over two terms,
the part would be told by the difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, exists, func, or_, select

from recoverycollege.catalogue.models import Course, Term
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.feedback.models import (
    Counted,
    FreeText,
    PairCount,
    TextTheme,
    Theme,
    Turnout,
)
from recoverycollege.feedback.queries.pairs import ANSWERED
from recoverycollege.feedback.rules.pooling import Part, together
from recoverycollege.feedback.rules.privacy import may_show, rounded

MOST_SHOWN = 50
NO_THEME = 0  # asked for in the place of a theme: texts about none yet


@dataclass(frozen=True)
class ClassOfWords:
    """A class whose words may be shown; `alone`: without the others of its course."""

    course_id: int
    course: str
    term_id: int | None
    alone: bool


@dataclass(frozen=True)
class Text:
    """Words as they may be shown: of which course, and about what. Nothing else is known here."""

    id: str
    words: str
    course: str
    themes: frozenset[int]


def classes_with_words() -> dict[int, ClassOfWords]:
    """Class → what is needed to choose among those whose words may be shown. One statement."""
    counted = exists().where(
        Counted.scope == "course",
        Counted.scope_id == ScheduledClass.course_id,
        Counted.item == ANSWERED,
        Counted.class_id == ScheduledClass.id,
    )
    answered = and_(PairCount.class_id == Turnout.scope_id, PairCount.item == ANSWERED)
    rows = db.session.execute(
        select(
            ScheduledClass.id,
            ScheduledClass.course_id,
            Course.title,
            ScheduledClass.term_id,
            Turnout.both + Turnout.after,
            func.coalesce(PairCount.in_course, 0),
            counted,
        )
        .select_from(Turnout)
        .join(ScheduledClass, ScheduledClass.id == Turnout.scope_id)
        .join(Course, Course.id == ScheduledClass.course_id)
        .outerjoin(PairCount, answered)
        .where(Turnout.scope == "class")
    ).all()
    found = {i: ClassOfWords(c, title, t, may_show(n)) for i, c, title, t, n, _, _ in rows}
    pools: dict[int, dict[int, Part]] = defaultdict(dict)
    for class_id, course_id, _title, _term, people, new, in_pool in rows:
        if in_pool:
            pools[course_id][class_id] = Part(people, people, {"course": new})
    pooled = {one for parts in pools.values() for one in together("course", parts)}
    return {i: one for i, one in found.items() if one.alone or i in pooled}


def narrowed(
    classes: dict[int, ClassOfWords], course_id: int | None, term_id: int | None
) -> dict[int, ClassOfWords]:
    """Those of a course, or of a term."""
    return {
        i: one
        for i, one in classes.items()
        if course_id in (None, one.course_id)
        and (term_id is None or (one.term_id == term_id and one.alone))
    }


def texts(
    classes: dict[int, ClassOfWords], theme_id: int | None = None, said: str = ""
) -> list[Text]:
    """The texts of these classes, about a theme, with a word in them: in the order of their keyed
    ids, which is no order; one more than are shown. Two statements."""
    query = select(FreeText).where(FreeText.class_id.in_(list(classes))).order_by(FreeText.id)
    about = exists().where(TextTheme.text_id == FreeText.id)
    if theme_id is not None:
        one = about.where(TextTheme.theme_id == theme_id)
        query = query.where(~about if theme_id == NO_THEME else one)
    if said:
        # As it is typed as well: SQLite makes only plain letters small.
        there = [FreeText.words.contains(said, autoescape=True)]
        there += [func.lower(FreeText.words).contains(said.lower(), autoescape=True)]
        query = query.where(or_(*there))
    rows = db.session.scalars(query.limit(MOST_SHOWN + 1)).all()
    of = themes_of([row.id for row in rows])
    return [
        Text(row.id, row.words, classes[row.class_id].course, frozenset(of.get(row.id, ())))
        for row in rows
    ]


def themes_of(ids: Collection[str]) -> dict[str, set[int]]:
    """Text → its themes."""
    found: dict[str, set[int]] = defaultdict(set)
    for row in db.session.scalars(select(TextTheme).where(TextTheme.text_id.in_(ids))):
        found[row.text_id].add(row.theme_id)
    return found


def themes() -> Sequence[Theme]:
    return db.session.scalars(select(Theme).order_by(func.lower(Theme.name), Theme.id)).all()


def counts(classes: Collection[int]) -> dict[int, int]:
    """Theme → how many texts, to the nearest five, where they are eight or more."""
    query = (
        select(TextTheme.theme_id, func.count())
        .join(FreeText, FreeText.id == TextTheme.text_id)
        .where(FreeText.class_id.in_(list(classes)))
        .group_by(TextTheme.theme_id)
    )
    rows = db.session.execute(query)
    return {theme_id: rounded(number) for theme_id, number in rows if may_show(number)}


def is_shown(text_id: str, classes: Collection[int]) -> bool:
    """Whether a text is one of those that may be shown."""
    found = db.session.get(FreeText, text_id)
    return found is not None and found.class_id in classes


def terms(ids: Collection[int]) -> Sequence[tuple[int, str]]:
    """(id, name) of these terms, the newest first."""
    query = select(Term.id, Term.name).where(Term.id.in_(ids)).order_by(Term.starts_on.desc())
    return [(i, name) for i, name in db.session.execute(query)]
