"""Telling a co-teacher something by the way they chose: a letter, or a call by the office."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from recoverycollege import letters
from recoverycollege.accounts.models import Person, Task
from recoverycollege.accounts.services.tasks import add_task, finish_tasks_where
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.classes.queries import member_facts
from recoverycollege.classes.rules.team import leaders
from recoverycollege.database import db

WORKING_TIME = timedelta(days=2)
ASK = "get_back"


def tell(person_id: int, kind: str, *, now: datetime, **facts: Any) -> None:
    """Posts the letter; whoever is reached by phone is rung. Nobody whose letters are stopped."""
    _tell(db.session.get_one(Person, person_id), kind, now, None, facts)


def tell_all(
    person_ids: Iterable[int],
    kind: str,
    *,
    now: datetime,
    due_at: datetime | None = None,
    **facts: Any,
) -> None:
    """The same for several people; once for changes that follow each other, while the letter about
    the first has not left."""
    people = _people(person_ids)
    told = _on_their_way(people, kind, now, facts)
    for person in people:
        if person.id not in told:
            _tell(person, kind, now, due_at, facts)


def _people(person_ids: Iterable[int]) -> Sequence[Person]:
    there = Person.id.in_(set(person_ids)) & Person.erased_at.is_(None)
    return db.session.scalars(select(Person).where(there).order_by(Person.id)).all()


def _tell(
    person: Person, kind: str, now: datetime, due_at: datetime | None, facts: dict[str, Any]
) -> None:
    if person.contact_by != "phone":
        letters.post(kind, person.id, due_at=due_at, **facts)
    elif person.letters_stopped_at is None:
        ask_office(kind, person.id, now)


def _on_their_way(
    people: Sequence[Person], kind: str, now: datetime, facts: dict[str, Any]
) -> set[int]:
    """Whom a letter about the same has not left for yet, or the office is still to ring."""
    ids = [person.id for person in people]
    posted = select(letters.Letter).where(
        letters.on_its_way(kind, now), letters.Letter.person_id.in_(ids)
    )
    found = {one.person_id for one in db.session.scalars(posted) if one.facts == facts}
    if any(person.contact_by == "phone" for person in people):
        asked = select(Task.person_id).where(
            Task.kind == ASK, Task.words == kind, Task.person_id.in_(ids), Task.done_at.is_(None)
        )
        found |= {person_id for person_id in db.session.scalars(asked) if person_id is not None}
    return found


def ask_office(words: str, person_id: int, now: datetime) -> int:
    """Gives the office something to do about a co-teacher; `words` is a key of the sayings."""
    task = add_task(ASK, now=now, due_at=now + WORKING_TIME, person_id=person_id, words=words)
    return task.id


def settle(task_id: int | None, *, by_id: int | None, now: datetime) -> None:
    """What the office had to do about it is done."""
    settle_all([task_id], by_id=by_id, now=now)


def settle_all(task_ids: Iterable[int | None], *, by_id: int | None, now: datetime) -> None:
    """The same of several things."""
    known = [task_id for task_id in task_ids if task_id is not None]
    if known:
        finish_tasks_where(Task.id.in_(known), by_id=by_id, outcome="team_settled", now=now)


def tell_leaders(
    row: ScheduledClass, person_id: int, *, now: datetime, absence_id: int = 0
) -> None:
    """Those who lead a class hear who came into its team, or steps in."""
    team = [member for member in row.team if member.shown_name]  # whoever was erased has none
    facts = member_facts(team)
    leading = leaders(facts)
    pairs = zip(team, facts, strict=True)
    those = {member.person_id for member, fact in pairs if fact in leading} - {person_id}
    about = {"class_id": row.id, "joined_id": person_id, "absence_id": absence_id}
    for person in _people(those):
        _tell(person, "team_joined", now, None, about)
