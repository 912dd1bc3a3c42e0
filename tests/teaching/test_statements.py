"""The pages of co-teachers ask the database little, however many people and parts there are."""

from __future__ import annotations

from datetime import timedelta

import pytest

from recoverycollege.classes.models import PlanPart, SessionPlan
from recoverycollege.database import db


@pytest.mark.parametrize(
    ("page", "most"),
    [
        ("/teaching", 12),
        ("/teaching/classes/{group}", 12),
        ("/teaching/classes/{group}/materials", 12),
        ("/teaching/sessions/{session}/register", 6),
        ("/teaching/sessions/{session}/plan", 12),
        ("/teaching/sessions/{session}/plan/edit?copy=before", 12),
    ],
)
def test_a_page_stays_within_its_statements(college, sign_in_as, taught, time, page, most):
    for number in range(5):
        college.enrol(taught.group, college.person(needs=f"A need {number}", told_to="team"))
        team = [(taught.dee, "peer"), (taught.ravi, "practitioner")]
        college.scheduled_class(starts_in=timedelta(days=number), team=team)
    for session in taught.group.sessions:
        parts = [PlanPart(position=n, minutes=10, words="Tea") for n in range(8)]
        db.session.add(SessionPlan(session_id=session.id, changed_at=time.now, parts=parts))
    db.session.commit()
    client = sign_in_as(taught.dee)
    number = taught.group.sessions[1].id
    assert client.get(page.format(group=taught.group.id, session=number)).status_code == 200
    assert len(client.statements) <= most, "\n".join(client.statements)
