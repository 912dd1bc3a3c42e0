"""Friendly calls to those who missed a session: a few open, the older ones with how they went."""

from __future__ import annotations

from datetime import timedelta

from recoverycollege.demo.loading.office import TO_ANSWER, add_task, finish
from recoverycollege.demo.loading.people import People
from recoverycollege.demo.loading.world import Row, World
from recoverycollege.enrolment.models import Attendance, Enrolment
from recoverycollege.enrolment.services.calling import CALL, SOON

SINCE = timedelta(days=28)
STILL_OPEN = 3  # the newest
WENT = (
    ("comes_back", "Had a cold, is fine again. Next week for sure."),
    ("reached", "Glad that we rang."),
    ("left_message", ""),
)


def add_calls(world: World, people: People) -> None:
    """One for each person who wants to be rung and missed a session in the last four weeks."""
    callable_ids = {s["id"] for s in people.students[2:] if s["call_if_missed"]}
    places = {row["id"]: row for row in world.rows.of(Enrolment)}
    marks = world.rows.of(Attendance)
    newest: dict[int, Row] = {}
    for mark in sorted(marks, key=lambda mark: (mark["marked_at"], mark["enrolment_id"])):
        person_id = places[mark["enrolment_id"]]["person_id"]
        missed = mark["mark"] == "missed" and mark["marked_at"] > world.moment - SINCE
        if missed and person_id in callable_ids:
            newest[person_id] = mark
    in_order = sorted(newest.values(), key=lambda mark: mark["marked_at"])
    for number, mark in enumerate(reversed(in_order)):
        _add(world, people, places[mark["enrolment_id"]], mark, done=number >= STILL_OPEN)


def _add(world: World, people: People, place: Row, mark: Row, *, done: bool) -> None:
    result, words = WENT[place["id"] % len(WENT)]
    marked_at, about = mark["marked_at"], {"person_id": place["person_id"], "about_id": place["id"]}
    task = add_task(world, CALL, marked_at, marked_at + SOON, **about)
    if done:
        finish(task, people, marked_at + TO_ANSWER, words, result)
