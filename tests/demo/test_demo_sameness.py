"""The same seed and the same day make the same college; any day makes a good one."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from recoverycollege.accounts.models import Person
from recoverycollege.database import Base
from recoverycollege.demo.load import make
from recoverycollege.demo.loading.world import World
from recoverycollege.enrolment.models import Enrolment, Offer

TODAY = date(2026, 3, 11)


def made(today: date = TODAY, seed: int = 1, zone: str = "Europe/London") -> World:
    return make(World(today, ZoneInfo(zone), "GB", seed))


def rows(world: World) -> dict[str, list[dict[str, object]]]:
    models = (mapper.class_ for mapper in Base.registry.mappers)
    return {model.__tablename__: world.rows.of(model) for model in models}


def test_same_seed_same_college() -> None:
    assert rows(made()) == rows(made())


def test_another_seed_other_people() -> None:
    names = [[row["name"] for row in made(seed=seed).rows.of(Person)] for seed in (1, 2)]
    assert names[0] != names[1]


@pytest.mark.parametrize(
    "today",
    [
        date(2026, 1, 1),  # before a term
        date(2026, 3, 29),  # the day the clocks change, a Sunday
        date(2026, 8, 15),  # between terms
        date(2026, 12, 18),  # the last day of one
        date(2028, 2, 29),
    ],
)
@pytest.mark.parametrize("zone", ["Europe/London", "Europe/Copenhagen"])
def test_any_day_will_do(today, zone) -> None:
    world = made(today, zone=zone)
    assert 1250 < len(world.rows.of(Enrolment)) < 1300  # some have booked a talk
    assert all(row["asked_at"] < world.moment for row in world.rows.of(Enrolment))
    live = [row for row in world.rows.of(Offer) if row["answer"] is None]
    assert len(live) == 7
