"""A contact is not a person: adding, knowing again, finding."""

from datetime import timedelta

import pytest
from sqlalchemy import false, select

from recoverycollege.accounts import queries
from recoverycollege.accounts.models import Code, Consent, Contact, Person, SignInTry, Task
from recoverycollege.accounts.services import codes, people, tasks
from recoverycollege.accounts.sweeps import forget
from recoverycollege.database import db
from recoverycollege.refusals import Refused


@pytest.fixture
def add(app, time):
    def add(name, value="home@mail.example", by="email", **more):
        return people.add_person(name=name, contact_by=by, value=value, now=time.now, **more)

    return add


def test_knowing_again_takes_contact_and_name(add) -> None:
    ann = add("Ann Røed", confirmed=True)
    assert people.known_person("email", "HOME@mail.example", "ann roed") is ann
    assert people.known_person("email", "home@mail.example", "Ben Reed") is None
    assert people.known_person("email", "other@mail.example", "Ann Røed") is None


def test_the_confirmed_one_is_preferred(add) -> None:
    add("Ann Reed")
    confirmed = add("Ann Reed", confirmed=True)
    assert people.known_person("email", "home@mail.example", "Ann Reed") is confirmed


@pytest.mark.parametrize(
    ("by", "value", "kind", "key"),
    [
        ("text", "01632 960111", "phone", "+441632960111"),
        ("phone", "01632 960111", "phone", "+441632960111"),
        ("letter", "4 Market Street", "address", "4 market street"),
    ],
)
def test_each_route_keeps_its_contact(add, by, value, kind, key) -> None:
    contact = add("Ann Reed", value, by).contacts[0]
    assert (contact.kind, contact.value, contact.key) == (kind, value, key)


def test_no_contact_no_person(add) -> None:
    with pytest.raises(Refused):
        add("Ann Reed", "not an address")
    assert db.session.scalar(select(Person)) is None


@pytest.mark.parametrize(
    "typed", ["ann", "RØED", "roed ann", "960 111", "01632960", "market street"]
)
def test_found_by_part_of_name_number_or_address(add, time, typed) -> None:
    ann = add("Ann Røed", "01632 960 111", "phone", confirmed=True)
    people.change_contact(ann, "letter", "4 Market Street, Riverside", now=time.now)
    add("Ben Stone")
    db.session.flush()
    assert queries.find_people(typed) == [ann]


@pytest.mark.parametrize("typed", ["", "  ", "%", "_", "zzz", "9" * 40, "😀"])
def test_nobody_is_found_by_nothing(add, typed) -> None:
    add("Ann Reed")
    assert queries.find_people(typed) == []


def test_needs_reach_the_team_only_when_let(add, time) -> None:
    ann, ben = add("Ann Reed"), add("Ben Reed")
    people.set_need(ann.id, "A seat by the door", "team", time.now)
    people.set_need(ben.id, "Large print", "office", time.now)
    db.session.flush()
    assert queries.needs_for_team([ann.id, ben.id]) == {ann.id: "A seat by the door"}


def test_the_charter_is_agreed_to_in_its_version(add, college, time) -> None:
    ann = add("Ann Reed")
    college.charter(1)
    people.agree_to_charter(ann.id, "web", time.now)
    people.agree_to_charter(ann.id, "web", time.now)
    db.session.flush()
    assert queries.has_agreed(ann.id)
    assert db.session.scalars(select(Consent.person_id)).all().count(ann.id) == 1
    college.charter(2)
    assert not queries.has_agreed(ann.id)


def test_unconfirmed_people_are_forgotten(app, add, time) -> None:
    add("Ann Reed")
    kept = add("Ben Reed", confirmed=True)
    time.move(days=4)
    add("Cat Reed")
    registry = app.extensions["personal"]
    assert people.purge_unconfirmed(time.now, lambda column, now: column > 0, registry) == 0
    assert people.purge_unconfirmed(time.now, lambda column, now: false(), registry) == 1
    names = set(db.session.scalars(select(Person.name).where(Person.erased_at.is_(None))))
    assert names == {kept.name, "Cat Reed"}


def test_tasks(add, college, time) -> None:
    ann = add("Ann Reed")
    office = college.office()
    due = time.now + timedelta(hours=72)
    task = tasks.add_task("confirm", now=time.now, due_at=due, person_id=ann.id, about_id=7)
    tasks.add_task("problem", now=time.now, due_at=due, words="It broke", for_role="manager")
    tasks.take_task(task.id, office.id)
    tasks.finish_tasks_about(["confirm"], 7, by_id=office.id, outcome="reached", now=time.now)
    tasks.finish_task(task.id, by_id=None, outcome="again", now=time.now)
    assert (task.owner_id, task.outcome) == (office.id, "reached")
    assert [t.kind for t in db.session.scalars(select(Task).where(Task.done_at.is_(None)))] == [
        "problem"
    ]


def test_forget(app, add, college, time) -> None:
    ann = add("Ann Reed", confirmed=True)
    letter = codes.ask_code("sign_in_code", ann.contacts[0], "h")
    db.session.flush()
    codes.make_code(letter, "sign_in", time.now)
    db.session.add(SignInTry(kind="ask", key_hash="x", at=time.now))
    people.change_contact(ann, "email", "new@mail.example", now=time.now)
    db.session.commit()
    time.move(hours=12)
    assert forget(time.now) == 0
    time.move(days=4)
    assert forget(time.now) == 3
    left = [db.session.query(model).count() for model in (Code, SignInTry, Contact)]
    assert left == [0, 0, 1]
