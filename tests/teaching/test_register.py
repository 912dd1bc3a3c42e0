"""The register: marked with a thumb, corrected at any time, by either of two teachers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.enrolment.models import Attendance
from recoverycollege.history import Entry

JSON = {"Accept": "application/json"}


@pytest.fixture
def register(taught):
    return f"/teaching/sessions/{taught.group.sessions[0].id}/register"


def marks(taught):
    found = db.session.scalars(select(Attendance)).all()
    return {m.enrolment_id - taught.places[0].id: m.mark for m in found}


def mark(place, value):
    return {f"mark-{place.id}": value}


@pytest.mark.both
def test_marks_are_saved_and_corrected(sign_in_as, taught, register, time):
    ada, ben, _ = taught.places
    client = sign_in_as(taught.dee)
    answer = client.submit(register, mark(ada, "came") | mark(ben, "missed"))
    assert (answer.status_code, answer.location) == (303, register)
    assert marks(taught) == {0: "came", 1: "missed"}
    page = client.get(register).text
    assert "Saved. You can correct it at any time." in page
    assert "2 of 3 marked" in page
    client.submit(register, mark(ben, "told_us"))
    assert marks(taught) == {0: "came", 1: "told_us"}
    kept = db.session.scalars(select(Attendance).order_by(Attendance.id)).all()
    assert {m.marked_by_id for m in kept} == {taught.dee.id}
    entries = db.session.scalars(select(Entry).where(Entry.action == "attendance.marked")).all()
    assert [(e.detail["before"], e.detail["after"]) for e in entries] == [
        ("", "came"),
        ("", "missed"),
        ("missed", "told_us"),
    ]


@pytest.mark.both
def test_one_mark_by_script(sign_in_as, taught, register):
    client = sign_in_as(taught.dee)
    data = mark(taught.places[0], "part") | {"csrf_token": client.token()}
    answer = client.post(register, data=data, headers=JSON)
    assert (answer.status_code, answer.json) == (200, {"words": "Saved"})
    assert len(client.statements) <= 10
    assert marks(taught) == {0: "part"}


def test_a_whole_page_costs_few_statements(college, sign_in_as, taught, register):
    places = taught.places + [college.enrol(taught.group) for _ in range(9)]
    client = sign_in_as(taught.dee)
    changes = {f"mark-{place.id}": "came" for place in places}
    assert client.submit(register, changes).status_code == 303
    # SQLite's driver writes row by row: each row is the same statement once more.
    assert len(set(client.statements)) <= 10
    assert len(marks(taught)) == 12


@pytest.mark.both
def test_a_page_left_open_does_not_undo_the_other_teachers_mark(app, sign_in_as, taught, register):
    ada, ben, _ = taught.places
    dee = sign_in_as(taught.dee)
    dee.submit(register, mark(ada, "missed"))
    stale = {f"seen-{ada.id}": "missed", f"mark-{ada.id}": "missed", f"mark-{ben.id}": "came"}
    ravi = sign_in_as(taught.ravi, app.test_client())
    ravi.submit(register, mark(ada, "came"))  # she came late
    dee.post(register, data=stale | {"csrf_token": dee.token()})
    assert marks(taught) == {0: "came", 1: "came"}


def test_a_session_to_come_is_refused_kindly(sign_in_as, taught):
    later = f"/teaching/sessions/{taught.group.sessions[1].id}/register"
    client = sign_in_as(taught.dee)
    answer = client.submit(later, mark(taught.places[0], "came"))
    assert answer.status_code == 422
    assert "This session is still to come. You can mark it on the day." in answer.text
    data = mark(taught.places[0], "came") | {"csrf_token": client.token()}
    by_script = client.post(later, data=data, headers=JSON)
    assert by_script.status_code == 422
    assert "still to come" in by_script.json["words"]
    assert client.submit(later, mark(taught.places[0], "told_us")).status_code == 303
    assert marks(taught) == {0: "told_us"}


def test_long_after_it_can_still_be_corrected(sign_in_as, taught, register, time):
    taught.places[0].state = "completed"
    db.session.commit()
    time.move(days=20)
    client = sign_in_as(taught.dee)
    assert client.submit(register, mark(taught.places[0], "came")).status_code == 303
    assert marks(taught) == {0: "came"}


def test_whoever_left_meanwhile_is_said_and_nothing_is_half_saved(
    sign_in_as, taught, register, time
):
    ada, ben, _ = taught.places
    client = sign_in_as(taught.dee)
    client.get(register)
    ben.state = "withdrawn"
    db.session.commit()
    data = mark(ada, "came") | mark(ben, "came") | {"csrf_token": client.token()}
    answer = client.post(register, data=data)
    assert answer.status_code == 422
    assert "has no place on this class now" in answer.text
    assert marks(taught) == {}


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("mark-{}", "late", 422),
        ("mark-{}", "college_cancelled", 422),
        ("mark-{}", "x" * 10_000, 422),
        ("mark-{}", "<script>", 422),
        ("mark-{}", "", 303),
        ("mark-{}\x00", "came", 303),  # the NUL is dropped at the door
        ("mark-99999999999999999999", "came", 303),
        ("mark-999999999", "came", 422),
        ("mark--1", "came", 303),
        ("other", "came", 303),
    ],
)
def test_strange_marks(sign_in_as, taught, register, name, value, status):
    client = sign_in_as(taught.dee)
    data = {name.format(taught.places[0].id): value, "csrf_token": client.token()}
    assert client.post(register, data=data).status_code == status
    assert set(marks(taught).values()) <= {"came"}


def test_nobody_from_another_class_is_marked(college, sign_in_as, taught, register):
    foreign = college.enrol(college.scheduled_class())
    client = sign_in_as(taught.dee)
    data = mark(foreign, "came") | {"csrf_token": client.token()}
    assert client.post(register, data=data).status_code == 422
    assert marks(taught) == {}


def test_a_page_open_too_long_saves_nothing_and_says_so(sign_in_as, taught, register):
    client = sign_in_as(taught.dee)
    answer = client.post(register, data=mark(taught.places[0], "came"))
    assert answer.status_code == 422
    assert "Please press once more." in answer.text
    assert client.post(register, data={}, headers=JSON).status_code == 422
    assert marks(taught) == {}


def test_what_helps_stands_beside_the_name(sign_in_as, taught, register):
    page = sign_in_as(taught.dee).get(register).text
    assert "A seat by the door" in page
    assert "Hears voices" not in page


def test_a_class_nobody_has_joined(college, sign_in_as):
    dee = college.person("Dee Peer")
    group = college.scheduled_class(team=[(dee, "peer")], starts_in=timedelta(hours=1))
    page = sign_in_as(dee).get(f"/teaching/sessions/{group.sessions[0].id}/register")
    assert "Nobody has a place yet" in page.text


def test_marks_that_wait_on_a_device_are_kept_for_whoever_made_them(
    app, sign_in_as, taught
) -> None:
    """On a shared device nobody sends another's marks: each is kept under a number of its own."""
    url = f"/teaching/sessions/{taught.group.sessions[0].id}/register"
    for person in (taught.dee, taught.ravi):
        page = sign_in_as(person, app.test_client()).get(url).text
        assert f'data-of="{person.id}"' in page
    script = app.test_client().get("/static/js/register.js").text
    assert 'form.getAttribute("action") + " " + form.dataset.of' in script
