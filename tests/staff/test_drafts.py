"""Calls half done: kept, gone on with, thrown away, and forgotten after a week."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import CallDraft, Person
from recoverycollege.accounts.queries import need_of
from recoverycollege.accounts.sweeps import forget
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from tests.forms import find_form

TYPED = {"name": "Maria Silva", "contact_by": "phone", "phone": "01632 960", "needs": "A seat"}


@pytest.fixture
def office(college: Any, sign_in_as: Any) -> Any:
    college.charter()
    person = college.office()
    sign_in_as(person)
    return person


@pytest.fixture
def group(college: Any) -> Any:
    return college.scheduled_class(college.course("Food and mood"))


def drafts() -> list[CallDraft]:
    return list(db.session.scalars(select(CallDraft)))


def keep(client: Any, url: str, **typed: Any) -> CallDraft:
    answer = client.submit(url, keep="1", **typed)
    assert answer.status_code == 303
    assert answer.location == "/staff/places"
    return drafts()[-1]


@pytest.mark.both
def test_a_call_breaks_off_and_a_colleague_goes_on(
    app: Any, college: Any, client: Any, sign_in_as: Any, office: Any, group: Any, time: Any
) -> None:
    draft = keep(client, f"/staff/people/new?class_id={group.id}", **TYPED)
    assert not db.session.scalars(select(Person).where(Person.name == "Maria Silva")).all()
    rang = time.now
    time.move(hours=30)
    other = sign_in_as(college.office("Otto Desk"), app.test_client())
    for page in ("/staff/places", "/staff"):
        text = other.get(page).text
        for words in ("Calls half done", "Maria Silva", "Food and mood", "with Olive Desk"):
            assert words in text
    way_on = f"/staff/people/new?class_id={group.id}&draft={draft.id}"
    assert way_on.replace("&", "&amp;") in text
    page = other.get(way_on)
    for value in ("Maria Silva", "01632 960", "2026-03-11", "10:00"):
        assert f'value="{value}"' in page.text
    answer = other.submit(way_on, phone="01632 960123", charter="y")
    assert answer.status_code == 303
    place = db.session.scalars(select(Enrolment)).one()
    assert (place.state, place.asked_at) == ("enrolled", rang)
    assert not drafts()


def test_what_was_kept_twice_is_one_call(client: Any, office: Any, group: Any, time: Any) -> None:
    draft = keep(client, f"/staff/people/new?class_id={group.id}", **TYPED)
    began = draft.received_at
    time.move(hours=2)
    again = keep(
        client, f"/staff/people/new?class_id={group.id}&draft={draft.id}", phone="01632 960123"
    )
    db.session.refresh(again)
    assert len(drafts()) == 1
    assert again.fields["phone"] == "01632 960123"
    assert (again.received_at, again.changed_at) == (began, time.now)


def test_someone_we_know(client: Any, college: Any, office: Any, group: Any) -> None:
    person = college.person("Ada Bell", phone="01632 960199")
    url = f"/staff/places/new/known?class_id={group.id}&person_id={person.id}"
    draft = keep(client, url, channel="in_person")
    way_on = f"{url}&draft={draft.id}"
    assert way_on.replace("&", "&amp;") in client.get("/staff/places").text
    form = find_form(client.get(way_on), way_on, {})
    assert form.values["channel"] == "in_person"
    assert client.submit(way_on).status_code == 303
    assert not drafts()


def test_it_stopped_at_looking_for_them(client: Any, office: Any, group: Any) -> None:
    page = client.get(f"/staff/places/new?class_id={group.id}").text
    button = page.index(f'formaction="/staff/places/new/keep?class_id={group.id}"')
    form = page.rindex("<form", 0, button)
    assert 'name="q"' in page[form:button]  # what is typed goes with it, searched for or not
    assert "</form>" not in page[form:button]
    client.press(f"/staff/places/new/keep?class_id={group.id}", q="Silv", keep="1")
    way_on = f"/staff/places/new?class_id={group.id}&draft={drafts()[0].id}"
    assert way_on.replace("&", "&amp;") in client.get("/staff/places").text
    text = client.get(way_on).text
    assert 'value="Silv"' in text
    assert f"/staff/people/new?class_id={group.id}&amp;draft=" in text


def test_what_was_typed_goes_on_with_someone_we_know(
    client: Any, college: Any, office: Any, group: Any, time: Any
) -> None:
    person = college.person("Maria Silva", phone="01632 960123")
    url = f"/staff/people/new?class_id={group.id}"
    typed = TYPED | {"phone": "01632 960123", "channel": "paper", "charter": "y"}
    typed |= {"needs": "A seat near the door", "needs_for": "team"}
    typed |= {"received_on": "2026-03-09", "received_at": "14:30", "auto": "7", "any_class": "y"}
    page = client.submit(url, typed)
    assert page.status_code == 422
    here = find_form(page, url, {"known"})
    assert here is not None
    assert here.values["known"] == str(person.id)
    answer = client.post(here.action, data=here.values)
    assert "Silva" not in answer.location
    known = find_form(client.get(answer.location), answer.location, {"received_on"})
    assert known is not None
    for name in ("channel", "received_on", "received_at", "auto", "needs"):
        assert known.values[name] == typed[name]
    assert "any_class" in known.values
    assert client.submit(answer.location).status_code == 303
    place = db.session.scalars(select(Enrolment)).one()
    assert (place.person_id, place.channel, place.auto_days) == (person.id, "paper", 7)
    assert place.asked_at.isoformat() == "2026-03-09T14:30:00+00:00"
    need = need_of(person.id)
    assert (need.words, need.told_to) == ("A seat near the door", "team")
    assert not drafts()


@pytest.mark.parametrize("known", ["x", "", "98765", "9" * 30])
def test_nobody_strange_is_known(client: Any, office: Any, group: Any, known: str) -> None:
    url = f"/staff/people/new?class_id={group.id}"
    assert client.press(url, known=known).status_code == 404
    assert not drafts()


def test_it_is_thrown_away(client: Any, office: Any, group: Any) -> None:
    draft = keep(client, f"/staff/people/new?class_id={group.id}", **TYPED)
    url = f"/staff/drafts/{draft.id}/throw-away"
    assert client.post(url, data={}).status_code == 422
    client.press(url, page="/staff/places")
    assert not drafts()
    assert client.press(url).status_code == 303  # twice is no matter
    assert "Calls half done" not in client.get("/staff/places").text


def test_it_is_forgotten_after_a_week(client: Any, office: Any, group: Any, time: Any) -> None:
    keep(client, f"/staff/people/new?class_id={group.id}", **TYPED)
    for days, still_there in ((6, 1), (2, 0)):
        time.move(days=days)
        db.session.rollback()
        forget(time.now)
        assert len(drafts()) == still_there


def test_a_page_open_too_long_loses_nothing(client: Any, office: Any, group: Any) -> None:
    url = f"/staff/people/new?class_id={group.id}"
    answer = client.post(url, data=TYPED | {"keep": "1"})
    assert answer.status_code == 422
    assert 'value="Maria Silva"' in answer.text
    assert not drafts()


def test_it_goes_when_the_person_is_erased(
    app: Any, client: Any, college: Any, office: Any, group: Any, time: Any
) -> None:
    from recoverycollege import personal
    from recoverycollege.accounts.services.people import erase_person

    person = college.person("Ada Bell", phone="01632 960199")
    keep(client, f"/staff/places/new/known?class_id={group.id}&person_id={person.id}")
    erase_person(person.id, time.now, None, registry=personal.registered(app))
    assert not drafts()
