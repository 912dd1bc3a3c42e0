"""Keeping to the college's rule of how many courses one person may have in a term."""

from __future__ import annotations

from sqlalchemy import select

from recoverycollege.accounts.models import Person
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.queries.limits import held_in_term
from recoverycollege.enrolment.rules.limits import check_limit, is_limited
from recoverycollege.enrolment.rules.places import has_place
from recoverycollege.enrolment.services.asking import live_wish
from recoverycollege.enrolment.services.filling import lock, standing


def keep_to_limit(class_id: int, person_id: int, most: int, *, by_office: bool = False) -> None:
    """Before asking. Raises `Refused` when it would give one place too many; to wait is never too
    many, and asking again changes nothing. `most` 0: there is no rule."""
    found = _limited(class_id, most)
    if found is None or live_wish(class_id, person_id) or not has_place(standing(class_id)):
        return
    _check(found, person_id, most, by_office)


def keep_place_to_limit(enrolment_id: int, most: int, *, by_office: bool = False) -> None:
    """Before a place is confirmed, taken or given: as above."""
    enrolment = db.session.get(Enrolment, enrolment_id) if most else None
    if enrolment is None or enrolment.state == "enrolled":
        return
    found = _limited(enrolment.class_id, most)
    if found is None or (enrolment.state != "offered" and not standing(found.id).free):
        return
    _check(found, enrolment.person_id, most, by_office)


def _limited(class_id: int, most: int) -> ScheduledClass | None:
    """The class, locked; nothing when the rule does not speak of it."""
    found = lock(class_id) if most else None
    if found is None or not is_limited(found.course.kind, found.term_id, most):
        return None
    return found


def _check(found: ScheduledClass, person_id: int, most: int, by_office: bool) -> None:
    """Two classes asked for at once are counted one after the other: the person is locked last."""
    one = select(Person.id).where(Person.id == person_id)
    db.session.execute(one.with_for_update(key_share=True))
    term_id = found.term_id or 0
    held = held_in_term([person_id], term_id, but_class=found.id).get(person_id, 0)
    check_limit(held, most, by_office=by_office)
