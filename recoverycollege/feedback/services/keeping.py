"""What someone writes for themselves. No history: that they wrote is theirs too."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import delete, func, select

from recoverycollege.database import db
from recoverycollege.feedback.models import FutureLetter, OwnNote
from recoverycollege.feedback.rules.sealing import seal
from recoverycollege.refusals import N_, Refused

MOST_NOTES = 100
WEEKS = (4, 12, 26, 52)
USUAL_WEEKS = 12
ENOUGH = N_("This page holds %(most)s of these. Delete one first.")


def add_note(person_id: int, kind: str, words: str, today: date) -> OwnNote:
    """A goal, or something that helped. Raises `Refused` where there are very many."""
    _room_for_one(OwnNote, person_id)
    row = OwnNote(person_id=person_id, kind=kind, words=words, made_on=today)
    db.session.add(row)
    db.session.flush()
    return row


def reach(found: OwnNote, today: date) -> None:
    """A goal is reached; or, pressed once more, not yet."""
    found.reached_on = None if found.reached_on else today


def write_letter(person_id: int, words: str, weeks: int, today: date, key: str) -> FutureLetter:
    """A letter to oneself, sealed until its day. Raises `Refused` where there are very many."""
    _room_for_one(FutureLetter, person_id)
    row = FutureLetter(
        person_id=person_id,
        sealed=seal(key, person_id, words),
        written_on=today,
        opens_on=today + timedelta(weeks=weeks),
    )
    db.session.add(row)
    db.session.flush()
    return row


def open_letter(found: FutureLetter, today: date) -> None:
    found.opened_on = found.opened_on or today


def forget_own(person_id: int) -> None:
    """Goals, what helped, and letters to oneself are gone, all at once."""
    for table in (OwnNote, FutureLetter):
        db.session.execute(delete(table).where(table.person_id == person_id))


def _room_for_one(table: type[OwnNote] | type[FutureLetter], person_id: int) -> None:
    count = select(func.count()).select_from(table).where(table.person_id == person_id)
    if (db.session.scalar(count) or 0) >= MOST_NOTES:
        raise Refused(ENOUGH, most=MOST_NOTES)
