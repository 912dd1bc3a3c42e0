"""Many ask for the last of three places at once, on a live server, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from tests.races.crowd import Browser, all_at_once

PLACES = 3


def crowd(server, people):
    """A class with three places, and what each of a crowd is about to do: half are signed in,
    half are new."""
    college = server.college
    college.charter()
    group = college.scheduled_class(capacity=PLACES)
    path = f"/classes/{group.id}/ask"

    def known(number):
        browser = Browser(server, college.person())
        return lambda: browser.post(path)

    def new(number):
        browser = Browser(server)
        fields = {
            "name": f"New {number}",
            "contact_by": "email",
            "email": f"new{group.id}.{number}@mail.example",
            "charter": "y",
        }
        return lambda: browser.post(path, **fields)

    return group.id, [(known if n % 2 else new)(n) for n in range(people)]


def check_fair(server, class_id, statuses):
    """Raises AssertionError unless three have a place, the rest are in line, all were answered."""
    db.session.rollback()
    line = db.session.scalars(select(Enrolment).where(Enrolment.class_id == class_id)).all()
    states = [wish.state for wish in line]
    log = server.log()
    assert set(statuses) == {303}, (statuses, log[-3000:])
    assert len(states) - states.count("waiting") == PLACES
    assert set(states) <= {"enrolled", "offered", "waiting"}
    assert sorted(wish.number for wish in line) == list(range(1, len(statuses) + 1))
    assert "database is locked" not in log
    assert "Traceback" not in log


@pytest.mark.both
def test_three_get_a_place_and_the_rest_are_in_line(live_server):
    class_id, deeds = crowd(live_server, 20)
    check_fair(live_server, class_id, all_at_once(deeds))


@pytest.mark.proof
@pytest.mark.both
@pytest.mark.timeout(900)
def test_fifty_at_once_again_and_again(live_server):
    for _ in range(10):
        class_id, deeds = crowd(live_server, 50)
        check_fair(live_server, class_id, all_at_once(deeds))


@pytest.mark.both
def test_with_the_lock_off_the_same_test_fails(start_server, database_kind):
    """The negative control: without the lock the fault is there, and this test sees it. On SQLite
    it shows as errors; on PostgreSQL as a class sold twice, once the unique joining number, which
    stands behind the lock, is gone too."""
    server = start_server("tests.races.unlocked:app")
    class_id, deeds = crowd(server, 20)
    if database_kind == "postgresql":
        number = "ALTER TABLE enrolment DROP CONSTRAINT uq_enrolment_class_id_number"
        db.session.execute(text(number))
        db.session.commit()
    statuses = all_at_once(deeds)
    with pytest.raises(AssertionError):
        check_fair(server, class_id, statuses)
    wishes = select(Enrolment).where(Enrolment.class_id == class_id, Enrolment.state != "waiting")
    oversold = len(db.session.scalars(wishes).all()) > PLACES
    assert oversold if database_kind == "postgresql" else 503 in statuses
