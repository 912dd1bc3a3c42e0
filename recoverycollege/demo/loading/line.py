"""How people wait in line: with somebody, or with no more questions."""

from __future__ import annotations

from recoverycollege.demo.loading.people import People
from recoverycollege.demo.loading.world import Row, World
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.rules.wishes import ALONE, Want

WAYS = (
    ALONE,
    Want(with_whom="supporter"),
    ALONE,
    Want(auto_days=7),
    ALONE,
    Want(with_whom="friend"),
    Want(auto_days=2),
)


def say_how_they_wait(world: World, people: People) -> None:
    """Each of the ways in turn. The demonstration's own students wait alone, to be asked."""
    named = {student["id"] for student in people.students[:2]}
    waiting = [r for r in world.rows.of(Enrolment) if r["state"] == "waiting"]
    for number, row in enumerate(r for r in waiting if r["person_id"] not in named):
        _ask_for(row, WAYS[number % len(WAYS)])


def _ask_for(row: Row, want: Want) -> None:
    row.update(places=want.places, with_whom=want.with_whom, auto_days=want.auto_days)
