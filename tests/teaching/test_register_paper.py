"""The register on paper: a sheet that gives nobody away, and typing in what came back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import Task
from recoverycollege.database import db
from recoverycollege.enrolment.models import Attendance
from recoverycollege.history import Entry


@pytest.fixture
def session_page(taught):
    return f"/teaching/sessions/{taught.group.sessions[0].id}/register"


def marks():
    found = db.session.scalars(select(Attendance).order_by(Attendance.enrolment_id)).all()
    return [(m.enrolment_id, m.mark, m.marked_by_id) for m in found]


def test_the_sheet_holds_names_and_boxes_and_nothing_else(sign_in_as, taught, session_page):
    client = sign_in_as(taught.dee)
    text = client.get(f"{session_page}/paper").text
    assert len(client.statements) <= 6
    table = text[text.index("<table") : text.index("</table>")]
    for name in ("Ada Lark", "Ben Moss", "Cyd Reed", "Room 2"):
        assert name in table
    assert table.count('class="box"') == 4 * 6
    for hidden in ("A seat by the door", "Hears voices", "@mail.example", "peer"):
        assert hidden not in text
    # The name of the course is on the screen, and not on what is printed.
    assert text.count("Food and mood") == 1
    assert '<p class="no-print">For Food and mood.' in text


def test_a_mark_made_before_is_on_the_sheet(college, sign_in_as, taught, session_page):
    college.mark(taught.group.sessions[0], taught.places[1], "told_us")
    text = sign_in_as(taught.dee).get(f"{session_page}/paper").text
    assert text.count("×") == 1


@pytest.mark.both
def test_only_what_is_typed_is_saved(college, sign_in_as, taught, session_page):
    ada, ben, cyd = taught.places
    college.mark(taught.group.sessions[0], ada, "told_us")
    client = sign_in_as(taught.ravi)
    page = f"{session_page}/entry"
    answer = client.submit(page, {f"mark-{ben.id}": "came"})
    assert len(set(client.statements)) <= 15
    assert (answer.status_code, answer.location) == (303, page)
    assert marks() == [(ada.id, "told_us", None), (ben.id, "came", taught.ravi.id)]
    entry = db.session.scalars(select(Entry).where(Entry.action == "attendance.marked")).one()
    assert (entry.actor_id, entry.person_id) == (taught.ravi.id, ben.person_id)
    text = client.get(page).text
    assert len(client.statements) <= 6
    assert "Saved. When all is typed in, please shred the sheet." in text
    assert text.count(" checked") == 2
    assert f'name="mark-{cyd.id}"' in text


def test_who_left_meanwhile_is_said_and_what_was_typed_stays(sign_in_as, taught, session_page):
    ada, ben, cyd = taught.places
    client = sign_in_as(taught.dee)
    typed = {f"mark-{place.id}": "came" for place in (ada, ben, cyd)}
    ben.state = "withdrawn"
    answer = client.post(f"{session_page}/entry", data=typed | {"csrf_token": client.token()})
    assert answer.status_code == 422
    assert "has no place on this class now" in answer.text
    assert answer.text.count(" checked") == 2
    assert marks() == []


def test_a_page_open_too_long_keeps_what_was_typed(sign_in_as, taught, session_page):
    client = sign_in_as(taught.dee)
    answer = client.post(f"{session_page}/entry", data={f"mark-{taught.places[0].id}": "part"})
    assert answer.status_code == 422
    assert "Please press once more." in answer.text
    assert answer.text.count(" checked") == 1
    assert marks() == []


def test_whoever_was_missed_is_rung(sign_in_as, taught, session_page):
    taught.people[0].call_if_missed = True
    client = sign_in_as(taught.dee)
    client.submit(f"{session_page}/entry", {f"mark-{taught.places[0].id}": "missed"})
    assert [task.kind for task in db.session.scalars(select(Task))] == ["call"]


def test_the_register_leads_to_its_paper(sign_in_as, taught, session_page):
    text = sign_in_as(taught.dee).get(session_page).text
    assert f'href="{session_page}/paper"' in text
    assert f'href="{session_page}/entry"' in text


@pytest.mark.parametrize("leaf", ["paper", "entry"])
def test_a_session_of_others_is_not_there(college, sign_in_as, taught, session_page, leaf):
    stranger = college.person("Uma Other")
    college.scheduled_class(team=[(stranger, "peer")])
    client = sign_in_as(stranger)
    assert client.get(f"{session_page}/{leaf}").status_code == 404
    data = {f"mark-{taught.places[0].id}": "came", "csrf_token": client.token()}
    if leaf == "entry":
        assert client.post(f"{session_page}/{leaf}", data=data).status_code == 404
    assert marks() == []


@pytest.mark.both
def test_the_office_types_it_in(college, sign_in_as, taught):
    office = college.office()
    client = sign_in_as(office)
    page = f"/staff/sessions/{taught.group.sessions[0].id}/register"
    text = client.get(f"/staff/classes/{taught.group.id}").text
    assert f'href="{page}"' in text
    assert f'href="{page}/paper"' in text
    answer = client.submit(page, {f"mark-{taught.places[2].id}": "came"})
    assert (answer.status_code, answer.location) == (303, page)
    assert len(set(client.statements)) <= 15
    assert marks() == [(taught.places[2].id, "came", office.id)]
    assert client.get(page).text.count(" checked") == 1
    assert len(client.statements) <= 12
    paper = client.get(f"{page}/paper").text
    assert "Ada Lark" in paper
    assert "A seat by the door" not in paper
    later = f"/staff/sessions/{taught.group.sessions[2].id}/register"
    answer = client.submit(later, {f"mark-{taught.places[2].id}": "came"})
    assert answer.status_code == 422
    assert "This session is still to come" in answer.text
    assert client.post(page, data={}).status_code == 422
    assert client.get("/staff/sessions/987654/register").status_code == 404
    assert client.get("/staff/sessions/987654/register/paper").status_code == 404
