"""Whose calendar a secret link opens."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from recoverycollege.accounts.models import Person
from recoverycollege.classes.models import CalendarFeed
from recoverycollege.database import db
from recoverycollege.keyed import secret_hash


@dataclass(frozen=True)
class Feed:
    """Whose calendar it is, and how it speaks."""

    person_id: int
    titles: bool
    language: str


def hash_of(key: str) -> str:
    """What is kept of a key."""
    return secret_hash(f"feed-key:{key}")


def feed_of(person_id: int) -> CalendarFeed | None:
    """The link a person has made, if there is one."""
    return db.session.get(CalendarFeed, person_id)


def opened_feed(key: str) -> Feed | None:
    """The feed a key opens: none for a link that was ended, and none of someone who was erased
    or whom nothing may be sent to."""
    row = db.session.execute(
        select(CalendarFeed.person_id, CalendarFeed.titles, Person.language)
        .join(Person, Person.id == CalendarFeed.person_id)
        .where(CalendarFeed.key_hash == hash_of(key))
        .where(Person.erased_at.is_(None), Person.letters_stopped_at.is_(None))
    ).one_or_none()
    return Feed(*row) if row else None
