"""Looking back: asking a team once, keeping what each writes alone, and forgetting it in time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, delete, exists, func, or_, select

from recoverycollege import history, letters
from recoverycollege.accounts.models import Person
from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import ClassSession, Reflection, ScheduledClass, TeamMember
from recoverycollege.classes.queries.records import held_of
from recoverycollege.classes.queries.reflections import stage_of, team_of
from recoverycollege.classes.rules.gate import ONE_TO_ONE
from recoverycollege.classes.rules.reflections import ASK_AFTER, ASK_UNTIL, KEPT_FOR, asked
from recoverycollege.classes.services.planning import NotHere, locked
from recoverycollege.database import db
from recoverycollege.refusals import N_, Refused

LETTER = "reflection"


class Opened(Refused):
    """It is open to the team, so what was written stays as it is."""


def answer(
    class_id: int,
    person_id: int,
    *,
    went_well: str = "",
    differently: str = "",
    passed: bool = False,
    now: datetime,
) -> None:
    """Keeps what one of the team answers; it may be changed until it opens. Raises Refused; NotHere
    for who is not in the team.

    The history says the same whether they wrote or said not this time.
    """
    row = locked(class_id)
    team = team_of(class_id)
    if person_id not in {one.person_id for one in team}:
        raise NotHere
    if person_id not in {one.person_id for one in asked(team, held_of(row).last_ends_at)}:
        raise Refused(N_("These questions are for those who taught the class together."))
    stage = stage_of(row, team, now)
    if stage == "open":
        raise Opened(N_("It is open to the team now, so what was written stays as it is."))
    if stage != "writing":
        raise Refused(N_("The questions come after the last session."))
    mine = db.session.get(Reflection, (class_id, person_id))
    if mine is None:
        mine = Reflection(class_id=class_id, person_id=person_id)
        db.session.add(mine)
    mine.went_well, mine.differently = went_well, differently
    mine.passed, mine.answered_at = passed, now
    history.record("team.looked_back", "class", class_id, actor_id=person_id, person_id=person_id)


def classes_to_ask(now: datetime, limit: int = 200) -> list[int]:
    """Classes with someone who has not been asked yet, and can be written to."""
    found = _to_ask(now).with_only_columns(TeamMember.class_id).distinct()
    return list(db.session.scalars(found.order_by(TeamMember.class_id).limit(limit)))


def ask(class_id: int, now: datetime) -> int:
    """One letter to each of a team who has not answered yet: the only one. Returns how many."""
    row = locked(class_id)
    team = team_of(class_id)
    if stage_of(row, team, now) != "writing":
        return 0
    those = {member.person_id for member in asked(team, held_of(row).last_ends_at)}
    people = db.session.scalars(_to_ask(now).where(TeamMember.class_id == class_id))
    found = [person_id for person_id in people if person_id in those]
    for person_id in found:
        db.session.add(Reflection(class_id=class_id, person_id=person_id, asked_at=now))
        letters.post(LETTER, person_id, class_id=class_id)
    return len(found)


def _to_ask(now: datetime) -> Select[int]:
    """The people of teams whose class ended lately, and of whom nothing is kept yet. Someone who
    rests from our letters, or is rung or written to on paper, finds the questions on their page."""
    known = exists().where(
        Reflection.class_id == TeamMember.class_id, Reflection.person_id == TeamMember.person_id
    )
    return (
        select(TeamMember.person_id)
        .join(ScheduledClass, ScheduledClass.id == TeamMember.class_id)
        .join(Course, Course.id == ScheduledClass.course_id)
        .join(Person, Person.id == TeamMember.person_id)
        .where(ScheduledClass.state == "open", Course.kind != ONE_TO_ONE, ~known)
        .where(TeamMember.class_id.in_(_ended(now - ASK_UNTIL, now - ASK_AFTER)))
        .where(Person.contact_by.in_(("email", "text")), Person.letters_stopped_at.is_(None))
        .where(or_(Person.paused_until.is_(None), Person.paused_until <= now))
        .where(Person.erased_at.is_(None))
    )


def _ended(since: datetime | None, until: datetime) -> Select[int]:
    """Classes whose last session ended in that time."""
    last = func.max(ClassSession.ends_at)
    query = (
        select(ClassSession.class_id)
        .where(ClassSession.called_off.is_(False))
        .group_by(ClassSession.class_id)
        .having(last <= until)
    )
    return query if since is None else query.having(last > since)


def forget(now: datetime) -> int:
    """Two years after a class what its team wrote for itself is deleted. Returns how many."""
    old = delete(Reflection).where(Reflection.class_id.in_(_ended(None, now - KEPT_FOR)))
    gone: Sequence[int] = db.session.scalars(old.returning(Reflection.person_id)).all()
    return len(gone)
