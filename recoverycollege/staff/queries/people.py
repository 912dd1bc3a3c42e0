"""A person as the office sees them. Nothing here says whether someone teaches or is a peer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from recoverycollege.accounts.models import Consent, Contact, Person
from recoverycollege.accounts.queries import current_contact
from recoverycollege.database import db
from recoverycollege.history import Entry
from recoverycollege.text import fold

STOPPED = "person.letters_stopped"


@dataclass(frozen=True)
class Agreement:
    """The newest version of the charter a person agreed to."""

    version: int
    given_at: datetime
    channel: str


def person(person_id: int) -> Person | None:
    """The person with their contacts; None once their record was erased."""
    return db.session.scalar(
        select(Person)
        .where(Person.id == person_id, Person.erased_at.is_(None))
        .options(selectinload(Person.contacts))
    )


def in_use(person: Person) -> list[Contact]:
    """The ways to reach someone that were not replaced by newer ones."""
    return [contact for contact in person.contacts if contact.replaced_at is None]


def agreement(person_id: int) -> Agreement | None:
    found = db.session.scalar(
        select(Consent)
        .where(Consent.person_id == person_id, Consent.kind == "charter")
        .where(Consent.withdrawn_at.is_(None))
        .order_by(Consent.version.desc(), Consent.id.desc())
        .limit(1)
    )
    return Agreement(found.version, found.given_at, found.channel) if found else None


def stop_reason(person_id: int) -> str:
    """Why all letters were stopped, as a key."""
    detail = db.session.scalar(
        select(Entry.detail)
        .where(Entry.person_id == person_id, Entry.action == STOPPED)
        .order_by(Entry.id.desc())
        .limit(1)
    )
    return str((detail or {}).get("reason", "other"))


def alike(kind: str, key: str, name: str) -> list[Person]:
    """Whom a caller may already be: everyone reached there, for a household shares a telephone,
    and everyone of the same name, whichever part of it comes first."""
    there = select(Contact.person_id).join(Person).where(current_contact(kind, key))
    parts = fold(name).split()
    named = [" ".join(parts)[:200], " ".join([*parts[1:], *parts[:1]])[:200]] if parts else []
    return list(
        db.session.scalars(
            select(Person)
            .where(or_(Person.id.in_(there), Person.folded_name.in_(named)))
            .where(Person.erased_at.is_(None))
            .options(selectinload(Person.contacts))
            .order_by(Person.folded_name, Person.id)
            .limit(20)
        )
    )
