"""Someone checks in while the team marks them: the team's mark is what stays."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.enrolment.links import check_in_word
from recoverycollege.enrolment.models import Attendance
from tests.races.crowd import Browser, all_at_once

pytestmark = pytest.mark.both


def test_the_teams_mark_stays_whoever_was_first(live_server):
    college, key = live_server.college, live_server.settings.secret_key
    dee = college.person("Dee Peer")
    group = college.scheduled_class(team=[(dee, "peer")], starts_in=timedelta(minutes=10))
    session_id = group.sessions[0].id
    page, link = (
        f"/teaching/sessions/{session_id}/register",
        f"/check-in/{check_in_word(key, session_id)}",
    )
    teacher = Browser(live_server, dee)
    for _ in range(4):
        place = college.enrol(group)
        student = Browser(live_server, place.person)
        marks = partial(teacher.post, page, **{f"mark-{place.id}": "missed"})
        deeds = [partial(student.post, link)] * 4 + [marks] + [partial(student.post, link)] * 3
        assert set(all_at_once(deeds)) == {303}
        db.session.rollback()
        mine = select(Attendance).where(Attendance.enrolment_id == place.id)
        [mark] = db.session.scalars(mine).all()
        assert (mark.mark, mark.marked_by_id) == ("missed", dee.id)
    assert "Traceback" not in live_server.log()
