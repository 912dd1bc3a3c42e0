"""Offers to teach answered at the same moment: one is taken, the others are told kindly."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege import clock
from recoverycollege.classes.models import Absence, Joining, Substitute, TeamMember
from recoverycollege.database import db
from tests.races.crowd import Browser, all_at_once

pytestmark = pytest.mark.both


def offers(college: Any, class_id: int, absence_id: int | None, how_many: int) -> list[Joining]:
    made = []
    for _ in range(how_many):
        person = college.person()
        college.co_teacher(person, "peer")
        row = Joining(class_id=class_id, absence_id=absence_id, person_id=person.id, invited=False)
        row.by_id, row.perspective = person.id, "" if absence_id else "peer"
        row.made_at = row.until = clock.now()
        made.append(row)
    db.session.add_all(made)
    db.session.commit()
    return made


def answered(live_server: Any, rows: list[Joining], presses: int = 1) -> list[int]:
    """The office says yes to all of them at once."""
    office = live_server.college.office()
    browsers = [Browser(live_server, office) for _ in rows * presses]
    urls = [f"/staff/joinings/{row.id}/yes" for row in rows] * presses
    statuses = all_at_once([partial(b.post, url) for b, url in zip(browsers, urls, strict=True)])
    db.session.rollback()
    assert "Traceback" not in live_server.log()
    return sorted(statuses)


def test_one_of_six_offers_is_taken(live_server: Any) -> None:
    college = live_server.college
    found = college.scheduled_class(state="draft", team=[(college.person(), "practitioner")])
    rows = offers(college, found.id, None, 6)
    assert answered(live_server, rows) == [303, 409, 409, 409, 409, 409]
    team = db.session.scalars(select(TeamMember).where(TeamMember.class_id == found.id)).all()
    assert len(team) == 2
    found_answers = sorted(db.session.scalars(select(Joining.answer)))
    assert found_answers == ["accepted", *["filled"] * 5]


def test_one_steps_in(live_server: Any) -> None:
    college = live_server.college
    found = college.scheduled_class()
    absence = Absence(session_id=found.sessions[0].id, member_id=found.team[0].id)
    absence.said_at = clock.now()
    db.session.add(absence)
    db.session.commit()
    rows = offers(college, found.id, absence.id, 4)
    assert answered(live_server, rows, presses=2).count(303) == 2  # the same one, pressed twice
    assert len(db.session.scalars(select(Substitute)).all()) == 1
