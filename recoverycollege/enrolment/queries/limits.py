"""How many courses people have in a term."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, func, or_, select

from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.rules.limits import DROP_IN, counts_towards_limit, is_at_limit


def held_in_term(
    person_ids: Collection[int],
    term_id: int,
    *,
    but_class: int | None = None,
    offers: bool = False,
) -> dict[int, int]:
    """Person → on how many classes of a term they have a place, or had one to the end; with
    `offers` also those they are offered. Groups do not count, nor does waiting, nor a place kept
    for someone not yet reached, nor their friend's place. One statement; who has none is left
    out."""
    held: list[ColumnElement[bool]] = [Enrolment.state.in_(("enrolled", "completed"))]
    if offers:
        held.append(and_(Enrolment.state == "offered", Enrolment.confirmed_at.is_not(None)))
    query = (
        select(Enrolment.person_id, func.count(Enrolment.class_id.distinct()))
        .join(ScheduledClass, ScheduledClass.id == Enrolment.class_id)
        .join(Course, Course.id == ScheduledClass.course_id)
        .where(Enrolment.person_id.in_(person_ids), ScheduledClass.term_id == term_id)
        .where(Course.kind.not_in(DROP_IN))
        .where(or_(*held), Enrolment.companion.is_(False))
        .group_by(Enrolment.person_id)
    )
    if but_class is not None:
        query = query.where(Enrolment.class_id != but_class)
    return {row[0]: row[1] for row in db.session.execute(query)}


def most_of(found: ScheduledClass) -> int:
    """The most courses one person can have, this class being one of them. 0: any."""
    term = found.term
    return term.most_courses if term and counts_towards_limit(found.course.kind) else 0


def at_limit(found: ScheduledClass, person_ids: Collection[int]) -> set[int]:
    """Who of these people can be given no place on a class beside the others they have, or are
    offered, in its term. One statement, and none where there is no rule."""
    most = most_of(found)
    if not most or found.term_id is None or not person_ids:
        return set()
    held = held_in_term(person_ids, found.term_id, but_class=found.id, offers=True)
    return {person_id for person_id, count in held.items() if is_at_limit(count, most)}
