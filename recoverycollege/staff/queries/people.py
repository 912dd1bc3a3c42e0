"""A person as the office sees them. Nothing here says whether someone teaches or is a peer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from recoverycollege.accounts.models import Consent, Contact, Person
from recoverycollege.accounts.queries import current_contact
from recoverycollege.database import db
from recoverycollege.history import Entry

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


def at_contact(kind: str, key: str) -> list[Person]:
    """Everyone who can be reached there: a household shares a telephone."""
    there = current_contact(kind, key)
    return list(
        db.session.scalars(
            select(Person)
            .where(Person.id.in_(select(Contact.person_id).join(Person).where(there)))
            .options(selectinload(Person.contacts))
            .order_by(Person.folded_name, Person.id)
            .limit(20)
        )
    )
