"""The office's first page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from recoverycollege import clock
from recoverycollege.accounts.services.tasks import add_task
from recoverycollege.database import db
from recoverycollege.letters import post


def test_today_shows_what_today_asks_for(college: Any, client: Any, sign_in_as: Any) -> None:
    course = college.course("Telling your story")
    soon = college.scheduled_class(course, starts_in=timedelta(days=2), capacity=1)
    college.fill(soon, waiting=2)
    later = college.scheduled_class(college.course("Far away"), starts_in=timedelta(days=30))
    held = college.enrol(later, college.person("Maria Hold"), state="offered", offer="own")
    now = clock.now()
    add_task("get_back", now=now, due_at=now, name="Gwen Call", reach="01632 960411")
    add_task("get_back", now=now, due_at=now + timedelta(days=3), name="Not Today")
    add_task("problem", now=now, due_at=now, name="For Manager", for_role="manager")
    post("waiting", held.person_id, enrolment_id=held.id).state = "parked"
    db.session.commit()
    sign_in_as(college.office())
    page = client.get("/staff").text
    assert "Telling your story" in page
    assert "Full, 2 places wished for" in page
    assert "Maria Hold" in page
    assert "Gwen Call" in page
    assert "Not Today" not in page
    assert "For Manager" not in page
    assert "1 letter is stuck" in page
    sign_in_as(college.manager())
    assert "For Manager" in client.get("/staff").text


def test_today_is_calm_when_empty(college: Any, client: Any, sign_in_as: Any) -> None:
    sign_in_as(college.office())
    page = client.get("/staff").text
    assert "Nothing is due today" in page
    assert "No class meets this week" in page
