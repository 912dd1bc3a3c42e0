"""Who may teach: the sides they teach from, and when and where they can."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from recoverycollege import history
from recoverycollege.accounts.models import Person
from recoverycollege.classes.models import (
    PERSPECTIVES,
    ClassSession,
    CoTeacher,
    ScheduledClass,
    TeamMember,
)
from recoverycollege.database import db, is_postgres
from recoverycollege.refusals import N_, Refused


def co_teacher(person_id: int, now: datetime) -> CoTeacher:
    """Their row, locked; made when there is none yet, also where another request makes it now."""
    row = db.session.get(CoTeacher, person_id, with_for_update=True)
    if row is None:
        person = db.session.get(Person, person_id)
        if person is None or person.erased_at is not None:
            raise Refused(N_("This person is not here any more."))
        insert = postgresql.insert if is_postgres() else sqlite.insert
        values = {"person_id": person_id, "added_at": now}
        db.session.execute(insert(CoTeacher).values(**values).on_conflict_do_nothing())
        row = db.session.get_one(CoTeacher, person_id, with_for_update=True)
    return row


def teaches_as(person_id: int, perspective: str, now: datetime) -> None:
    """Whoever teaches from a side may do so in other classes too."""
    setattr(co_teacher(person_id, now), perspective, True)


def set_perspectives(
    person_id: int, perspectives: Collection[str], *, now: datetime, by_id: int
) -> CoTeacher:
    """The sides someone teaches from, as agreed with them."""
    row = co_teacher(person_id, now)
    for name in PERSPECTIVES:
        setattr(row, name, name in perspectives)
    history.record("team.sides", "person", person_id, actor_id=by_id, person_id=person_id)
    return row


def teaches_no_more(person_id: int, *, now: datetime, by_id: int) -> None:
    """Forgets that somebody teaches, and when they can. Raises `Refused` while they are in the team
    of a class that goes on. Twice is once."""
    row = db.session.get(CoTeacher, person_id, with_for_update=True)
    if row is None:
        return
    if db.session.scalar(_goes_on(person_id, now)):
        raise Refused(
            N_("They are in the team of a class that goes on. Take them out of it first.")
        )
    db.session.delete(row)
    history.record("team.no_more", "person", person_id, actor_id=by_id, person_id=person_id)


def _goes_on(person_id: int, now: datetime) -> Select[int]:
    """A class they teach that is not called off, and has sessions to come or no dates yet."""
    of_class = ClassSession.class_id == ScheduledClass.id
    to_come = exists().where(of_class, ClassSession.ends_at > now)
    return (
        select(ScheduledClass.id)
        .join(TeamMember, TeamMember.class_id == ScheduledClass.id)
        .where(TeamMember.person_id == person_id, ScheduledClass.state != "called_off")
        .where(or_(to_come, ~exists().where(of_class)))
        .limit(1)
    )


def say_when(
    person_id: int,
    *,
    words: str,
    days: Collection[str],
    parts: Collection[str],
    venue_ids: Collection[int],
    wants_letters: bool,
    now: datetime,
) -> CoTeacher:
    """When and where someone can teach: their own words and ticks."""
    row = co_teacher(person_id, now)
    row.words, row.wants_letters = words, wants_letters
    row.days, row.parts, row.venue_ids = list(days), list(parts), sorted(venue_ids)
    history.record("team.times", "person", person_id, actor_id=person_id, person_id=person_id)
    return row
