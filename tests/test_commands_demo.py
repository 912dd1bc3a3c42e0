"""`load-demo`: only into an empty database, only under DEMO; the same on both databases."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from recoverycollege.accounts.models import Person
from recoverycollege.commands.demonstration import welcome
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.text import fold


def run(app, *words):
    db.session.rollback()
    return app.test_cli_runner().invoke(args=words)


@pytest.mark.both
def test_load_demo(app, time) -> None:
    told = re.search(r"(\d+) enrolments", run(app, "load-demo").output)
    assert run(app, "audit").exit_code == 0
    again = run(app, "load-demo")
    assert again.exit_code == 1
    assert "Nothing changed" in again.output
    assert run(app, "load-demo", "--if-empty").exit_code == 0
    assert told and int(told[1]) == db.session.scalar(select(func.count()).select_from(Enrolment))
    # New rows go on after the loaded ones.
    person = Person(name="New", folded_name=fold("New"), contact_by="email", created_at=time.now)
    db.session.add(person)
    db.session.commit()
    assert person.id == 529
    assert (app.extensions["settings"].instance / "help-now.json").exists()


def test_not_into_a_college_in_use(app, college) -> None:
    college.person("Sam Field")
    assert run(app, "load-demo").exit_code == 1
    assert db.session.scalar(select(func.count()).select_from(Person)) == 1


def test_not_into_a_real_college(strict_app) -> None:
    for command in ("load-demo", "run-demo"):
        answer = run(strict_app, command)
        assert answer.exit_code == 1
        assert "RECOVERYCOLLEGE_DEMO=1" in answer.output


def test_the_welcome_says_all_one_needs(app) -> None:
    settings = app.extensions["settings"]
    words = welcome(settings)
    for needed in (settings.base_url, "hope-is-contagious", str(settings.letters_folder)):
        assert needed in words
    for name in ["student", "student2", "peer", "practitioner", "relative", "office", "manager"]:
        assert f"{name}@demo.example" in words
