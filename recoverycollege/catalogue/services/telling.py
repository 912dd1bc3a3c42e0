"""Telling those who have ideas and write courses: a letter, or someone in the office who rings."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from recoverycollege import letters
from recoverycollege.accounts.models import Person
from recoverycollege.accounts.services.tasks import add_task

WORKING_TIME = timedelta(days=2)


def tell(person: Person, kind: str, *, now: datetime, **facts: Any) -> None:
    """Posts the letter `kind`; for someone who is reached by phone the office passes it on, unless
    all letters to them are stopped."""
    if person.contact_by != "phone":
        letters.post(kind, person.id, **facts)
    elif person.letters_stopped_at is None:
        add_task("tell", now=now, due_at=now + WORKING_TIME, person_id=person.id, words=kind)
