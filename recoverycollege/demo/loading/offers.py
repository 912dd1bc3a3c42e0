"""Places that were or are set aside for someone, with the office's tasks and the history."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from recoverycollege.demo.loading.demand import Wish, is_over
from recoverycollege.demo.loading.office import add_task
from recoverycollege.demo.loading.timetable import Planned
from recoverycollege.demo.loading.world import Row, World
from recoverycollege.enrolment.models import Offer
from recoverycollege.enrolment.rules.windows import BY_HAND, hold_ends, offer_ends
from recoverycollege.enrolment.services.telling import WORKING_TIME
from recoverycollege.history import Entry

CONFIRMED_BY_LETTER = 0.3
ANSWERS = {"declined": "declined", "lapsed": "lapsed"}


def add_offers(world: World, planned: Planned, row: Row, wish: Wish, chance: random.Random) -> None:
    """The asking, and whatever was offered since."""
    placed = wish.state in {"enrolled", "completed"}
    by_letter = row["channel"] == "web" and placed and chance.random() < CONFIRMED_BY_LETTER
    actor_id = None if by_letter or wish.state == "held" else wish.person["id"]
    note(
        world,
        "place.asked",
        row,
        row["asked_at"],
        row["taken_by_id"] or actor_id,
        state="offered" if by_letter or wish.state == "held" else _first_state(wish.state),
        channel=row["channel"],
    )
    if wish.state == "held":
        _hold(world, planned, row, wish)
    elif by_letter:
        _confirmed(world, planned, row, chance.randint(2, 100))
    elif wish.state == "offered":
        _freed(world, planned, row, wish, chance)
    elif wish.state in ANSWERS and not is_over(planned, world):
        _answered(world, row, ANSWERS[wish.state])


def _first_state(state: str) -> str:
    return "waiting" if state in {"waiting", "offered", "declined", "lapsed"} else "enrolled"


def _hold(world: World, planned: Planned, row: Row, wish: Wish) -> None:
    """A place kept for someone who is to be rung."""
    ends = hold_ends(row["asked_at"], planned.starts_at, wish.person["contact_by"])
    _offer(world, row, "own", row["asked_at"], ends)
    _task(world, "confirm", row, row["asked_at"], ends)


def _confirmed(world: World, planned: Planned, row: Row, minutes: int) -> None:
    """Asked without being signed in, and confirmed from the letter soon after."""
    row["confirmed_at"] = row["asked_at"] + timedelta(minutes=minutes)
    ends = hold_ends(row["asked_at"], planned.starts_at, "email")
    _offer(world, row, "own", row["asked_at"], ends, "accepted", row["confirmed_at"])
    note(world, "place.confirmed", row, row["confirmed_at"], state="enrolled")


def _freed(world: World, planned: Planned, row: Row, wish: Wish, chance: random.Random) -> None:
    """A place came free yesterday and is offered; it can still be answered tomorrow."""
    made_at = world.ago(1, chance.randint(11, 17), chance.randrange(60))
    ends = offer_ends(made_at, planned.starts_at, wish.person["contact_by"], world.zone)
    if ends is None:
        raise ValueError("an offer needs more notice than this class has")
    _offer(world, row, "freed", made_at, ends)
    note(world, "place.offered", row, made_at, ends_at=ends.isoformat())
    if wish.person["contact_by"] in BY_HAND:
        _task(world, "offer", row, made_at, made_at + WORKING_TIME, words="offer")


def _answered(world: World, row: Row, answer: str) -> None:
    """An offer that was let go, or that ran out."""
    made_at = max(row["asked_at"], row["ended_at"] - timedelta(hours=48))
    _offer(world, row, "freed", made_at, row["ended_at"], answer, row["ended_at"])
    note(world, "place.offered", row, made_at, ends_at=row["ended_at"].isoformat())
    actor_id = row["person_id"] if answer == "declined" else None
    note(world, f"place.{answer}", row, row["ended_at"], actor_id, state=answer)


def _offer(
    world: World,
    row: Row,
    kind: str,
    made_at: datetime,
    ends_at: datetime,
    answer: str | None = None,
    answered_at: datetime | None = None,
) -> None:
    world.rows.add(
        Offer,
        enrolment_id=row["id"],
        kind=kind,
        places=1,
        made_at=made_at,
        ends_at=ends_at,
        answer=answer,
        answered_at=answered_at,
    )


def _task(
    world: World, kind: str, row: Row, at: datetime, due_at: datetime, words: str = ""
) -> None:
    about = {"person_id": row["person_id"], "about_id": row["id"]}
    add_task(world, kind, at, due_at, words=words, **about)


def note(
    world: World,
    action: str,
    row: Row,
    at: datetime,
    actor_id: int | None = None,
    **detail: object,
) -> None:
    """A line of the history about an enrolment."""
    world.rows.add(
        Entry,
        at=at,
        actor_id=actor_id,
        person_id=row["person_id"],
        action=action,
        about_kind="enrolment",
        about_id=row["id"],
        detail={"class_id": row["class_id"]} | detail,
    )
