"""Everyone's place on a class, and acting for whoever is on the phone."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import Consent, Task
from recoverycollege.accounts.queries import need_of
from recoverycollege.accounts.services.tasks import add_task
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.history import Entry


@pytest.fixture
def office(college: Any, sign_in_as: Any) -> Any:
    person = college.office()
    sign_in_as(person)
    return person


def fresh(row: Any) -> Any:
    db.session.refresh(row)
    return row


def test_a_class_is_found_by_title_and_day(college: Any, client: Any, office: Any) -> None:
    found = college.scheduled_class(college.course("Café and crafts"))
    college.scheduled_class(college.course("Money and debt"))
    day = found.sessions[1].starts_at.date().isoformat()
    assert "Café and crafts" in client.get("/staff/places?q=cafe").text
    assert "Money and debt" not in client.get("/staff/places?q=cafe").text
    assert "Money and debt" in client.get(f"/staff/places?on={day}").text
    assert "No such class is open" in client.get("/staff/places?on=2001-01-01").text


def test_a_class_shows_everyone_where_they_stand(college: Any, client: Any, office: Any) -> None:
    group = college.scheduled_class(capacity=2)
    college.enrol(group, college.person("Ann Has"), channel="phone", taken_by_id=office.id)
    college.enrol(group, college.person("Ben Offer"), state="offered")
    college.enrol(group, college.person("Cem Wait"), state="waiting")
    college.enrol(group, college.person("Dee Left"), state="withdrawn")
    page = client.get(f"/staff/places?class_id={group.id}").text
    for words in ("Ann Has", "on the phone", "with Olive Desk", "Ben Offer", "until", "Cem Wait"):
        assert words in page
    assert "first in line" in page
    assert "left the class" in page
    assert "Full, 1 place wished for" in page


def test_a_caller_we_know_gets_a_place(college: Any, client: Any, office: Any) -> None:
    group, person = college.scheduled_class(), college.person("Maria Silva", phone="01632960123")
    step = client.get(f"/staff/places/new?class_id={group.id}&q=silva").text
    url = f"/staff/places/new/known?class_id={group.id}&person_id={person.id}"
    assert f"person_id={person.id}" in step
    answer = client.submit(url, channel="phone")
    assert answer.status_code == 303
    assert "Saved: Maria Silva has a place." in client.get(answer.location).text
    row = db.session.scalars(select(Enrolment)).one()
    assert (row.state, row.channel, row.taken_by_id) == ("enrolled", "phone", office.id)


def test_what_else_would_help_is_added_to_what_we_know(
    college: Any, client: Any, office: Any
) -> None:
    person, group = college.person(needs="Large print"), college.scheduled_class()
    url = f"/staff/places/new/known?class_id={group.id}&person_id={person.id}"
    page = client.get(url).text
    assert "Large print" in page and "What else would help them" in page
    assert "Who may know this?" not in page  # they said it before
    client.submit(url, charter="y", needs="A quiet corner")
    assert need_of(person.id).words == "Large print\nA quiet corner"


def test_on_a_full_class_they_are_told_where_they_stand(
    college: Any, client: Any, office: Any
) -> None:
    group, person = (
        college.scheduled_class(capacity=1),
        college.person("Maria", phone="01632960123"),
    )
    college.fill(group, waiting=1)
    url = f"/staff/places/new/known?class_id={group.id}&person_id={person.id}"
    assert "Put them on the waiting list" in client.get(url).text
    answer = client.submit(url)
    assert "Maria is on the waiting list, second in line." in client.get(answer.location).text


def test_the_charter_is_read_out_once(college: Any, client: Any, office: Any) -> None:
    college.charter()
    group, person = college.scheduled_class(), college.person("Maria", agreed=False)
    url = f"/staff/places/new/known?class_id={group.id}&person_id={person.id}"
    refused = client.submit(url)
    assert refused.status_code == 422
    assert "Please read the charter out" in refused.text
    assert client.submit(url, charter="y").status_code == 303
    assert "read the charter out" not in client.get(url).text


def test_a_charter_signed_on_paper_is_noted_with_its_day(
    college: Any, client: Any, office: Any
) -> None:
    college.charter()
    group, person = college.scheduled_class(), college.person("Maria", agreed=False)
    form = {"channel": "paper", "received_on": "2026-03-09"}
    known = f"/staff/places/new/known?class_id={group.id}&person_id={person.id}"
    refused = client.submit(known, form)
    assert "Please tick when the charter is signed on the paper." in refused.text
    assert "or it is signed on the paper" in refused.text
    assert client.submit(known, form, charter="y").status_code == 303
    new = {"name": "Kofi New", "contact_by": "letter", "address": "8 Ferry Road, Riverside"}
    url = f"/staff/people/new?class_id={group.id}"
    assert client.submit(url, form | new, charter="y").status_code == 303
    agreed = [row for row in db.session.scalars(select(Consent)) if row.channel == "paper"]
    assert [row.given_at.date().isoformat() for row in agreed] == ["2026-03-09"] * 2


def test_a_new_caller_without_email_gets_a_place(college: Any, client: Any, office: Any) -> None:
    college.charter()
    group = college.scheduled_class(capacity=1)
    college.fill(group)
    answer = client.submit(
        f"/staff/people/new?class_id={group.id}",
        needs="Large print",
        name="Åse Holm",
        contact_by="letter",
        address="Flat 3, 8 Ferry Road, Riverside",
        channel="paper",
        charter="y",
    )
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "Åse Holm is on the waiting list, first in line." in page
    assert "Agreed to the charter on paper, 11 March 2026" in page


def test_a_class_that_cannot_be_asked_for_keeps_what_was_typed(
    college: Any, client: Any, office: Any
) -> None:
    group = college.scheduled_class(state="called_off")
    answer = client.submit(
        f"/staff/people/new?class_id={group.id}",
        name="Åse Holm",
        contact_by="phone",
        phone="01632 960123",
        charter="y",
    )
    assert answer.status_code == 422
    assert "called off" in answer.text
    assert 'value="Åse Holm"' in answer.text
    assert db.session.scalar(select(Enrolment)) is None


def test_withdrawing_asks_first_and_frees_the_place(college: Any, client: Any, office: Any) -> None:
    group = college.scheduled_class(capacity=1)
    first, second = college.enrol(group), college.enrol(group, state="waiting")
    url = f"/staff/places/{first.id}/withdraw"
    assert "Leave the class?" in client.get(f"{url}?back=class").text
    answer = client.submit(url, page=f"{url}?back=class")
    assert answer.location.endswith(f"/staff/places?class_id={group.id}")
    assert fresh(first).state == "withdrawn"
    assert fresh(second).state == "offered"
    entry = db.session.scalars(select(Entry).where(Entry.action == "place.withdrawn")).one()
    assert entry.actor_id == office.id
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(("deed", "state"), [("accept", "enrolled"), ("decline", "declined")])
def test_an_offer_is_answered_for_a_caller(
    college: Any, client: Any, office: Any, deed: str, state: str
) -> None:
    person = college.person("Maria", phone="01632960123")
    place = college.enrol(college.scheduled_class(), person, state="offered")
    client.press(f"/staff/places/{place.id}/{deed}", page=f"/staff/people/{person.id}")
    assert fresh(place).state == state


def test_a_no_after_a_yes_says_that_nothing_was_changed(
    college: Any, client: Any, office: Any
) -> None:
    person = college.person("Maria")
    place = college.enrol(college.scheduled_class(), person, state="offered")
    client.press(f"/staff/places/{place.id}/accept")
    said = client.get(client.press(f"/staff/places/{place.id}/decline").location).text
    assert "Maria had said yes already and has a place, so nothing was changed." in said
    assert "press “Leave the class”" in said
    assert fresh(place).state == "enrolled"


def test_a_hold_is_confirmed_from_its_task(
    college: Any, client: Any, office: Any, time: Any
) -> None:
    person = college.person("Maria", phone="01632960123", confirmed=False)
    place = college.enrol(college.scheduled_class(), person, state="offered", offer="own")
    task = add_task(
        "confirm", now=time.now, due_at=time.now, person_id=person.id, about_id=place.id
    )
    db.session.commit()
    answer = client.press(f"/staff/places/{place.id}/confirm", page=f"/staff/tasks/{task.id}")
    assert answer.location.endswith("/staff/tasks")
    assert "Saved: Maria has a place." in client.get(answer.location).text
    assert fresh(place).state == "enrolled"
    assert fresh(db.session.get(Task, task.id)).done_by_id == office.id


def test_a_refusal_is_said_kindly(college: Any, client: Any, office: Any) -> None:
    place = college.enrol(college.scheduled_class(), state="waiting")
    answer = client.press(f"/staff/places/{place.id}/accept")
    assert answer.status_code == 409
    assert "This offer has ended" in answer.text


def test_a_caller_who_brings_a_supporter_and_waits_for_any_date(
    college: Any, client: Any, office: Any
) -> None:
    group, person = college.scheduled_class(capacity=1), college.person()
    college.fill(group)
    url = f"/staff/places/new/known?class_id={group.id}&person_id={person.id}"
    wish = {"party": "supporter", "auto": "7", "any_class": "y", "channel": "phone", "charter": "y"}
    assert client.submit(url, wish | {"party": "a crowd"}).status_code == 422
    assert client.submit(url, wish).status_code == 303
    db.session.rollback()
    row = db.session.scalars(select(Enrolment).where(Enrolment.person_id == person.id)).one()
    assert (row.state, row.places, row.auto_days, row.any_class) == ("waiting", 2, 7, True)
