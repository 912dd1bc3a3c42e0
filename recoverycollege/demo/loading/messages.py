"""What the demo co-teachers wrote to their classes, and who checked in by themselves."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta

from recoverycollege.demo.loading.teams import TRIO
from recoverycollege.demo.loading.timetable import Planned
from recoverycollege.demo.loading.world import Row, World, read
from recoverycollege.enrolment.models import Attendance, ClassMessage, Enrolment
from recoverycollege.enrolment.rules.attendance import ON_REGISTER
from recoverycollege.enrolment.rules.messages import KEPT_FOR
from recoverycollege.history import Entry

EACH = 3  # every third of those who came did it with their phone


def add_messages(world: World, classes: list[Planned]) -> None:
    """The class they teach together has them all; their other classes what suits every class."""
    places = world.rows.of(Enrolment)
    people = Counter(row["class_id"] for row in places if row["state"] in ON_REGISTER)
    messages = read("messages")["message"]
    for planned in classes:
        writers = [member for member in planned.team if member["shown_name"] in TRIO]
        if not writers or not people[planned.row["id"]]:
            continue
        for number, message in enumerate(messages):
            sent_at = _sent_at(world, planned, message)
            new = world.moment - KEPT_FOR < sent_at <= world.moment
            if new and (planned.together or message.get("all")):
                writer = writers[number % len(writers)]
                words = message["words"].strip()
                _add(world, planned, writer, words, people[planned.row["id"]], sent_at)


def _sent_at(world: World, planned: Planned, message: Row) -> datetime:
    sessions = sorted(session["starts_at"] for session in planned.sessions)
    number = message["session"]
    starts_at = sessions[-1] if number < 0 else sessions[min(number, len(sessions)) - 1]
    away = timedelta(days=message.get("after", 0) - message.get("before", 0))
    day = starts_at.astimezone(world.zone).date() + away
    return world.at(day, time(message["hour"]))


def _add(
    world: World, planned: Planned, writer: Row, words: str, people: int, sent_at: datetime
) -> None:
    row = world.rows.add(
        ClassMessage,
        class_id=planned.row["id"],
        person_id=writer["person_id"],
        words=words,
        people=people,
        once="",
        sent_at=sent_at,
    )
    row["once"] = f"demo {row['id']}"
    world.rows.add(
        Entry,
        at=sent_at,
        actor_id=writer["person_id"],
        person_id=None,
        action="message.sent",
        about_kind="class",
        about_id=planned.row["id"],
        detail={"message_id": row["id"], "people": people},
    )


def check_some_in(world: World, classes: list[Planned]) -> None:
    """In the class the three teach together, some came with their phone in hand, and who could not
    come had said so themselves."""
    sessions = {s["id"]: s for planned in classes if planned.together for s in planned.sessions}
    person_of = {row["id"]: row["person_id"] for row in world.rows.of(Enrolment)}
    marks = [row for row in world.rows.of(Attendance) if row["session_id"] in sessions]
    for row in marks:
        starts_at, mark = sessions[row["session_id"]]["starts_at"], row["mark"]
        if mark == "told_us":
            row["marked_at"] = starts_at - timedelta(hours=15)
        elif mark == "came" and row["enrolment_id"] % EACH == 0:
            row["marked_at"] = starts_at - timedelta(minutes=row["enrolment_id"] % 12)
        else:
            continue
        row["marked_by_id"] = person_of[row["enrolment_id"]]
