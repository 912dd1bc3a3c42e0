"""How many wishes each class has, and in which state: 1,250 in all."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from recoverycollege.demo.loading.timetable import Planned
from recoverycollege.demo.loading.world import Row, World

ENROLMENTS = 1250
FULL_TO_COME = 12  # classes to come that are full, with people in line
WITH_OFFER = 4  # of these, have a place that came free and is offered
HOLDS = 3  # places kept for someone who has not been reached yet
OFFER_NOTICE = timedelta(days=6)
LOT_NOTICE = timedelta(days=12)
GATHERED_FOR = timedelta(days=5)


@dataclass
class Demand:
    """The wishes for one class, by the state they are in now."""

    planned: Planned
    enrolled: int = 0
    waiting: int = 0
    offered: int = 0  # a freed place
    held: int = 0  # an own place, not confirmed yet
    withdrawn: int = 0
    declined: int = 0
    lapsed: int = 0
    completed: int = 0

    @property
    def total(self) -> int:
        return sum(self.states().values())

    def states(self) -> dict[str, int]:
        names = [
            "enrolled",
            "completed",
            "offered",
            "held",
            "waiting",
            "withdrawn",
            "declined",
            "lapsed",
        ]
        return {name: getattr(self, name) for name in names}

    @property
    def taken(self) -> int:
        return self.enrolled + self.completed + self.offered + self.held

    def add_student(self, step: int) -> None:
        if self.completed:
            self.completed += step
        else:
            self.enrolled += step


@dataclass
class Wish:
    """One wish before it has its joining number; the states are those of `Demand`."""

    state: str
    person: Row
    asked_at: datetime


def demand(world: World, classes: list[Planned]) -> list[Demand]:
    """What is wished for, class by class. Full classes have a line; nobody waits elsewhere."""
    chance = world.chance("demand")
    found = [Demand(p) for p in classes if p.row["state"] != "draft"]
    coming = [d for d in found if d.planned.starts_at > world.moment]
    for each in found:
        _ordinary(each, world, chance)
    later = [d for d in coming if d.planned.starts_at > world.moment + OFFER_NOTICE]
    _make_full(chance.sample(later, min(FULL_TO_COME, len(later))), chance)
    open_ones = [d for d in later if not d.waiting]
    for each in chance.sample(open_ones, min(HOLDS, len(open_ones))):
        each.held, each.enrolled = 1, min(each.enrolled, each.planned.row["capacity"] - 2)
    _call_one_off(open_ones, chance)
    _gather_one(world, open_ones, chance)
    _meet_total(found, chance)
    return found


def is_over(planned: Planned, world: World) -> bool:
    """Over since a day: places are completed then."""
    return planned.ends_at <= world.moment - timedelta(days=1)


def _ordinary(each: Demand, world: World, chance: random.Random) -> None:
    capacity = each.planned.row["capacity"]
    share = chance.uniform(0.95 if each.planned.course.get("well_liked") else 0.65, 1.0)
    if each.planned.starts_at > world.moment:
        share = chance.uniform(0.3, 0.8) if each.planned.term < 2 else chance.uniform(0.1, 0.7)
    # Somebody may always come to a class that is not full: no line, no offers.
    students = round(capacity * share)
    if is_over(each.planned, world):
        each.completed = students
        each.lapsed = chance.choice((0, 0, 1, 2)) if students == capacity else 0
    else:
        each.enrolled = min(students, capacity - 1)
    each.withdrawn = chance.choice((0, 0, 1, 1, 2))
    each.declined = chance.choice((0, 0, 0, 0, 1)) if share > 0.8 else 0


def _make_full(full: list[Demand], chance: random.Random) -> None:
    for number, each in enumerate(full):
        capacity = each.planned.row["capacity"]
        each.offered = 1 if number < WITH_OFFER else 0
        each.enrolled = capacity - each.offered
        each.waiting = 1 + number % 6
        each.withdrawn = max(each.withdrawn, 1)
        each.lapsed = chance.choice((0, 0, 1))


def _call_one_off(open_ones: list[Demand], chance: random.Random) -> None:
    """One class could not be: the people on it were told, and are free."""
    choice = [
        d for d in open_ones if not d.held and d.planned.term == 2 and len(d.planned.team) < 3
    ]
    if not choice:
        return
    found = chance.choice(choice)
    found.planned.row.update(state="called_off", version=1)
    for session in found.planned.sessions:
        session["called_off"] = True
    found.withdrawn += found.enrolled
    found.enrolled = found.declined = 0


def _gather_one(world: World, open_ones: list[Demand], chance: random.Random) -> None:
    """On one class wishes are gathered, more than there are places; a lot will decide the order."""
    choice = [
        d
        for d in open_ones
        if not d.held
        and d.planned.row["state"] == "open"
        and d.planned.starts_at > world.moment + LOT_NOTICE
    ]
    if not choice:
        return
    found = chance.choice(choice)
    found.planned.row["lot_until"] = world.today + GATHERED_FOR
    found.waiting = found.planned.row["capacity"] + 4
    found.enrolled = found.declined = found.withdrawn = 0


def _meet_total(found: list[Demand], chance: random.Random) -> None:
    """A student more or less here and there, until the sum is right."""
    loose = [d for d in found if not d.waiting and d.planned.row["state"] == "open"]
    missing = ENROLMENTS - sum(each.total for each in found)
    while missing:
        step = 1 if missing > 0 else -1
        room = [d for d in loose if _may_step(d, step)]
        chance.choice(room).add_student(step)
        missing -= step


def _may_step(each: Demand, step: int) -> bool:
    students = each.enrolled + each.completed
    spare = 0 if each.completed else 1
    if step > 0:
        return each.taken < each.planned.row["capacity"] - spare
    return students > 2
