"""Telling a co-teacher something by the way they chose: a letter, or a call by the office."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from recoverycollege import letters
from recoverycollege.accounts.models import Person
from recoverycollege.accounts.services.tasks import add_task, finish_task
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.classes.queries import member_facts
from recoverycollege.classes.rules.team import leaders
from recoverycollege.database import db

WORKING_TIME = timedelta(days=2)
ASK = "get_back"


def tell(person_id: int, kind: str, *, now: datetime, **facts: Any) -> None:
    """Posts the letter; whoever is reached by phone is rung. Nobody whose letters are stopped."""
    person = db.session.get_one(Person, person_id)
    if person.contact_by != "phone":
        letters.post(kind, person_id, **facts)
    elif person.letters_stopped_at is None:
        ask_office(kind, person_id, now)


def ask_office(words: str, person_id: int, now: datetime) -> int:
    """Gives the office something to do about a co-teacher; `words` is a key of the sayings."""
    task = add_task(ASK, now=now, due_at=now + WORKING_TIME, person_id=person_id, words=words)
    return task.id


def settle(task_id: int | None, *, by_id: int | None, now: datetime) -> None:
    """What the office had to do about it is done."""
    if task_id is not None:
        finish_task(task_id, by_id=by_id, outcome="team_settled", now=now)


def tell_leaders(
    row: ScheduledClass, person_id: int, *, now: datetime, absence_id: int = 0
) -> None:
    """Those who lead a class hear who came into its team, or steps in."""
    team = [member for member in row.team if member.shown_name]  # whoever was erased has none
    facts = member_facts(team)
    leading = leaders(facts)
    for member, fact in zip(team, facts, strict=True):
        if fact in leading and member.person_id != person_id:
            tell(
                member.person_id,
                "team_joined",
                now=now,
                class_id=row.id,
                joined_id=person_id,
                absence_id=absence_id,
            )
