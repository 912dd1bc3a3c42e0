"""Who answers, when and how: most before a class, fewer after it, some not at all."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from recoverycollege.demo.loading.timetable import Planned
from recoverycollege.demo.loading.world import Row, World, between
from recoverycollege.feedback.rules.windows import INVITE_AFTER, OPEN_FOR, PAIR_UNTIL

WELL_ANSWERED, ORDINARY = (0.78, 0.88), (0.45, 0.72)  # share of a class that answers both
REST = ("before", "after", "late", "neither", "refused")
OF_THE_REST = (0.42, 0.16, 0.06, 0.26, 0.10)
BEFORE_OF_RUNNING, BEFORE_OF_COMING = 0.74, 0.35
ON_THE_DAY = 0.55  # of those who answer after a class: with the code on the wall, or on paper
UNTIED, LINKED = 0.04, 0.05


@dataclass
class Turn:
    """What one person with a place did with the two forms of their class."""

    row: Row  # the enrolment
    before_at: datetime | None = None
    after_at: datetime | None = None
    choice: str = "coded"  # linked, coded or untied
    refused: bool = False
    whole: bool = False  # left out nothing


def turns(
    world: World, planned: Planned, rows: list[Row], certain: set[int], chance: random.Random
) -> Iterator[Turn]:
    """Everyone with a place on a class. `certain`: enrolments that answer all they can."""
    who = chance.sample(rows, len(rows))
    who.sort(key=lambda row: row["id"] not in certain)
    for row, way in zip(who, _ways(world, planned, len(who), chance), strict=True):
        surely = row["id"] in certain
        yield _turn(world, planned, row, "both" if surely else way, surely, chance)


def _ways(world: World, planned: Planned, people: int, chance: random.Random) -> list[str]:
    if planned.ends_at <= world.moment:
        liked = planned.course.get("well_liked", False)
        share = chance.uniform(*(WELL_ANSWERED if liked else ORDINARY))
        both = round(people * share)
        return ["both"] * both + chance.choices(REST, OF_THE_REST, k=people - both)
    running = planned.starts_at <= world.moment
    share = BEFORE_OF_RUNNING if running else BEFORE_OF_COMING
    return ["before" if chance.random() < share else "neither" for _ in range(people)]


def _turn(
    world: World, planned: Planned, row: Row, way: str, surely: bool, chance: random.Random
) -> Turn:
    turn = Turn(row, refused=way == "refused", whole=surely)
    if way in {"both", "before"}:
        first = row["confirmed_at"] + INVITE_AFTER
        turn.before_at = between(chance, first, max(first, min(planned.starts_at, world.moment)))
    if way in {"both", "after", "late"}:
        turn.after_at = _after(planned, way, chance)
    turn.before_at = _past(world, turn.before_at)
    turn.after_at = _past(world, turn.after_at)
    roll = chance.random()
    if not surely and (turn.before_at or turn.after_at) and roll < UNTIED + LINKED:
        turn.choice = "untied" if roll < UNTIED else "linked"
    return turn


def _after(planned: Planned, way: str, chance: random.Random) -> datetime:
    """Soon after the last session, or when the reminder came; late ones make no pair."""
    end = planned.ends_at
    if way == "late":
        return between(chance, end + PAIR_UNTIL, end + OPEN_FOR - timedelta(hours=1))
    on_the_day = between(chance, end - timedelta(minutes=10), end + timedelta(hours=4))
    some_day = end + timedelta(days=min(chance.expovariate(1 / 5), 20))
    return on_the_day if chance.random() < ON_THE_DAY else some_day


def _past(world: World, at: datetime | None) -> datetime | None:
    """Nobody has answered what is still to come."""
    return at if at and at < world.moment else None
