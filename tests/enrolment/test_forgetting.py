"""People who asked and were never reached are forgotten after three days; nobody else is."""

from __future__ import annotations

from recoverycollege.accounts.models import Contact, Person
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.worker import run_once


def names() -> list[str]:
    db.session.rollback()
    return sorted(name for name in db.session.scalars(db.select(Person.name)) if name)


def ask(client, group, **values):
    page = f"/classes/{group.id}/ask"
    given = {"contact_by": "email", "charter": "y"} | values
    assert client.submit(page, given).status_code == 303


def test_after_three_days(app, client, college, time) -> None:
    group = college.scheduled_class(capacity=1, team=[])
    known = college.person("Known")
    college.enrol(group, known)
    ask(client, group, name="Never back", email="never@mail.example")
    ask(client, group, name="By phone", contact_by="phone", phone="01632 960 001")
    time.move(days=2)
    run_once(app)
    assert names() == ["By phone", "Known", "Never back"]
    time.move(days=2)
    run_once(app)
    assert names() == ["By phone", "Known"]  # the office still has to ring
    assert "never@mail.example" not in db.session.scalars(db.select(Contact.key)).all()
    states = db.select(Enrolment.state).order_by(Enrolment.id)
    assert db.session.scalars(states).all()[0] == "enrolled"
