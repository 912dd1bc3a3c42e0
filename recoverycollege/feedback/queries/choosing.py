"""Which figures there are to choose from. Two statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select

from recoverycollege.catalogue.models import Course, Strand, Term
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.database import db
from recoverycollege.feedback.models import Turnout
from recoverycollege.feedback.rules.privacy import THRESHOLD, may_show

PAGE = 30


@dataclass(frozen=True)
class ClassLine:
    """A class whose forms are closed. Too small, it is shown with its course."""

    id: int
    title: str
    starts_at: datetime | None
    shown: bool


def strands_terms_courses() -> dict[str, list[tuple[int, str]]]:
    """Scope → (id, name) of all that have figures: strands in the catalogue's order, terms the
    newest first, courses by title."""
    of: dict[str, Any] = {"strand": Strand, "term": Term, "course": Course}
    name = func.coalesce(Strand.name, Term.name, Course.title)
    query = select(Turnout.scope, Turnout.scope_id, name).where(Turnout.both >= THRESHOLD)
    for scope, model in of.items():
        query = query.outerjoin(model, and_(Turnout.scope == scope, model.id == Turnout.scope_id))
    query = query.where(Turnout.scope.in_(of), name.is_not(None))
    query = query.order_by(
        Strand.position, Term.starts_on.desc(), func.lower(name), Turnout.scope_id
    )
    found: dict[str, list[tuple[int, str]]] = {scope: [] for scope in of}
    for scope, scope_id, words in db.session.execute(query):
        found[scope].append((scope_id, words))
    return found


def classes(page: int) -> tuple[list[ClassLine], int]:
    """A page of the classes whose forms are closed, the newest first, and how many pages."""
    starts = (
        select(func.min(ClassSession.starts_at))
        .where(ClassSession.class_id == ScheduledClass.id)
        .correlate(ScheduledClass)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(ScheduledClass.id, Course.title, starts, Turnout.both, func.count().over())
        .join(Turnout, and_(Turnout.scope == "class", Turnout.scope_id == ScheduledClass.id))
        .join(Course, Course.id == ScheduledClass.course_id)
        .order_by(starts.desc(), ScheduledClass.id.desc())
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    ).all()
    pages = -(-rows[0][4] // PAGE) if rows else 0
    return [ClassLine(i, title, at, may_show(both)) for i, title, at, both, _ in rows], pages
