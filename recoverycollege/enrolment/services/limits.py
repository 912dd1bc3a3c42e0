"""Keeping to the rule of how many courses one person may have in a term."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from recoverycollege.accounts.models import Person
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.queries.limits import at_limit, held_in_term, most_of
from recoverycollege.enrolment.rules.limits import check_limit


def keep_to_limit(found: ScheduledClass, person_id: int, *, by_office: bool) -> None:
    """Before someone is given a place on a class that is locked. Raises `Refused` when it is one
    too many. Two classes asked for at once are counted one after the other: the person is locked
    last."""
    most = most_of(found)
    if not most or found.term_id is None:
        return
    _lock_people([person_id])
    held = held_in_term([person_id], found.term_id, but_class=found.id)
    check_limit(held.get(person_id, 0), most, by_office=by_office)


def limited_now(found: ScheduledClass, person_ids: Collection[int]) -> set[int]:
    """Who of these people can be given no place on a class that is locked, beside the others they
    have in its term. Where there is such a rule they are locked, after the class, so that two
    classes do not give each of them their last."""
    if most_of(found):
        _lock_people(person_ids)
    return at_limit(found, person_ids)


def _lock_people(person_ids: Collection[int]) -> None:
    """In one order, whoever asks."""
    people = select(Person.id).where(Person.id.in_(person_ids)).order_by(Person.id)
    db.session.execute(people.with_for_update(key_share=True)).all()
