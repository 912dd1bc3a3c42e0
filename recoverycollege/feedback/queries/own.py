"""What someone keeps for themselves. Always asked as *theirs*."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

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
    query = (
        select(func.count())
        .select_from(FutureLetter)
        .where(
            FutureLetter.person_id == person_id,
            FutureLetter.opens_on <= today,
            FutureLetter.opened_on.is_(None),
        )
    )
    return db.session.scalar(query) or 0


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
