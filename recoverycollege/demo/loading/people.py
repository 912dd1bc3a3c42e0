"""Who comes: the demo accounts, co-teachers, and five hundred students."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from recoverycollege.accounts.models import AccessNeed, Consent, Contact, Person, Role
from recoverycollege.accounts.rules import CONTACT_KINDS, contact_key
from recoverycollege.demo.loading.world import Row, World, read
from recoverycollege.text import filename_safe, fold

STUDENTS = 500
BY_PHONE, BY_LETTER = 0.12, 0.05
HOUSEHOLDS = 16
WITH_NEEDS = 0.15
WANT_A_CALL = {"phone": 0.6, "email": 0}  # when they missed a session
OWN_CULTURE = 0.85
CONSENT_CHANNELS = {"email": "web", "phone": "phone", "letter": "paper"}


@dataclass
class People:
    """The people of the demonstration, by what they do there."""

    members: list[Row]  # the co-teachers: their person and what people.toml says of them
    students: list[Row]
    office: Row
    manager: Row


def add_people(world: World, password_hash: str) -> People:
    """Everyone, with a way to reach them and, where they chose so, what would help them."""
    told = read("people")
    staff = {}
    students = []
    for account in told["account"]:
        person = _known(world, account, password_hash)
        if account["role"] == "student":
            students.append(person)
        else:
            staff[account["role"]] = person
            given = world.ago(700)
            world.rows.add(Role, person_id=person["id"], name=account["role"], given_at=given)
    members = [
        member | {"person": _known(world, member, password_hash)} for member in told["member"]
    ]
    students += _make_students(world, told, STUDENTS - len(students))
    _add_needs(world, told["needs"], students)
    return People(members, students, staff["office"], staff["manager"])


def _known(world: World, told: Row, password_hash: str) -> Row:
    """Someone named in people.toml. Those with a demo address sign in with the demo password."""
    email = told.get("email")
    value = email or f"{filename_safe(told['name'])}@example.org"
    person = _add_person(world, told["name"], "email", value)
    person["password_hash"] = password_hash if email else None
    return person


def _make_students(world: World, told: Row, how_many: int) -> list[Row]:
    chance = world.chance("students")
    ways = _ways(chance, how_many)
    mobiles = iter(chance.sample(range(1000), 400))
    landlines = iter(chance.sample(range(1000), 400))
    names = _names(chance, told["culture"])
    students: list[Row] = []
    called: dict[int, tuple[str, str]] = {}
    for way in ways:
        first, last = next(names)
        name = f"{first} {last}"
        if way == "email":
            value = f"{filename_safe(name).replace('-', '.')}@example.org"
        elif way == "phone":
            mobile = chance.random() < 0.7
            value = f"07700 900{next(mobiles):03}" if mobile else f"01632 960{next(landlines):03}"
        else:
            value = _address(chance, told["streets"])
        student = _add_person(world, name, way, value)
        student["message_ok"] = way == "phone" and chance.random() < 0.6
        student["call_if_missed"] = way != "letter" and chance.random() < WANT_A_CALL[way]
        students.append(student)
        called[student["id"]] = first, last
    _make_households(world, chance, students, called)
    return students


def _ways(chance: random.Random, how_many: int) -> list[str]:
    by_phone, by_letter = round(how_many * BY_PHONE), round(how_many * BY_LETTER)
    ways = ["phone"] * by_phone + ["letter"] * by_letter
    ways += ["email"] * (how_many - len(ways))
    chance.shuffle(ways)
    return ways


def _names(chance: random.Random, cultures: list[Row]) -> Iterator[tuple[str, str]]:
    """First and last names that nobody else has; most families sound like one culture."""
    sizes = [len(culture["first"]) for culture in cultures]
    given = set()
    while True:
        own, other = chance.choices(cultures, sizes, k=2)
        family = own if chance.random() < OWN_CULTURE else other
        name = chance.choice(own["first"]), chance.choice(family["last"])
        if fold(" ".join(name)) not in given:
            given.add(fold(" ".join(name)))
            yield name


def _address(chance: random.Random, streets: list[str]) -> str:
    flat = f"Flat {chance.randint(1, 9)}, " if chance.random() < 0.3 else ""
    street = chance.choice(streets)
    ends = "".join(chance.choices("ABDEFGHJLN", k=2))
    code = f"RV{chance.randint(1, 4)} {chance.randint(1, 9)}{ends}"
    return f"{flat}{chance.randint(1, 88)} {street}, Riverside, {code}"


def _make_households(
    world: World, chance: random.Random, students: list[Row], called: dict[int, tuple[str, str]]
) -> None:
    """Two who live together share a mailbox or a telephone, and mostly a last name."""
    contacts = {row["person_id"]: row for row in world.rows.of(Contact)}
    by_way = {way: [s for s in students if s["contact_by"] == way] for way in ("email", "phone")}
    for number in range(HOUSEHOLDS):
        way = "phone" if number % 4 == 3 else "email"
        one, other = (by_way[way].pop(chance.randrange(len(by_way[way]))) for _ in range(2))
        shared = contacts[one["id"]]
        contacts[other["id"]].update(value=shared["value"], key=shared["key"])
        first, last = called[other["id"]][0], called[one["id"]][1]
        if number % 3 and first != called[one["id"]][0]:
            other.update(name=f"{first} {last}", folded_name=fold(f"{first} {last}"))


def _add_needs(world: World, needs: list[str], students: list[Row]) -> None:
    chance = world.chance("needs")
    for student in sorted(chance.sample(students, round(len(students) * WITH_NEEDS)), key=_id):
        words = chance.sample(needs, 2 if chance.random() < 0.2 else 1)
        world.rows.add(
            AccessNeed,
            person_id=student["id"],
            words=" ".join(words),
            told_to=chance.choice(("office", "team")),
            changed_at=world.ago(chance.randint(1, 120)),
        )


def _id(row: Row) -> int:
    number: int = row["id"]
    return number


def _add_person(world: World, name: str, contact_by: str, value: str) -> Row:
    """A person who was reached long ago; `place_in_time` makes it the day they first asked."""
    since = world.ago(720)
    person = world.rows.add(
        Person,
        name=name,
        folded_name=fold(name),
        contact_by=contact_by,
        message_ok=False,
        call_if_missed=False,
        password_hash=None,
        created_at=since,
        confirmed_at=since,
    )
    kind = CONTACT_KINDS[contact_by]
    world.rows.add(
        Contact,
        person_id=person["id"],
        kind=kind,
        value=value,
        key=contact_key(kind, value, world.country),
        verified_at=since,
        created_at=since,
    )
    return person


def place_in_time(world: World, people: People, first_asked: dict[int, Row]) -> None:
    """Students are known since they first asked for a place; then they agreed to the charter.

    Whoever has only a place that is being kept, and was not reached yet, is not confirmed.
    """
    contacts = {row["person_id"]: row for row in world.rows.of(Contact)}
    for student in people.students:
        asked = first_asked.get(student["id"])
        since = asked["asked_at"] - timedelta(minutes=1) if asked else world.ago(30)
        reached = asked["confirmed_at"] if asked else since
        student.update(created_at=since, confirmed_at=reached)
        contacts[student["id"]].update(created_at=since, verified_at=reached)
    version = read("charter")["version"]
    for person in world.rows.of(Person):
        world.rows.add(
            Consent,
            person_id=person["id"],
            kind="charter",
            version=version,
            channel=CONSENT_CHANNELS[person["contact_by"]],
            given_at=person["created_at"],
        )
