"""People to ring: the co-teachers' own list, where the college lets the team ring."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import Task
from recoverycollege.accounts.services.tasks import add_task
from recoverycollege.database import db


def call_for(place, time, **more):
    given = {"for_role": "team", "person_id": place.person_id, "about_id": place.id} | more
    task = add_task("call", now=time.now, due_at=time.now, **given)
    db.session.commit()
    return task


@pytest.fixture
def by_phone(college, taught, time):
    """Wen is reached by phone, a message may be left; Ada by e-mail."""
    wen = college.person("Wen Li", phone="01632 960301", message_ok=True)
    return call_for(college.enrol(taught.group, wen), time)


def fresh(task):
    return db.session.get(Task, task.id, populate_existing=True)


def test_the_class_page_lists_whom_to_ring(sign_in_as, taught, by_phone, time):
    by_mail = call_for(taught.places[0], time)
    client = sign_in_as(taught.dee)
    assert "2 people to ring" in client.get("/teaching").text
    page = client.get(f"/teaching/classes/{taught.group.id}").text
    for words in ("People to ring", "Wen Li", "01632 960301", "We may leave a message."):
        assert words in page
    assert "The office has their address" in page
    assert "ada-lark@mail.example" not in page
    assert "Left a message" not in client.get(f"/teaching/calls/{by_mail.id}").text


def test_calls_for_the_office_are_not_on_it(sign_in_as, taught, time):
    office = call_for(taught.places[0], time, for_role="office")
    client = sign_in_as(taught.dee)
    assert "People to ring" not in client.get(f"/teaching/classes/{taught.group.id}").text
    assert client.get(f"/teaching/calls/{office.id}").status_code == 404


def test_one_of_the_team_rings_and_the_other_sees_who(app, sign_in_as, taught, by_phone):
    page = f"/teaching/classes/{taught.group.id}"
    url = f"/teaching/calls/{by_phone.id}"
    dee = sign_in_as(taught.dee)
    answer = dee.press(f"{url}/take", page=page)
    assert "You ring them. Thank you." in dee.get(answer.location).text
    assert fresh(by_phone).owner_id == taught.dee.id
    ravi = sign_in_as(taught.ravi, app.test_client())
    assert "Dee Peer rings them." in ravi.get(page).text
    refused = ravi.press(f"{url}/take")
    assert refused.status_code == 409
    assert "Someone else has taken this one already" in refused.text


@pytest.mark.parametrize("result", ["reached", "no_answer", "left_message", "comes_back"])
def test_one_press_says_how_it_went(sign_in_as, taught, by_phone, result):
    client = sign_in_as(taught.dee)
    url = f"/teaching/calls/{by_phone.id}"
    assert "Never ask why" in client.get(url).text
    answer = client.submit(url, result=result, words="Next week again.")
    assert answer.status_code == 303
    assert "Thank you for ringing" in client.get(answer.location).text
    done = fresh(by_phone)
    assert (done.result, done.outcome, done.done_by_id) == (
        result,
        "Next week again.",
        taught.dee.id,
    )
    assert client.get(url).status_code == 404


@pytest.mark.both
def test_where_nobody_answers_somebody_rings_again(sign_in_as, taught, by_phone):
    """The next day, three times in all."""
    client, number, days = sign_in_as(taught.dee), by_phone.id, []
    for _ in range(3):
        client.submit(f"/teaching/calls/{number}", result="no_answer")
        db.session.expire_all()
        calls = db.session.scalars(select(Task).where(Task.kind == "call").order_by(Task.id)).all()
        number = calls[-1].id
        days.append(len([call for call in calls if call.done_at is None]))
    assert days == [1, 1, 0]
    assert {call.for_role for call in calls} == {"team"}
    assert [call.due_at - by_phone.due_at for call in calls[1:]] == [timedelta(days=1)] * 2


def test_whoever_would_like_to_leave_is_helped_by_the_office(
    app, college, sign_in_as, taught, by_phone
):
    sign_in_as(taught.dee).submit(f"/teaching/calls/{by_phone.id}", result="would_leave")
    asked = db.session.scalars(select(Task).where(Task.kind == "get_back")).one()
    assert (asked.person_id, asked.about_id, asked.for_role) == (
        by_phone.person_id,
        by_phone.about_id,
        "office",
    )
    office = sign_in_as(college.office(), app.test_client())
    assert "would like to leave the class" in office.get(f"/staff/tasks/{asked.id}").text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Choose one of these"),
        ({"result": "fault"}, "Choose one of these"),
        ({"result": "reached", "words": "a" * 501}, "Please shorten this"),
    ],
)
def test_what_does_not_fit_is_said(sign_in_as, taught, by_phone, fields, words):
    answer = sign_in_as(taught.dee).submit(f"/teaching/calls/{by_phone.id}", fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert fresh(by_phone).done_at is None


def test_no_message_is_noted_where_none_may_be_left(sign_in_as, taught, time):
    task = call_for(taught.places[0], time)
    answer = sign_in_as(taught.dee).submit(f"/teaching/calls/{task.id}", result="left_message")
    assert answer.status_code == 422


def test_a_call_of_another_class_is_absent(college, sign_in_as, taught, time):
    foreign = call_for(college.enrol(college.scheduled_class()), time)
    client = sign_in_as(taught.dee)
    for url in (f"/teaching/calls/{foreign.id}", f"/teaching/calls/{2**31 - 1}"):
        assert client.get(url).status_code == 404
        assert client.press(url).status_code == 404
        assert client.press(f"{url}/take").status_code == 404
    assert fresh(foreign).owner_id is None


def test_a_page_open_too_long_takes_nothing(sign_in_as, taught, by_phone):
    client = sign_in_as(taught.dee)
    answer = client.post(f"/teaching/calls/{by_phone.id}/take", data={})
    assert answer.status_code == 422
    assert "Please press once more" in answer.text
    assert fresh(by_phone).owner_id is None


def test_the_register_asks_the_college_who_is_rung(app_with, sign_in_as, college, taught):
    """Settings: everyone, by the team."""
    other = app_with(call_after_missed="everyone", missed_calls_by="team").test_client()
    client = sign_in_as(taught.dee, other)
    session = taught.group.sessions[0]
    ben = taught.places[1]
    client.submit(f"/teaching/sessions/{session.id}/register", {f"mark-{ben.id}": "missed"})
    found = db.session.scalars(select(Task).where(Task.kind == "call")).one()
    assert (found.person_id, found.for_role) == (ben.person_id, "team")
