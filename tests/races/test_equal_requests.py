"""One person presses ten times at once: one wish, one letter, and no fault."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import func, select, text

from recoverycollege.accounts.models import Person
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.letters import Letter
from tests.races.crowd import Browser, all_at_once, fails, shows

PRESSES = 10
pytestmark = pytest.mark.both


def signed_in(server, path):
    """The deed of someone who has signed in."""
    return partial(Browser(server, server.college.person()).post, path)


def new(server, path):
    """The deed of someone nobody knows yet."""
    server.college.charter()
    number = path.split("/")[2]
    email = f"new{number}@mail.example"
    fields = {"name": "Nia New", "contact_by": "email", "email": email, "charter": "y"}
    return partial(Browser(server, handle=f"browser {number}").post, path, **fields)


def press(server, who):
    """A new class, and what the presses were answered."""
    group = server.college.scheduled_class()
    return group.id, all_at_once([who(server, f"/classes/{group.id}/ask")] * PRESSES)


def check_once(server, class_id, statuses, most_refused=0):
    """Raises AssertionError unless there is one wish, and one letter about it leaves."""
    server.letters()
    db.session.rollback()
    refused = statuses.count(429)
    assert set(statuses) <= {303, 429}, (statuses, server.log()[-3000:])
    assert refused <= most_refused
    wishes = db.session.scalars(select(Enrolment).where(Enrolment.class_id == class_id)).all()
    assert len(wishes) == 1
    posted = select(Letter).where(Letter.person_id == wishes[0].person_id)
    states = [letter.state for letter in db.session.scalars(posted)]
    assert states.count("sent") == 1
    assert set(states) <= {"sent", "dropped"}
    assert "Traceback" not in server.log()


def once_each(server, times):
    for number in range(times):
        check_once(server, *press(server, signed_in))
        # Whoever is not signed in may ask six times in an hour.
        check_once(server, *press(server, new), most_refused=PRESSES - 6)
        people = select(func.count()).where(Person.name == "Nia New")
        assert db.session.scalar(people) == number + 1


def test_ten_presses_are_one_wish_and_one_letter(live_server):
    once_each(live_server, 2)


@pytest.mark.proof
@pytest.mark.timeout(900)
def test_ten_presses_again_and_again(start_server):
    """Ten equal requests at once, 200 times: 100 by someone signed in, 100 by someone new.
    Measured on PostgreSQL: 78 s."""
    once_each(start_server(threads=8), 100)


def test_with_the_lock_off_the_same_test_fails(start_server, database_kind):
    """The negative control. On PostgreSQL the unique indexes behind the lock are taken away too:
    then there are several wishes. On SQLite it shows as errors."""
    server = start_server("tests.races.unlocked:app")
    if database_kind == "postgresql":
        db.session.execute(text("DROP INDEX uq_enrolment_live"))
        number = "ALTER TABLE enrolment DROP CONSTRAINT uq_enrolment_class_id_number"
        db.session.execute(text(number))
        db.session.commit()

    def trial():
        class_id, statuses = press(server, signed_in)
        found = fails(check_once, server, class_id, statuses)
        wishes = select(func.count()).where(Enrolment.class_id == class_id)
        twice = db.session.scalar(wishes) > 1
        return found and (503 in statuses if database_kind == "sqlite" else twice)

    assert shows(trial)
