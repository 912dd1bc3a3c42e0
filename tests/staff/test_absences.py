"""A co-teacher rings: they cannot teach one session, or they can after all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.classes.models import Absence
from recoverycollege.classes.services import absences
from recoverycollege.database import begin_write, db
from recoverycollege.history import Entry


@pytest.fixture
def taught(college: Any) -> Any:
    team = [(college.person("Dee Peer"), "peer"), (college.person("Ravi Nurse"), "practitioner")]
    course, soon = college.course("Food and mood"), timedelta(hours=1)
    return college.scheduled_class(course, team=team, sessions=2, starts_in=soon)


@pytest.fixture
def office(college: Any, sign_in_as: Any) -> Any:
    return sign_in_as(college.office())


def away() -> list[Absence]:
    db.session.expire_all()
    return list(db.session.scalars(select(Absence)))


def test_noted_and_taken_back(office: Any, taught: Any) -> None:
    dee, session = taught.team[0].person, taught.sessions[1]
    page = f"/staff/classes/{taught.id}/team/{dee.id}"
    url = f"/staff/sessions/{session.id}/team/{dee.id}"
    for _twice in range(2):
        assert office.press(f"{url}/away").location == page
    (row,) = away()
    assert (row.session_id, row.member.person_id) == (session.id, dee.id)
    assert f"/staff/board/sessions/{row.id}" in office.get(page).text
    said = db.session.scalars(select(Entry).where(Entry.action == "team.away")).one()
    assert (said.person_id, said.actor_id != dee.id) == (dee.id, True)
    assert "Food and mood" in office.get("/staff/board").text
    office.press(f"{url}/back", page=page)
    assert away() == []


def test_who_steps_in_stands_there(office: Any, taught: Any, college: Any, time: Any) -> None:
    kofi = college.person("Kofi Step")
    college.co_teacher(kofi, "peer")
    dee, session = taught.team[0].person, taught.sessions[0]
    office.press(f"/staff/sessions/{session.id}/team/{dee.id}/away")
    (row,) = away()
    db.session.rollback()
    begin_write()
    absences.put_in_for(row.id, kofi.id, now=time.now, by_id=dee.id)
    db.session.commit()
    page = office.get(f"/staff/classes/{taught.id}/team/{dee.id}").text
    assert "Kofi Step steps in." in page
    assert "They can come after all" in page


def test_only_for_sessions_to_come_of_their_own_class(
    office: Any, taught: Any, college: Any, time: Any
) -> None:
    stranger = college.person("Sam Field")
    url = f"/staff/sessions/{taught.sessions[0].id}/team"
    assert office.press(f"{url}/{stranger.id}/away").status_code == 409
    assert office.press("/staff/sessions/987654/team/1/away").status_code == 404
    draft = college.scheduled_class(state="draft", team=[(taught.team[0].person, "peer")])
    page = office.get(f"/staff/classes/{draft.id}/team/{taught.team[0].person_id}").text
    assert "They can't be there" not in page
    time.set(taught.sessions[0].starts_at + timedelta(minutes=1))
    assert office.press(f"{url}/{taught.team[0].person_id}/away").status_code == 409
    assert away() == []
