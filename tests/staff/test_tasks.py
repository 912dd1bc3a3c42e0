"""Tasks: the list, taking one, and what came of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import Look, Task
from recoverycollege.accounts.services.tasks import add_task, finish_task
from recoverycollege.database import db


@pytest.fixture
def tasks(college: Any, time: Any) -> dict[str, int]:
    now, hour = time.now, timedelta(hours=1)
    known = college.person("Kofi Mensah", phone="07700900414", message_ok=True)
    made = {
        "late": add_task(
            "get_back", now=now, due_at=now - hour, person_id=known.id, words="Is it all right?"
        ),
        "later": add_task(
            "get_back", now=now, due_at=now + hour, name="Gwen", reach="01632 960411"
        ),
        "manager": add_task("problem", now=now, due_at=now, name="Desmond", for_role="manager"),
    }
    db.session.commit()
    return {name: task.id for name, task in made.items()}


def test_open_tasks_by_due(college: Any, client: Any, sign_in_as: Any, tasks: Any) -> None:
    sign_in_as(college.office())
    page = client.get("/staff/tasks").text
    assert page.index("Kofi Mensah") < page.index("Gwen")
    assert "07700900414" in page
    assert "We may leave a message" in page
    assert "Is it all right?" in page
    assert "Desmond" not in page
    assert client.get(f"/staff/tasks/{tasks['manager']}").status_code == 404
    assert client.press(f"/staff/tasks/{tasks['manager']}/take").status_code == 404
    assert "All done" in client.get("/staff/tasks?kind=access").text


def test_managers_see_theirs_as_well(
    college: Any, client: Any, sign_in_as: Any, tasks: Any
) -> None:
    sign_in_as(college.manager())
    assert "Desmond" in client.get("/staff/tasks").text
    assert client.get(f"/staff/tasks/{tasks['manager']}").status_code == 200


def test_taking_and_finishing(college: Any, client: Any, sign_in_as: Any, tasks: Any) -> None:
    office = college.office()
    sign_in_as(office)
    url = f"/staff/tasks/{tasks['late']}"
    answer = client.press(f"{url}/take", page="/staff/tasks")
    assert "taken by Olive Desk" in client.get(answer.location).text
    refused = client.submit(url, outcome=" ")
    assert refused.status_code == 422
    assert client.submit(url, outcome="Rang back.").status_code == 303
    task = db.session.get(Task, tasks["late"], populate_existing=True)
    assert task and (task.outcome, task.done_by_id) == ("Rang back.", office.id)
    assert "Kofi Mensah" not in client.get("/staff/tasks").text.partition("<main")[2]
    assert "Rang back." in client.get(url).text
    assert db.session.scalars(select(Look).where(Look.page == "task")).first()


def friendly_call(college: Any, time: Any, **columns: Any) -> Task:
    """Someone with a place, to be rung by the team or the office."""
    person = college.person("Wen Li", phone="01632 960301", **columns)
    place = college.enrol(college.scheduled_class(), person)
    task = add_task(
        "call",
        now=time.now,
        due_at=time.now,
        person_id=person.id,
        about_id=place.id,
        for_role="team",
    )
    db.session.commit()
    return task


def test_a_friendly_call_and_how_it_went(
    college: Any, client: Any, sign_in_as: Any, time: Any
) -> None:
    sign_in_as(college.office())
    url = f"/staff/tasks/{friendly_call(college, time).id}"
    assert "the team may ring as well" in client.get("/staff/tasks?kind=call").text
    page = client.get(url).text
    assert "you are welcome back. Never ask why" in page
    assert "Left a message" not in page  # they did not allow one
    assert "Please press how it went" in client.submit(url).text
    assert client.submit(url, result="left_message").status_code == 422
    answer = client.submit(url, result="comes_back", outcome="Next week.")
    assert answer.location == "/staff/tasks"
    page = client.get(url).text
    assert "They will come back" in page
    assert "Next week." in page


def test_whoever_would_like_to_leave_is_helped_at_once(
    college: Any, client: Any, sign_in_as: Any, time: Any
) -> None:
    sign_in_as(college.office())
    task = friendly_call(college, time, message_ok=True)
    url = f"/staff/tasks/{task.id}"
    answer = client.submit(url, result="would_leave", outcome="Mornings are hard.")
    assert answer.location == f"/staff/places/{task.about_id}/withdraw?back=tasks"
    assert "Leave the class?" in client.get(answer.location).text
    page = client.get(url).text  # not done until they have left
    assert "Mornings are hard." in page
    assert "Done?" in page
    assert client.press(answer.location, page=answer.location).location == "/staff/tasks"
    assert "They left the class." in client.get(url).text


def test_nobody_answers_and_somebody_rings_again(
    college: Any, client: Any, sign_in_as: Any, time: Any
) -> None:
    sign_in_as(college.office())
    task = friendly_call(college, time)
    said = []
    for number in range(3):
        answer = client.submit(f"/staff/tasks/{task.id + number}", result="no_answer")
        said.append(client.get(answer.location).text)
    assert "A new call is set for Thursday 12 March. We try three times in all." in said[0]
    assert "A new call is set for Thursday" in said[1]
    assert "Nobody rings again for now, and their place stays theirs." in said[2]


def test_a_task_someone_else_took_stays_theirs(
    college: Any, client: Any, sign_in_as: Any, tasks: Any
) -> None:
    other = college.office("Otto Desk")
    db.session.get_one(Task, tasks["late"]).owner_id = other.id
    sign_in_as(college.office())
    refused = client.press(f"/staff/tasks/{tasks['late']}/take")
    assert refused.status_code == 409
    assert "Someone else has taken this one already" in refused.text
    db.session.expire_all()
    assert db.session.get_one(Task, tasks["late"]).owner_id == other.id


def test_what_settled_itself_says_so(
    college: Any, client: Any, sign_in_as: Any, tasks: Any, time: Any
) -> None:
    sign_in_as(college.office())
    finish_task(tasks["late"], by_id=None, outcome="taken_back", now=time.now)
    db.session.commit()
    assert "they were not missed" in client.get(f"/staff/tasks/{tasks['late']}").text
