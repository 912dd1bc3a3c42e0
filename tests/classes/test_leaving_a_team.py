"""Out of a team, by the office or by being erased: nothing is open any more, and what they signed
stays signed."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege import personal
from recoverycollege.accounts.models import Task
from recoverycollege.accounts.services.people import erase_person
from recoverycollege.classes.audit import records_are_signed_by_their_team, teams_are_whole
from recoverycollege.classes.models import RecordSignature, ScheduledClass
from recoverycollege.classes.queries.needs import open_needs
from recoverycollege.classes.rules.records import fingerprint
from recoverycollege.classes.services import records, teams
from recoverycollege.classes.services.shown import leads
from recoverycollege.database import begin_write, db


@pytest.fixture
def there(college: Any, time: Any) -> SimpleNamespace:
    """Dee and Ravi, who has signed that they planned it together; Tia could go on for him."""
    dee, ravi, tia = (college.person(name) for name in ("Dee Peer", "Ravi Nurse", "Tia Third"))
    team = [(dee, "peer", {"lead": True}), (ravi, "practitioner"), (tia, "practitioner")]
    found = college.scheduled_class(team=team)
    db.session.rollback()
    begin_write()
    how = {"seen": fingerprint("design", "We met."), "first_words": lambda row: "We met."}
    records.sign(found.id, ravi.id, "design", now=time.now, **how)
    db.session.commit()
    begin_write()
    return SimpleNamespace(found=found, dee=dee, ravi=ravi, tia=tia)


def erase(app: Any, person: Any, now: Any) -> None:
    how = {"registry": personal.registered(app), "before": app.extensions["before_erase"]}
    erase_person(person.id, now, None, **how)
    db.session.commit()


@pytest.mark.both
def test_whoever_signed_can_be_taken_out(app: Any, there: Any, sign_in_as: Any) -> None:
    class_id = there.found.id
    teams.remove_team_member(class_id, there.ravi.id, by_id=there.dee.id)
    db.session.commit()
    client = sign_in_as(there.ravi)
    for page in ("", "/messages", "/materials", "/together", "/team"):
        assert client.get(f"/teaching/classes/{class_id}{page}").status_code in (403, 404)
    text = (
        sign_in_as(there.dee, app.test_client()).get(f"/teaching/classes/{class_id}/together").text
    )
    assert "Ravi" in text
    assert records_are_signed_by_their_team() == []


def test_erasing_takes_the_name_from_what_was_signed(app: Any, there: Any, time: Any) -> None:
    erase(app, there.ravi, time.now)
    signature = db.session.scalars(select(RecordSignature)).one()
    assert (signature.name, signature.side) == ("", "other")
    assert records_are_signed_by_their_team() == []


@pytest.mark.both
def test_erased_is_out_of_teams_to_come_and_is_looked_for(app: Any, there: Any, time: Any) -> None:
    erase(app, there.dee, time.now)
    assert [member.person_id for member in there.found.team] == [there.ravi.id, there.tia.id]
    assert [need.sides for need in open_needs(time.now)] == [("peer",)]
    assert all(leads(member) for member in there.found.team)
    assert teams_are_whole() == []  # nobody broke the gate, and the office knows
    task = db.session.scalars(select(Task)).one()
    assert (task.words, task.name, task.person_id) == ("team_left", there.found.course.title, None)


def test_the_team_of_a_class_long_over_stays(app: Any, college: Any, there: Any, time: Any) -> None:
    over = {"sessions": 1, "starts_in": -timedelta(days=9)}
    past = college.scheduled_class(team=[(there.dee, "peer"), (there.ravi, "relative")], **over)
    db.session.rollback()
    begin_write()
    erase(app, there.dee, time.now)
    past = db.session.get_one(ScheduledClass, past.id)
    assert [member.person_id for member in past.team] == [there.dee.id, there.ravi.id]
    assert past.sides == ["relative"]
