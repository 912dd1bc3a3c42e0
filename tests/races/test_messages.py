"""One message pressed many times at once, and a team that writes at once: each is sent once, and
never more than a day holds."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import func, select

from recoverycollege.database import db
from recoverycollege.enrolment.models import ClassMessage
from recoverycollege.letters import Letter
from tests.races.crowd import Browser, all_at_once

pytestmark = pytest.mark.both


def sent(class_id):
    db.session.rollback()
    mine = ClassMessage.class_id == class_id
    return db.session.scalar(select(func.count()).where(mine))


def test_eight_presses_one_message(live_server):
    college = live_server.college
    dee = college.person("Dee Peer")
    group = college.scheduled_class(team=[(dee, "peer")])
    college.enrol(group)
    college.enrol(group)
    page = f"/teaching/classes/{group.id}/messages"
    press = partial(Browser(live_server, dee).post, page, words="A coat, please.", once="a" * 32)
    assert all_at_once([press] * 8) == [303] * 8
    assert sent(group.id) == 1
    assert db.session.scalar(select(func.count()).select_from(Letter)) == 2
    assert "Traceback" not in live_server.log()


def test_the_team_writes_at_once(live_server):
    college = live_server.college
    team = [(college.person(f"Dee Peer {n}"), "peer") for n in range(3)]
    group = college.scheduled_class(team=team)
    college.enrol(group)
    page = f"/teaching/classes/{group.id}/messages"
    presses = [
        partial(Browser(live_server, person).post, page, words="A coat.", once=f"{person.id} {n}")
        for person, _ in team
        for n in range(2)
    ]
    assert sorted(all_at_once(presses)) == [303] * 3 + [422] * 3
    assert sent(group.id) == 3
    assert "Traceback" not in live_server.log()
