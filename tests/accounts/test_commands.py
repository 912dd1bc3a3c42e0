"""Commands about people, and the link that lets staff in once."""

import json

import pytest

from recoverycollege.accounts.models import Person, Role
from recoverycollege.database import db


@pytest.fixture
def run(app):
    def run(*args):
        db.session.commit()
        db.session.remove()
        return app.test_cli_runner().invoke(args=[str(arg) for arg in args])

    return run


def path_in(output: str) -> str:
    return output.strip().partition("/account/")[1] + output.strip().partition("/account/")[2]


def test_create_staff_prints_a_link_that_works_once(run, app, client) -> None:
    result = run("create-staff", "olive@mail.example", "--name", "Olive Desk", "--manager")
    assert result.exit_code == 0, result.output
    link = path_in(result.output)
    assert "Welcome, Olive Desk" in client.get(link).text
    assert client.press(link, page=link).location == "/staff"
    assert "Hello Olive Desk" in client.get("/account").text
    other = app.test_client()
    for answer in (other.get(link), other.press(link), other.get("/account/link/forged")):
        assert answer.status_code == 404
        for words in ("What you can do instead", "Ask whoever gave you the link", "Sign in"):
            assert words in answer.text
    assert db.session.query(Role).one().name == "manager"


def test_the_link_leads_to_the_second_step(strict_app, time) -> None:
    db.session.remove()
    result = strict_app.test_cli_runner().invoke(args=["create-staff", "olive@mail.example"])
    client, link = strict_app.test_client(), path_in(result.output)
    response = client.press(link, page=link)
    assert response.location == "/account/second-factor"
    assert client.get(response.location).location == "/account/second-factor/setup"
    assert client.get("/staff").status_code == 303


def test_the_link_ends_after_a_day(run, client, time) -> None:
    link = path_in(run("create-staff", "olive@mail.example").output)
    time.move(hours=25)
    assert client.get(link).status_code == 404


def test_create_staff_knows_people_again(run, college) -> None:
    person = college.person("Ann Reed", email="ann@mail.example")
    person_id = person.id
    assert run("create-staff", "ANN@mail.example").exit_code == 0
    assert run("create-staff", "ANN@mail.example").exit_code == 0
    assert [row.person_id for row in db.session.query(Role)] == [person_id]
    assert run("create-staff", "no address").exit_code == 1


def test_export(run, college) -> None:
    person = college.person("Ann Reed", email="ann@mail.example")
    person_id = person.id
    for who in (person_id, "ann@mail.example"):
        found = json.loads(run("export-person", who).output)
        assert found["person"][0]["name"] == "Ann Reed"
    assert run("export-person", "nobody@mail.example").exit_code == 1


def test_people_who_share_are_listed(run, college) -> None:
    for name in ("Ann Reed", "Ben Reed"):
        college.person(name, phone="01632 960 111")
    for command in ("export-person", "erase-person"):
        result = run(command, "01632 960111")
        assert result.exit_code == 2
        assert "Ann Reed" in result.output
        assert "Ben Reed" in result.output
    assert db.session.query(Person).filter(Person.erased_at.is_not(None)).count() == 0


def test_erase(run, college) -> None:
    person_id = college.person("Ann Reed", email="ann@mail.example").id
    assert run("erase-person", person_id).exit_code == 1
    assert run("erase-person", person_id, "--yes").exit_code == 0
    assert db.session.get_one(Person, person_id).name == ""
    assert run("erase-person", person_id, "--yes").exit_code == 1
