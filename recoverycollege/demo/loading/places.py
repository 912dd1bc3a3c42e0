"""Who has which place: enrolments with their joining numbers, and what led there."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

from recoverycollege.demo.loading.demand import Demand, Wish, demand, is_over
from recoverycollege.demo.loading.offers import add_offers, note
from recoverycollege.demo.loading.people import People
from recoverycollege.demo.loading.reserved import Reserved, reserve
from recoverycollege.demo.loading.timetable import Planned
from recoverycollege.demo.loading.world import Row, World, between
from recoverycollege.enrolment.models import Enrolment

OPENS_BEFORE = timedelta(days=42)
RUNNING = {"enrolled", "completed", "offered", "held", "waiting"}
ASKS_FIRST_TIME = 0.4  # how often someone who is on no class yet is taken first
APPETITES = (1, 1, 2, 2, 3, 4, 6)
BY_OFFICE = {"phone": ("phone", "phone", "in_person"), "letter": ("paper", "phone")}
RINGS_ANYWAY = 0.08


def add_places(world: World, people: People, classes: list[Planned]) -> dict[int, Row]:
    """Every enrolment. Answers the first one of each student."""
    wanted = demand(world, classes)
    reserved = reserve(world, wanted, people)
    choosing = Choosing(world, people, reserved)
    # In no order of time, or those who ask first would all be on the last term's classes.
    world.chance("order").shuffle(wanted)
    made = {each.planned.row["id"]: (each.planned, choosing.wishes(each)) for each in wanted}
    first: dict[int, Row] = {}
    for class_id in sorted(made):
        for row in Numbering(world, people, *made[class_id]).add():
            known = first.setdefault(row["person_id"], row)
            if row["asked_at"] < known["asked_at"]:
                first[row["person_id"]] = row
    return first


class Choosing:
    """Gives wishes to students: nobody is in two places at once or on a course twice."""

    def __init__(self, world: World, people: People, reserved: Reserved) -> None:
        self.world, self.reserved = world, reserved
        self.chance = world.chance("places")
        known = {person["id"] for places in reserved.values() for _, person in places}
        self.students = [s for s in people.students if s["id"] not in known]
        self.appetites = [self.chance.choice(APPETITES) for _ in self.students]
        self.unserved = deque(self.chance.sample(self.students, len(self.students)))
        self.taken: set[tuple[object, ...]] = set()

    def wishes(self, each: Demand) -> list[Wish]:
        """The wishes for one class, in the order they were made."""
        made = []
        reserved = self.reserved.get(each.planned.row["id"], [])
        here = {person["id"] for _, person in reserved}
        for state, count in each.states().items():
            named = [person for its_state, person in reserved if its_state == state]
            for number in range(count):
                person = named[number] if number < len(named) else self._someone(each, state, here)
                here.add(person["id"])
                made.append(Wish(state, person, self._asked_at(each.planned, state)))
        return sorted(made, key=lambda wish: (wish.asked_at, wish.person["id"]))

    def _someone(self, each: Demand, state: str, here: set[int]) -> Row:
        for _ in range(len(self.unserved)):
            if self.chance.random() > ASKS_FIRST_TIME:
                break
            person = self.unserved.popleft()
            if self._suits(person, each.planned, state, here):
                return person
            self.unserved.append(person)
        while True:
            person = self.chance.choices(self.students, self.appetites)[0]
            if self._suits(person, each.planned, state, here):
                return person

    def _suits(self, person: Row, planned: Planned, state: str, here: set[int]) -> bool:
        marks = {
            (person["id"], planned.course["slug"]),
            (person["id"], planned.term, *planned.part),
        }
        if person["id"] in here or (state in RUNNING and marks & self.taken):
            return False
        if state in RUNNING:
            self.taken |= marks
        return True

    def _asked_at(self, planned: Planned, state: str) -> datetime:
        """Those in line asked last; whoever has an offer now asked just before them."""
        last = min(planned.starts_at, self.world.moment) - timedelta(hours=3)
        days = {"waiting": (9, 3), "lapsed": (9, 6), "declined": (9, 6), "offered": (16, 10)}
        if state == "held":
            return self.world.ago(1, self.chance.randint(10, 16), self.chance.randrange(60))
        first_days, last_days = days.get(state, (OPENS_BEFORE.days, 1))
        return between(
            self.chance, last - timedelta(days=first_days), last - timedelta(days=last_days)
        )


class Numbering:
    """Writes the wishes of one class: the number, the state, and what led there."""

    def __init__(self, world: World, people: People, planned: Planned, wishes: list[Wish]) -> None:
        self.world, self.people = world, people
        self.planned, self.wishes = planned, wishes
        self.chance = world.chance(f"class {planned.row['id']}")

    def add(self) -> list[Row]:
        return [self._add(wish, number) for number, wish in enumerate(self.wishes, start=1)]

    def _add(self, wish: Wish, number: int) -> Row:
        channel = self._channel(wish)
        office_id = self.people.office["id"] if channel != "web" else None
        row = self.world.rows.add(
            Enrolment,
            class_id=self.planned.row["id"],
            person_id=wish.person["id"],
            state="offered" if wish.state == "held" else wish.state,
            number=number,
            channel=channel,
            taken_by_id=office_id,
            asked_at=wish.asked_at,
            confirmed_at=None if wish.state == "held" else wish.asked_at,
            ended_at=self._ended_at(wish),
            places=1,
            with_whom="",
            auto_days=None,
        )
        add_offers(self.world, self.planned, row, wish, self.chance)
        self._note_end(row, wish.state)
        return row

    def _channel(self, wish: Wish) -> str:
        way = wish.person["contact_by"]
        if way in BY_OFFICE and wish.state != "held":
            return self.chance.choice(BY_OFFICE[way])
        rings = wish.state != "held" and self.chance.random() < RINGS_ANYWAY
        return self.chance.choice(("phone", "in_person")) if rings else "web"

    def _ended_at(self, wish: Wish) -> datetime | None:
        if wish.state in {"enrolled", "offered", "held", "waiting"}:
            return None
        if self.planned.row["state"] == "called_off":
            return self.world.ago(1, 11)
        if wish.state == "completed" or (
            wish.state == "lapsed" and is_over(self.planned, self.world)
        ):
            return self.planned.ends_at + timedelta(days=1)
        latest = min(self.world.moment, self.planned.starts_at) - timedelta(hours=2)
        return between(self.chance, wish.asked_at + timedelta(hours=1), latest)

    def _note_end(self, row: Row, state: str) -> None:
        called_off = self.planned.row["state"] == "called_off"
        if state == "withdrawn" and not called_off:
            at = row["ended_at"]
            note(self.world, "place.withdrawn", row, at, row["person_id"], state=state)
