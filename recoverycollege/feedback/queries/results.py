"""Reading what the worker computed: figures and words that may be shown, and of whom.

Nothing leaves here of fewer than eight people, and counts leave rounded: pages and files that show
them cannot tell more. `answer` is never read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, exists, func, select, tuple_

from recoverycollege.catalogue.models import Course, Strand, Term
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.database import db
from recoverycollege.feedback.models import (
    Afterwards,
    Baseline,
    Change,
    Counted,
    FreeText,
    PairCount,
    Turnout,
)
from recoverycollege.feedback.queries.pairs import ANSWERED
from recoverycollege.feedback.queries.parts import (
    Beginning,
    Group,
    Level,
    Line,
    beginning_of,
    groups_of,
    level_of,
    line_of,
)
from recoverycollege.feedback.rules.items import OWN, WORDS, plain, without_before
from recoverycollege.feedback.rules.pooling import Part, together
from recoverycollege.feedback.rules.privacy import THRESHOLD, may_show, rounded

Scope = tuple[str, int]
COLLEGE: Scope = ("college", 0)
MOST_WORDS_SHOWN = 100
ONCE = ("class", "term", "college")
NAMES = {"course": Course.title, "strand": Strand.name, "term": Term.name}


@dataclass(frozen=True)
class Subject:
    """What figures are of. A class has its course's name and id, and its first day."""

    scope: str
    id: int
    name: str = ""
    course_id: int | None = None
    starts_at: datetime | None = None


@dataclass(frozen=True)
class Figures:
    """All that may be shown of one scope; `pooled` when it is more than a class, `once` when each
    person counts once in its changes."""

    pooled: bool
    once: bool
    places: int
    groups: Sequence[Group]
    lines: Sequence[Line]
    beginnings: Sequence[Beginning]
    levels: Sequence[Level]
    classes: int
    made_on: date

    @property
    def sized(self) -> bool:
        """Whether there is an effect size to show."""
        return any(line.effect is not None for line in self.lines)


@dataclass(frozen=True)
class Report:
    """What a results page shows. A class that is too small has its course's `figures` and words
    in its place; then `stands_in`, or `words_stand_in`."""

    subject: Subject
    closed: bool
    figures: Figures | None
    stands_in: bool
    words: Sequence[str]
    words_stand_in: bool
    more_words: bool


def subject(scope: str, scope_id: int) -> Subject | None:
    """The thing itself, whether or not it has figures; None when there is no such thing."""
    if scope == "college":
        return Subject(scope, 0) if scope_id == 0 else None
    if scope == "class":
        starts = func.min(ClassSession.starts_at).label("starts_at")
        row = db.session.execute(
            select(Course.title, Course.id, starts)
            .join(ScheduledClass, ScheduledClass.course_id == Course.id)
            .outerjoin(ClassSession, ClassSession.class_id == ScheduledClass.id)
            .where(ScheduledClass.id == scope_id)
            .group_by(Course.id, Course.title)
        ).one_or_none()
        return Subject(scope, scope_id, *row) if row else None
    column = NAMES[scope]
    name = db.session.scalar(select(column).where(column.class_.id == scope_id))
    return Subject(scope, scope_id, name) if name is not None else None


def report(found: Subject) -> Report:
    """Everything a results page shows, in at most six statements."""
    own, course = (found.scope, found.id), _course_of(found)
    turnouts = _turnouts({own, course} if course else {own})
    figures = _figures([t for t in turnouts.values() if may_show(t.both)])
    words_of = _classes_with_words(found)
    words = _words(words_of)
    return Report(
        subject=found,
        closed=own in turnouts,
        figures=figures.get(own) or (figures.get(course) if course else None),
        stands_in=own not in figures,
        words=words[:MOST_WORDS_SHOWN],
        words_stand_in=found.scope == "class" and words_of != {found.id},
        more_words=len(words) > MOST_WORDS_SHOWN,
    )


def figures(scope: Scope) -> Figures | None:
    """What may be shown of one scope; None where that is nothing (yet)."""
    found = _turnouts({scope}).get(scope)
    return _figures([found]).get(scope) if found and may_show(found.both) else None


def _course_of(found: Subject) -> Scope | None:
    if found.scope == "course":
        return ("course", found.id)
    return ("course", found.course_id) if found.course_id else None


