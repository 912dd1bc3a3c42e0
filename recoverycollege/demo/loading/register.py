"""Who came: the marks of every session that is over."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import timedelta

from recoverycollege.demo.loading.timetable import Planned
from recoverycollege.demo.loading.world import Row, World
from recoverycollege.enrolment.models import Attendance, Enrolment

CAME = 0.7  # three in ten sessions are missed, by and large
NOT_COMING = ("missed", "told_us", "part")
HOW_OFTEN = (0.5, 0.33, 0.17)
STEADIER, SHAKIER = 0.15, -0.15
NOT_MARKED_YET = 0.4


def add_attendance(world: World, classes: list[Planned]) -> None:
    """Some people come nearly always and some less often. The last register of a class that is
    still running may not have been kept yet; that of the demo co-teachers is theirs to keep."""
    chance = world.chance("register")
    on_class: dict[int, list[Row]] = defaultdict(list)
    for row in world.rows.of(Enrolment):
        if row["state"] in {"enrolled", "completed"}:
            on_class[row["class_id"]].append(row)
    leanings: dict[int, float] = {}
    for planned in classes:
        past = [s for s in planned.sessions if s["ends_at"] <= world.moment]
        to_do = chance.random() < NOT_MARKED_YET or planned.together
        if past and planned.ends_at > world.moment and to_do:
            past.pop()
        for session in past:
            teacher = chance.choice(planned.team)
            for row in on_class[planned.row["id"]]:
                leaning = leanings.setdefault(
                    row["person_id"], chance.choice((STEADIER, 0, SHAKIER))
                )
                _mark(world, session, row, teacher, leaning, chance)


def _mark(
    world: World, session: Row, row: Row, teacher: Row, leaning: float, chance: random.Random
) -> None:
    came = chance.random() < CAME + leaning
    mark = "came" if came else chance.choices(NOT_COMING, HOW_OFTEN)[0]
    world.rows.add(
        Attendance,
        session_id=session["id"],
        enrolment_id=row["id"],
        mark=mark,
        marked_at=session["starts_at"] + timedelta(minutes=chance.randint(5, 40)),
        marked_by_id=teacher["person_id"],
    )
