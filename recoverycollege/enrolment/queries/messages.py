"""What teams wrote to their classes, and who gets it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from recoverycollege.accounts.models import Person
from recoverycollege.database import db
from recoverycollege.enrolment.models import ClassMessage, Enrolment
from recoverycollege.enrolment.rules.attendance import ON_REGISTER

NEWEST = 30


def readers(class_id: int) -> list[Enrolment]:
    """One place for each person who has one, their own before their friend's. Nobody whose letters
    were stopped. Whoever is on a break is there: they kept their place, and would otherwise stand
    before a room that has changed."""
    rows = db.session.scalars(
        select(Enrolment)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.class_id == class_id, Enrolment.state.in_(ON_REGISTER))
        .where(Person.letters_stopped_at.is_(None), Person.erased_at.is_(None))
        .options(joinedload(Enrolment.person).selectinload(Person.contacts))
        .order_by(Enrolment.companion, Enrolment.id)
        .execution_options(populate_existing=True)
    )
    found: dict[int, Enrolment] = {}
    for row in rows:
        found.setdefault(row.person_id, row)
    return list(found.values())


def ways(people: Sequence[Enrolment]) -> Counter[str]:
    """How many of them are reached by e-mail, text, letter or phone."""
    return Counter(place.person.contact_by for place in people)


def messages_of(class_id: int) -> Sequence[ClassMessage]:
    """What was written to a class, the newest first."""
    query = select(ClassMessage).where(ClassMessage.class_id == class_id)
    newest = query.order_by(ClassMessage.sent_at.desc(), ClassMessage.id.desc()).limit(NEWEST)
    return db.session.scalars(newest).all()


def sent_since(class_id: int, since: datetime) -> int:
    """How many messages a class was sent since then."""
    mine = (ClassMessage.class_id == class_id) & (ClassMessage.sent_at > since)
    return db.session.scalar(select(func.count()).where(mine)) or 0


def sent_from(class_id: int, once: str) -> ClassMessage | None:
    """The message that was written on one page and sent."""
    return db.session.scalar(
        select(ClassMessage).where(ClassMessage.class_id == class_id, ClassMessage.once == once)
    )
