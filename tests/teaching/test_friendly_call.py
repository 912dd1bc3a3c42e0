"""Someone who asked for a friendly call when they miss a session gets one; nobody else does."""

from __future__ import annotations

from datetime import timedelta

from recoverycollege.accounts.models import Task
from recoverycollege.database import db
from recoverycollege.enrolment.services import register


def test_a_missed_session_becomes_a_task_for_those_who_asked(app, college, time) -> None:
    group = college.scheduled_class(starts_in=timedelta(minutes=10))
    wishes = college.enrol(group, college.person("Ada", call_if_missed=True))
    other = college.enrol(group, college.person("Bo"))
    teacher = group.team[0].person_id
    marks = {wishes.id: "missed", other.id: "missed"}
    for _ in range(2):  # marking again asks for no second call
        register.mark_all(group.sessions[0].id, marks, by_id=teacher, now=time.now)
        db.session.commit()
    tasks = db.session.scalars(db.select(Task)).all()
    assert [(task.kind, task.person_id) for task in tasks] == [("get_back", wishes.person_id)]
