"""What someone keeps for themselves. Always asked as *theirs*."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, exists, func, or_, select

from recoverycollege.database import db
from recoverycollege.feedback.models import FutureLetter, OwnNote
from recoverycollege.feedback.rules.sealing import unseal


def notes(person_id: int, kind: str) -> Sequence[OwnNote]:
    """Goals not reached first, then the newest first."""
    query = select(OwnNote).where(OwnNote.person_id == person_id, OwnNote.kind == kind)
    order = (OwnNote.reached_on.is_not(None), OwnNote.id.desc())
    return db.session.scalars(query.order_by(*order)).all()


def note(person_id: int, note_id: int) -> OwnNote | None:
    query = select(OwnNote).where(OwnNote.id == note_id, OwnNote.person_id == person_id)
    return db.session.scalar(query)


def letters(person_id: int) -> Sequence[FutureLetter]:
    """The next to open first."""
    query = select(FutureLetter).where(FutureLetter.person_id == person_id)
    return db.session.scalars(query.order_by(FutureLetter.opens_on, FutureLetter.id)).all()


def letter(person_id: int, letter_id: int) -> FutureLetter | None:
    query = select(FutureLetter).where(FutureLetter.id == letter_id)
    return db.session.scalar(query.where(FutureLetter.person_id == person_id))


def letters_to_open(person_id: int, today: date) -> int:
    """How many letters of someone can be opened and have not been."""
    return db.session.scalar(_to_open(person_id, today)) or 0


def _to_open(person_id: int, today: date) -> Select[int]:
    query = select(func.count()).select_from(FutureLetter)
    return query.where(
        FutureLetter.person_id == person_id,
        FutureLetter.opens_on <= today,
        FutureLetter.opened_on.is_(None),
    )


@dataclass(frozen=True)
class Kept:
    """Whether someone keeps a goal, something that helped or a letter to themselves; and how many
    letters can be opened and have not been."""

    anything: bool
    to_open: int


def kept(person_id: int, today: date) -> Kept:
    """One statement."""
    there = [exists().where(table.person_id == person_id) for table in (OwnNote, FutureLetter)]
    due = _to_open(person_id, today).scalar_subquery()
    anything, to_open = db.session.execute(select(or_(*there), due)).one()
    return Kept(bool(anything), to_open)


def letters_given_out(person_id: int, key: str) -> list[dict[str, Any]]:
    """One's own letters with their words, also those still sealed: for whoever is given all that
    is held about them."""
    return [
        {
            "written_on": one.written_on,
            "opens_on": one.opens_on,
            "words": unseal(key, person_id, one.sealed) or "",
        }
        for one in letters(person_id)
    ]
