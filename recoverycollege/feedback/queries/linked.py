"""Answers that someone linked to themselves, for the office."""

from __future__ import annotations

from sqlalchemy import exists, select

from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.feedback.models import LinkedPlace
from recoverycollege.feedback.queries.mine import Said, mine


def has_linked(person_id: int) -> bool:
    """Whether someone linked answers to themselves."""
    theirs = Enrolment.person_id == person_id
    linked = exists().where(LinkedPlace.enrolment_id == Enrolment.id, theirs)
    return bool(db.session.scalar(select(linked)))


def linked_answers(person_id: int, key: str) -> list[Said]:
    """The answers someone linked to themselves. `key` is ANSWER_KEY."""
    linked = set(
        db.session.scalars(
            select(LinkedPlace.enrolment_id)
            .join(Enrolment, Enrolment.id == LinkedPlace.enrolment_id)
            .where(Enrolment.person_id == person_id)
        )
    )
    if not linked:
        return []
    return [one for one in mine(person_id, key).said if one.enrolment_id in linked]
