"""What teams signed together, and what each wrote after a class: in every state there is."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from recoverycollege.classes.models import CoproductionRecord, RecordSignature, Reflection
from recoverycollege.classes.rules.records import DELIVERY, DESIGN, EVALUATION, KINDS, side_of
from recoverycollege.classes.rules.reflections import ASK_AFTER, OPENS_AFTER
from recoverycollege.demo.loading.teams import TRIO
from recoverycollege.demo.loading.timetable import Planned
from recoverycollege.demo.loading.world import Row, World, read

# How many of a term's records are signed from both sides, and from one. The last term first.
SIGNED = ((0.8, 0.1), (0.5, 0.25), (0.2, 0.2))
WROTE, PASSED = 0.65, 0.15
TRIO_SIGNED = {0: {DESIGN: 2, DELIVERY: 2, EVALUATION: 2}, 1: {DESIGN: 2, DELIVERY: 1}}
SIGN_WITHIN = timedelta(days=6)


def add_ledger(world: World, classes: list[Planned]) -> None:
    """Those of the demo co-teachers stand as they should be seen; the others as it came."""
    chance, told = world.chance("ledger"), read("looking-back")
    for planned in classes:
        if planned.row["state"] != "open":
            continue
        for kind in KINDS:
            since = _since(planned, kind)
            if since < world.moment:
                _sign(world, planned, kind, since, told, chance)
        if planned.ends_at < world.moment:
            _look_back(world, planned, told, chance)


def _since(planned: Planned, kind: str) -> datetime:
    """From when a record could be signed."""
    if kind == DESIGN:
        return planned.starts_at - timedelta(days=40)
    return planned.sessions[0]["ends_at"] if kind == DELIVERY else planned.ends_at


def _sign(
    world: World, planned: Planned, kind: str, since: datetime, told: Row, chance: random.Random
) -> None:
    both, one = SIGNED[planned.term]
    roll = chance.random()
    many = 2 if roll < both else int(roll < both + one)
    words, first = chance.choice(told[kind]), chance.randrange(2)
    if planned.together:
        many, first = TRIO_SIGNED.get(planned.term, {}).get(kind, 0), 1
    elif _lately(world, planned) and _of_the_three(planned):
        many = {DESIGN: 2, DELIVERY: 1}.get(kind, 0)
    sides: dict[str, Row] = {}
    for member in planned.team:
        sides.setdefault(side_of(member["perspective"]), member)
    names = sorted(sides, reverse=bool(first))[: many if len(sides) > 1 else min(many, 1)]
    if not names:
        return
    class_id = planned.row["id"]
    world.rows.add(CoproductionRecord, class_id=class_id, kind=kind, words=words)
    span = min(SIGN_WITHIN, world.moment - since)
    for number, side in enumerate(names, start=1):
        world.rows.add(
            RecordSignature,
            class_id=class_id,
            kind=kind,
            side=side,
            person_id=sides[side]["person_id"],
            name="",
            signed_at=since + span * number / 3,
        )


def _lately(world: World, planned: Planned) -> bool:
    """Its team is looking back on it now."""
    return planned.ends_at < world.moment < planned.ends_at + OPENS_AFTER


def _of_the_three(planned: Planned) -> list[Row]:
    return [member for member in planned.team if member["shown_name"] in TRIO]


def _look_back(world: World, planned: Planned, told: Row, chance: random.Random) -> None:
    """Where it is still open to write, the demo accounts have not written yet."""
    lately, mine = _lately(world, planned), _of_the_three(planned)
    for number, member in enumerate(planned.team):
        roll = chance.random()
        words = chance.choice(told["went_well"]), chance.choice(told["differently"])
        state = "wrote" if roll < WROTE else "passed" if roll < WROTE + PASSED else ""
        if planned.together:
            state = ("wrote", "wrote", "passed")[number % 3]
        elif lately and mine:
            state = "" if member in mine else "wrote"
        _answer(world, planned, member, state, words)


def _answer(
    world: World, planned: Planned, member: Row, state: str, words: tuple[str, str]
) -> None:
    asked_at = planned.ends_at + ASK_AFTER
    asked = asked_at < world.moment
    if not asked and not state:
        return
    answered_at = min(planned.ends_at + timedelta(days=2), world.moment - timedelta(minutes=1))
    went_well, differently = words if state == "wrote" else ("", "")
    world.rows.add(
        Reflection,
        class_id=planned.row["id"],
        person_id=member["person_id"],
        went_well=went_well,
        differently=differently,
        passed=state == "passed",
        asked_at=asked_at if asked else None,
        answered_at=answered_at if state else None,
    )
