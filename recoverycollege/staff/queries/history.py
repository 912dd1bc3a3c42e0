"""What was done, by whom: the history with names beside its ids."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from recoverycollege.accounts.models import Person
from recoverycollege.catalogue.models import Course, Term
from recoverycollege.classes.models import ScheduledClass, Venue
from recoverycollege.database import db
from recoverycollege.history import Entry
from recoverycollege.text import fold

Rows: TypeAlias = Select[*tuple[Any, ...]]
PAGE = 40
MOST = 300  # of one class
MOVED, PUT_BACK = "place.moved", "place.put_back"
BEFORE = ("place.put_first", "place.turn_kept", MOVED)


@dataclass(frozen=True)
class Filters:
    """What to look for; empty means all."""

    topic: str = ""  # "place", "person", "class" …: what an action begins with
    name: str = ""  # part of the name of whoever did it or whom it is about
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Done:
    """One entry of the history."""

    at: datetime
    action: str
    actor: str | None
    person_id: int | None
    person: str | None
    about_kind: str
    about_id: int | None
    about: str | None  # the name of the course, term or venue
    detail: dict[str, Any]


def _entries() -> tuple[Rows, Any, Any]:
    actor, person = aliased(Person), aliased(Person)
    query = (
        select(
            Entry.at,
            Entry.action,
            actor.name.label("actor"),
            Entry.person_id,
            person.name.label("person"),
            Entry.about_kind,
            Entry.about_id,
            func.coalesce(Course.title, Term.name, Venue.name).label("about"),
            Entry.detail,
        )
        .outerjoin(actor, actor.id == Entry.actor_id)
        .outerjoin(person, person.id == Entry.person_id)
        .outerjoin(ScheduledClass, _about("class", ScheduledClass.id))
        .outerjoin(Course, or_(Course.id == ScheduledClass.course_id, _about("course", Course.id)))
        .outerjoin(Term, _about("term", Term.id))
        .outerjoin(Venue, _about("venue", Venue.id))
    )
    return query, actor, person


def _about(kind: str, ids: Any) -> ColumnElement[bool]:
    return and_(Entry.about_kind == kind, ids == Entry.about_id)


def history(filters: Filters, page: int, zone: ZoneInfo) -> tuple[list[Done], int]:
    """One page of entries, newest first, and how many pages there are."""
    query, actor, person = _entries()
    if filters.topic:
        query = query.where(Entry.action.startswith(filters.topic + ".", autoescape=True))
    for word in fold(filters.name).split():
        query = query.where(actor.folded_name.contains(word) | person.folded_name.contains(word))
    if filters.since:
        query = query.where(Entry.at >= datetime.combine(filters.since, time(), zone))
    if filters.until:
        end = datetime.combine(filters.until, time(), zone) + timedelta(days=1)
        query = query.where(Entry.at < end)
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    query = query.order_by(Entry.at.desc(), Entry.id.desc()).limit(PAGE).offset((page - 1) * PAGE)
    return [Done(**row._mapping) for row in db.session.execute(query)], -(-total // PAGE)


def history_of_class(class_id: int, enrolment_ids: Sequence[int]) -> list[Done]:
    """What was done about a class and every place on it, newest first."""
    about = or_(
        and_(Entry.about_kind == "class", Entry.about_id == class_id),
        and_(Entry.about_kind == "enrolment", Entry.about_id.in_(enrolment_ids)),
    )
    query = _entries()[0].where(about).order_by(Entry.at.desc(), Entry.id.desc()).limit(MOST)
    return [Done(**row._mapping) for row in db.session.execute(query)]


def history_of_person(person_id: int) -> list[Done]:
    query = _entries()[0].where(Entry.person_id == person_id)
    query = query.order_by(Entry.at.desc(), Entry.id.desc()).limit(20)
    return [Done(**row._mapping) for row in db.session.execute(query)]


def why_before(enrolment_ids: Collection[int]) -> dict[int, str]:
    """Enrolment id → what put it before others in line last: an action of the history. Whoever
    goes back to their own turn keeps the one a class called off gave."""
    query = (
        select(Entry.about_id, Entry.action)
        .where(Entry.about_kind == "enrolment", Entry.about_id.in_(enrolment_ids))
        .where(Entry.action.in_((*BEFORE, PUT_BACK)))
        .order_by(Entry.id)
    )
    found: dict[int, str] = {}
    for row in db.session.execute(query) if enrolment_ids else ():
        found[row.about_id] = MOVED if row.action == PUT_BACK else row.action
    return found
