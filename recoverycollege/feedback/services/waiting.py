"""Telling people that something waits for them under My hope.

One kind of letter for all of it, and no fact in it: what waits is looked up, with the key, as it
leaves, and its row is deleted once it is settled. So the outbox does not tell whose words wait.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from recoverycollege import letters
from recoverycollege.database import db
from recoverycollege.feedback.models import FutureLetter, Quote
from recoverycollege.feedback.queries.quotes import authors

KIND = "hope_waits"


def tell(key: str, today: date) -> int:
    """Writes to everyone for whom something waits that they were not told of. Returns how many."""
    people = _authors_of_new_quotes(key) | _letters_due(today)
    for person_id in sorted(people):
        letters.post(KIND, person_id)
    return len(people)


def _authors_of_new_quotes(key: str) -> set[int]:
    query = select(Quote).where(Quote.state == "asked", Quote.told.is_(False)).order_by(Quote.id)
    new = db.session.scalars(query.with_for_update(skip_locked=True)).all()
    found = authors({quote.id: quote.class_id for quote in new}, key)
    for quote in new:
        quote.told = True
    return {person_id for person_id, _ in found.values()}


def _letters_due(today: date) -> set[int]:
    query = select(FutureLetter).where(FutureLetter.told.is_(False), FutureLetter.opens_on <= today)
    due = db.session.scalars(
        query.order_by(FutureLetter.id).limit(200).with_for_update(skip_locked=True)
    ).all()
    for letter in due:
        letter.told = True
    return {letter.person_id for letter in due if letter.opened_on is None}
