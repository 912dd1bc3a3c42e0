"""What waits on the office's desk: people who asked to be got back to."""

from __future__ import annotations

from datetime import datetime, timedelta

from recoverycollege.accounts.models import Task
from recoverycollege.demo.loading.people import People
from recoverycollege.demo.loading.world import Row, World, read

WORKING_DAYS = timedelta(days=2)
TO_ANSWER = timedelta(hours=20)
DONE = 2  # of the requests: answered already


def add_task(
    world: World, kind: str, created_at: datetime, due_at: datetime, **columns: object
) -> Row:
    """Something for the office to do, about nobody and still open where `columns` say no more."""
    nobody = {"person_id": None, "about_id": None, "name": "", "reach": "", "words": ""}
    open_still = {"done_at": None, "done_by_id": None, "result": None, "outcome": ""}
    times = {"created_at": created_at, "due_at": due_at}
    facts = nobody | open_still | times | columns
    return world.rows.add(Task, kind=kind, for_role="office", **facts)


def finish(
    task: Row, people: People, at: datetime, outcome: str, result: str | None = None
) -> None:
    """Somebody in the office has done it."""
    done = {"done_at": at, "done_by_id": people.office["id"]}
    task.update(done, outcome=outcome, result=result)


def add_requests(world: World, people: People) -> None:
    """The notes of requests.toml, a few hours apart; the oldest ones are done."""
    requests = read("requests")["request"]
    for number, request in enumerate(reversed(requests)):
        created_at = world.ago(1 + number // 4, 16 - 2 * (number % 4), 12 + number)
        done = number >= len(requests) - DONE
        task = add_task(
            world,
            "get_back",
            created_at,
            created_at + WORKING_DAYS,
            name=request["name"],
            reach=request["contact"],
            words=request["words"],
        )
        if done:
            finish(task, people, created_at + TO_ANSWER, "Answered, all clear now.")
