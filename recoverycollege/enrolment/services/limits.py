"""Keeping to the rule of how many courses one person may have in a term."""

from __future__ import annotations

from sqlalchemy import select

from recoverycollege.accounts.models import Person
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.queries.limits import held_in_term, most_of
from recoverycollege.enrolment.rules.limits import check_limit


def keep_to_limit(found: ScheduledClass, person_id: int, *, by_office: bool) -> None:
    """Before someone is given a place on a class that is locked. Raises `Refused` when it is one
    too many. Two classes asked for at once are counted one after the other: the person is locked
    last."""
    most = most_of(found)
    if not most or found.term_id is None:
        return
    one = select(Person.id).where(Person.id == person_id)
    db.session.execute(one.with_for_update(key_share=True))
    held = held_in_term([person_id], found.term_id, but_class=found.id)
    check_limit(held.get(person_id, 0), most, by_office=by_office)
