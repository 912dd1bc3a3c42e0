"""What waits on the office's desk: people who asked to be got back to."""

from __future__ import annotations

from datetime import timedelta

from recoverycollege.accounts.models import Task
from recoverycollege.demo.loading.people import People
from recoverycollege.demo.loading.world import World, read

WORKING_DAYS = timedelta(days=2)
DONE = 2  # of the requests: answered already


def add_requests(world: World, people: People) -> None:
    """The notes of requests.toml, a few hours apart; the oldest ones are done."""
    requests = read("requests")["request"]
    for number, request in enumerate(reversed(requests)):
        created_at = world.ago(1 + number // 4, 16 - 2 * (number % 4), 12 + number)
        done = number >= len(requests) - DONE
        world.rows.add(
            Task,
            kind="get_back",
            for_role="office",
            person_id=None,
            about_id=None,
            name=request["name"],
            reach=request["contact"],
            words=request["words"],
            created_at=created_at,
            due_at=created_at + WORKING_DAYS,
            done_at=created_at + timedelta(hours=20) if done else None,
            done_by_id=people.office["id"] if done else None,
            result=None,
            outcome="Answered, all clear now." if done else "",
        )
