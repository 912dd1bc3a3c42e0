"""Reports for whoever pays for the college: asked for, so that the worker makes them. One goes out
as soon as it is made (`demo.releasing`), one waits to be looked at, and one can't be released."""

from __future__ import annotations

from collections import Counter

from recoverycollege.catalogue.models import Course
from recoverycollege.demo.loading.timetable import Planned
from recoverycollege.demo.loading.world import World
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.feedback.models import Release

OUT = 1  # the id of the one that goes out
ASKED_AGO = 2  # days


def add_releases(world: World, classes: list[Planned]) -> None:
    """Of the term that is over: its largest strand, and of the other courses those with most and
    with fewest people."""
    over = [planned for planned in classes if planned.term == 0 and planned.row["state"] == "open"]
    on_class = Counter(
        row["class_id"] for row in world.rows.of(Enrolment) if row["state"] == "completed"
    )
    strand_of = {row["id"]: row["strand_id"] for row in world.rows.of(Course)}
    strands, courses = Counter[int](), Counter[int]()
    for planned in over:
        people = on_class[planned.row["id"]]
        strands[strand_of[planned.row["course_id"]]] += people
        courses[planned.row["course_id"]] += people
    largest = max(strands, key=lambda strand_id: (strands[strand_id], -strand_id))
    others = [course_id for course_id in courses if strand_of[course_id] != largest]
    most = max(others, key=lambda course_id: (courses[course_id], -course_id))
    fewest = min(others, key=lambda course_id: (courses[course_id], course_id))
    wanted = [("strand", largest), ("course", most), ("course", fewest)]
    for number, (scope, scope_id) in enumerate(wanted, OUT):
        world.rows.add(
            Release,
            id=number,
            scope=scope,
            scope_id=scope_id,
            period="term",
            period_id=over[0].row["term_id"],
            asked_at=world.ago(ASKED_AGO, 9, 30),
        )
