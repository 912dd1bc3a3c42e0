"""The outbox as the office sees it: what waits, what went, what is stuck."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import selectinload

from recoverycollege.accounts.models import Person
from recoverycollege.database import db
from recoverycollege.letters import mending
from recoverycollege.letters.outbox import Letter
from recoverycollege.letters.paper import MOST, WAITS, in_batch
from recoverycollege.text import fold

Rows: TypeAlias = Select[*tuple[Any, ...]]
PAGE = 30


@dataclass(frozen=True)
class Line:
    """A letter in the list: its words are read on its own page only."""

    id: int
    kind: str
    state: str
    channel: str
    name: str
    person_id: int
    created_at: datetime
    due_at: datetime
    sent_at: datetime | None
    problem: str


def counts() -> dict[str, int]:
    query = select(Letter.state, func.count()).group_by(Letter.state)
    return {row[0]: row[1] for row in db.session.execute(query)}


def tried_out() -> int:
    """How many letters were given up after two days of tries."""
    return db.session.scalar(select(func.count()).where(mending.tried_out())) or 0


def _lines() -> Rows:
    return select(
        Letter.id,
        Letter.kind,
        Letter.state,
        Letter.channel,
        Person.name,
        Letter.person_id,
        Letter.created_at,
        Letter.due_at,
        Letter.sent_at,
        Letter.problem,
    ).join(Person, Person.id == Letter.person_id)


def _matching(query: Rows, state: str, channel: str, search: str) -> Rows:
    if state:
        query = query.where(Letter.state == state)
    if channel:
        query = query.where(Letter.channel == channel)
    for word in fold(search).split():
        query = query.where(
            or_(Person.folded_name.contains(word), Letter.kind.contains(word, autoescape=True))
        )
    return query


def letters(state: str, channel: str, search: str, page: int) -> tuple[list[Line], int]:
    """One page of letters, newest first, and how many pages there are. How a letter goes is
    known when it leaves: those still on their way have no channel yet."""
    query = _matching(_lines(), state, channel, search)
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    query = query.order_by(Letter.id.desc()).limit(PAGE).offset((page - 1) * PAGE)
    return [Line(**row._mapping) for row in db.session.execute(query)], -(-total // PAGE)


def letters_of_person(person_id: int) -> list[Line]:
    query = _lines().where(Letter.person_id == person_id).order_by(Letter.id.desc()).limit(20)
    return [Line(**row._mapping) for row in db.session.execute(query)]


def letter(letter_id: int) -> tuple[Letter, str] | None:
    """A letter and the name of the person it is for."""
    row = db.session.execute(
        select(Letter, Person.name)
        .join(Person, Person.id == Letter.person_id)
        .where(Letter.id == letter_id)
    ).first()
    return (row[0], row[1]) if row else None


def to_print() -> list[Line]:
    """The letters on paper that wait, the oldest first."""
    query = _lines().where(WAITS).order_by(Letter.id).limit(MOST)
    return [Line(**row._mapping) for row in db.session.execute(query)]


def batch(now: datetime) -> list[tuple[Letter, Person]]:
    """The letters that are being printed. Their people come along with their addresses, so that
    looking up where each goes asks nothing more."""
    rows = db.session.execute(
        select(Letter, Person)
        .join(Person, Person.id == Letter.person_id)
        .where(in_batch(now))
        .options(selectinload(Person.contacts))
        .order_by(Letter.id)
    )
    return [(row[0], row[1]) for row in rows]


def parked() -> int:
    return db.session.scalar(select(func.count()).where(Letter.state == "parked")) or 0
