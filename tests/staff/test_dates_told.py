"""A date moves: everyone with a place, an offer or a turn in the line is told, in their way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import Task
from recoverycollege.database import db
from recoverycollege.enrolment.services.changing import tell_of_dates
from recoverycollege.letters import Letter


def written():
    db.session.rollback()
    return [x.person_id for x in db.session.scalars(select(Letter)) if x.kind == "dates_changed"]


@pytest.mark.both
def test_everyone_concerned_is_told_once(client, college, sign_in_as, time):
    group = college.scheduled_class(
        college.course("Food and mood"), capacity=3, sessions=2, team=[]
    )
    people = {
        state: college.enrol(group, college.person(email=f"{state}@mail.example"), state=state)
        for state in ("enrolled", "offered", "waiting", "withdrawn")
    }
    caller = college.enrol(group, college.person(phone="01632 960 300"))
    unsure = college.enrol(group, college.person(), state="offered", offer="own")
    office = sign_in_as(college.office())
    first, second = group.sessions
    page = office.submit(
        f"/staff/classes/{group.id}/dates/{first.id}",
        day="2026-03-19",
        starts="11:00",
        ends="13:00",
    )
    assert page.status_code == 303
    assert "Everyone with a place or a turn in the line is told." in office.get(page.location).text
    concerned = {people[s].person_id for s in ("enrolled", "offered", "waiting")}
    assert set(written()) == concerned
    assert unsure.person_id not in written()
    tasks = db.session.scalars(select(Task).where(Task.kind == "tell")).all()
    assert [(task.person_id, task.words) for task in tasks] == [(caller.person_id, "dates_changed")]
    office.submit(
        f"/staff/classes/{group.id}/dates/{second.id}",
        day="2026-03-26", starts="11:00", ends="13:00",
    )  # fmt: skip
    assert len(written()) == 3  # one letter tells of both
    assert client.letters() == []
    time.move(hours=1)
    mails = client.letters()
    assert len(mails) == 3
    assert "Thursday 19 March, 11:00 to 13:00" in mails[0].body
    assert "Thursday 26 March, 11:00 to 13:00" in mails[0].body
    assert "Food" not in mails[0].subject


def test_nobody_to_tell(college, sign_in_as):
    group = college.scheduled_class(sessions=2)
    office = sign_in_as(college.office())
    page = office.submit(f"/staff/classes/{group.id}/dates/{group.sessions[0].id}/remove")
    assert page.status_code == 303
    assert "is told" not in office.get(page.location).text
    assert written() == []


@pytest.mark.both
def test_a_letter_that_is_leaving_does_not_tell_of_the_next_change(college, time):
    group, office = college.scheduled_class(team=[]), college.office()
    college.enrol(group)
    tell_of_dates(group.id, time.now, office.id)
    tell_of_dates(group.id, time.now, office.id)
    db.session.commit()
    [letter] = db.session.scalars(select(Letter))
    letter.claimed_until = time.now + timedelta(minutes=5)
    db.session.commit()
    tell_of_dates(group.id, time.now, office.id)
    db.session.commit()
    assert len(written()) == 2