def _turnouts(scopes: Iterable[Scope]) -> dict[Scope, Turnout]:
    key = tuple_(Turnout.scope, Turnout.scope_id)
    rows = db.session.scalars(select(Turnout).where(key.in_(list(scopes))))
    return {(row.scope, row.scope_id): row for row in rows}


def _figures(shown: Sequence[Turnout]) -> dict[Scope, Figures]:
    if not shown:
        return {}
    scopes = [(turnout.scope, turnout.scope_id) for turnout in shown]
    changes, beginnings, later = (_rows(model, scopes) for model in (Change, Baseline, Afterwards))
    return {
        (turnout.scope, turnout.scope_id): Figures(
            pooled=turnout.scope != "class",
            once=turnout.scope in ONCE,
            places=rounded(turnout.places),
            groups=groups_of(turnout),
            lines=_lines(turnout, changes),
            beginnings=_beginnings(turnout, changes, beginnings),
            levels=_levels(turnout, later),
            classes=turnout.classes,
            made_on=turnout.made_on,
        )
        for turnout in shown
    }


def _rows(model: Any, scopes: Sequence[Scope]) -> Sequence[Any]:
    within = tuple_(model.scope, model.scope_id).in_(scopes)
    return db.session.scalars(select(model).where(within, model.n >= THRESHOLD)).all()


def _of(turnout: Turnout, rows: Iterable[Any]) -> list[Any]:
    """Those of these rows that are of the same scope."""
    return [r for r in rows if (r.scope, r.scope_id) == (turnout.scope, turnout.scope_id)]


def _changes(turnout: Turnout, rows: Iterable[Change]) -> list[Change]:
    """In their order; without questions whose words nobody knows any more."""
    ordered = sorted(_of(turnout, rows), key=lambda row: (row.position, row.item))
    return [row for row in ordered if row.words or row.item in OWN]


def _lines(turnout: Turnout, rows: Iterable[Change]) -> list[Line]:
    return [line_of(row) for row in _changes(turnout, rows)]


def _beginnings(
    turnout: Turnout, changes: Iterable[Change], rows: Iterable[Baseline]
) -> list[Beginning]:
    """In the order of the changes they stand beside."""
    found = {without_before(row.item): row for row in _of(turnout, rows)}
    ordered = _changes(turnout, changes)
    return [beginning_of(found[row.item], row.words) for row in ordered if row.item in found]


def _levels(turnout: Turnout, rows: Iterable[Afterwards]) -> list[Level]:
    ours = {item: place for place, item in enumerate(OWN)}
    ordered = sorted(
        _of(turnout, rows), key=lambda row: (ours.get(plain(row.item), len(ours)), row.words)
    )
    return [level_of(row) for row in ordered]


def _classes_with_words(found: Subject) -> set[int]:
    """The classes whose words are shown: the class itself when eight people answered after it,
    else all that its course may pool. A pool has the classes its figures count, so that it does
    not grow by the words of one small class. Answers that stand alone do not count towards the
    eight: one person could give several."""
    scope = _course_of(found)
    if scope is None:
        return set()
    counted = exists().where(
        Counted.scope == scope[0],
        Counted.scope_id == scope[1],
        Counted.item == ANSWERED,
        Counted.class_id == Turnout.scope_id,
    )
    answered = and_(PairCount.class_id == Turnout.scope_id, PairCount.item == ANSWERED)
    people = Turnout.both + Turnout.after
    rows = db.session.execute(
        select(Turnout.scope_id, people, func.coalesce(PairCount.in_course, 0), counted)
        .join(ScheduledClass, ScheduledClass.id == Turnout.scope_id)
        .outerjoin(PairCount, answered)
        .where(Turnout.scope == "class", ScheduledClass.course_id == scope[1])
    ).all()
    if any(found.scope == "class" and i == found.id and may_show(n) for i, n, _, _ in rows):
        return {found.id}
    parts = {i: Part(n, n, {"course": new}) for i, n, new, in_pool in rows if in_pool}
    return together("course", parts)


def _words(class_ids: set[int]) -> Sequence[str]:
    """In the order of their keyed ids, which is no order; one more than are shown."""
    return db.session.scalars(
        select(FreeText.words)
        .where(FreeText.class_id.in_(class_ids), FreeText.item == f"after-{WORDS}")
        .order_by(FreeText.id)
        .limit(MOST_WORDS_SHOWN + 1)
    ).all()
