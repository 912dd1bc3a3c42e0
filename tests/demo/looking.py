"""Looks into the demonstration college."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from recoverycollege.accounts.models import Contact, Person
from recoverycollege.database import db

ZONE = ZoneInfo("Europe/London")


def how_many(model, *conditions) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0


def person_at(email: str) -> Person:
    return db.session.scalars(select(Person).join(Contact).where(Contact.value == email)).one()
