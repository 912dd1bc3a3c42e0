"""Telling people that something waits for them under My hope.

One kind of letter for all of it, and no fact in it: what waits is looked up, with the key, as it
leaves, and its row is deleted once it is settled. So the outbox does not tell whose words wait.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from recoverycollege import letters
from recoverycollege.accounts.models import Person
from recoverycollege.database import db
from recoverycollege.feedback.models import FutureLetter, Quote
from recoverycollege.feedback.queries.quotes import authors
from recoverycollege.feedback.services.inviting import reached

KIND = "hope_waits"


def tell(key: str, today: date, now: datetime) -> int:
    """Writes to everyone for whom something waits that they were not told of. Whoever rests from us
    is told once they are back. Returns how many."""
    people = _authors_of_new_quotes(key, now) | _letters_due(today, now)
    for person_id in sorted(people):
        letters.post(KIND, person_id)
    return len(people)


def _authors_of_new_quotes(key: str, now: datetime) -> set[int]:
    query = select(Quote).where(Quote.state == "asked", Quote.told.is_(False)).order_by(Quote.id)
    new = db.session.scalars(query.with_for_update(skip_locked=True)).all()
    found = authors({quote.id: quote.class_id for quote in new}, key)
    whose = {quote_id: person_id for quote_id, (person_id, _) in found.items()}
    told = set(
        db.session.scalars(select(Person.id).where(Person.id.in_(whose.values()), reached(now)))
    )
    for quote in new:
        quote.told = whose.get(quote.id) in told
    return told


def _letters_due(today: date, now: datetime) -> set[int]:
    query = select(FutureLetter).join(Person, Person.id == FutureLetter.person_id)
    query = query.where(FutureLetter.told.is_(False), FutureLetter.opens_on <= today, reached(now))
    query = query.order_by(FutureLetter.id).limit(200)
    due = db.session.scalars(query.with_for_update(of=FutureLetter, skip_locked=True)).all()
    for letter in due:
        letter.told = True
    return {letter.person_id for letter in due if letter.opened_on is None}
