"""Who works in the office, and who manages it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from recoverycollege.accounts.models import Person, Role
from recoverycollege.database import db


@dataclass(frozen=True)
class Held:
    """One role someone has."""

    person_id: int
    person: str
    name: str
    given_at: datetime
    given_by: str | None


def roles() -> list[Held]:
    giver = aliased(Person)
    query = (
        select(
            Role.person_id,
            Person.name.label("person"),
            Role.name,
            Role.given_at,
            giver.name.label("given_by"),
        )
        .join(Person, Person.id == Role.person_id)
        .outerjoin(giver, giver.id == Role.given_by_id)
        .order_by(Role.name, Person.folded_name, Role.id)
    )
    return [Held(**row._mapping) for row in db.session.execute(query)]
