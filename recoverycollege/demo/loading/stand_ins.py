"""A session that was moved, so that whoever steps in is asked again; a round whose lead may pass to
someone else; and a signature that was taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from recoverycollege.catalogue.models import CourseDesign, Designer, DesignNote
from recoverycollege.catalogue.rules.codesign import SIDES
from recoverycollege.classes.models import Absence, Substitute
from recoverycollege.demo.loading.people import People
from recoverycollege.demo.loading.teams import TRIO
from recoverycollege.demo.loading.timetable import Planned
from recoverycollege.demo.loading.world import Row, World

WHY = "I would like us to say in the first line that nobody has to talk. Then gladly."


def add_stand_ins(world: World, people: People, classes: Sequence[Planned]) -> None:
    """One of the demonstration's own accounts is asked again."""
    _asked_again(world, people, classes)
    _hand_over(world)


def _asked_again(world: World, people: People, classes: Sequence[Planned]) -> None:
    away = {row["session_id"] for row in world.rows.of(Absence)}
    tomorrow = world.moment + timedelta(days=1)
    helper = next(member for member in people.members if member["name"] in TRIO)
    for planned in classes:
        ahead = [s for s in planned.sessions if s["starts_at"] > tomorrow and s["id"] not in away]
        theirs = {row["person_id"] for row in planned.team}
        if planned.row["state"] != "open" or not ahead or helper["person"]["id"] in theirs:
            continue
        said_at = world.ago(3, 9, 15)
        absence = world.rows.add(
            Absence,
            session_id=ahead[-1]["id"],
            member_id=planned.team[0]["id"],
            said_at=said_at,
            task_id=None,
        )
        world.rows.add(
            Substitute,
            absence_id=absence["id"],
            person_id=helper["person"]["id"],
            since=said_at + timedelta(hours=5),
            asked_again_at=world.ago(1, 16, 30),
        )
        return


def _hand_over(world: World) -> None:
    """In the newest round that is open: someone took their name back, and someone may lead."""
    rounds = [row for row in world.rows.of(CourseDesign) if row["state"] == "open"]
    for design in sorted(rounds, key=lambda row: row["opened_at"], reverse=True):
        all_there = [row for row in world.rows.of(Designer) if row["design_id"] == design["id"]]
        may_sign = [row for row in all_there if row["joined_at"] and row["perspective"] in SIDES]
        others = [row for row in may_sign if not row["lead"]]
        if others:
            others[0]["lead_asked_at"] = world.ago(1, 11, 20)
            _taken_back(world, design, may_sign[-1])
            return


def _taken_back(world: World, design: Row, by: Row) -> None:
    at = world.ago(2, 18, 10)
    world.rows.add(
        DesignNote,
        design_id=design["id"],
        section="",
        kind="unsigned",
        words=WHY,
        by_id=by["person_id"],
        at=at,
        text_version=design["text_version"],
        answer="",
        reason="",
        closed_by_id=by["person_id"],
        closed_at=at,
    )
