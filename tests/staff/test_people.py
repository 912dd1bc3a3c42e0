"""Finding people, their page, their details, and stopping letters."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import Look, Person, Task
from recoverycollege.accounts.queries import find_people, has_agreed, need_of
from recoverycollege.accounts.services.tasks import add_task
from recoverycollege.database import db
from recoverycollege.enrolment.services.calling_off import call_off
from recoverycollege.history import Entry
from recoverycollege.letters import post
from recoverycollege.letters.outbox import Letter
from tests.forms import find_form

NEW = {
    "name": "Maria Silva",
    "contact_by": "phone",
    "phone": "01632 960 123",
    "channel": "phone",
    "charter": "y",
    "needs": "A seat near the door",
    "needs_for": "team",
}


@pytest.fixture
def office(college: Any, sign_in_as: Any) -> Any:
    person = college.office()
    sign_in_as(person)
    return person


@pytest.mark.parametrize(
    "typed", ["mar", "silva", "960123", "01632 960 123", "maria@mail", "ferry road"]
)
def test_people_are_found_by_part(college: Any, client: Any, office: Any, typed: str) -> None:
    college.person(
        "María Silva",
        phone="01632 960123",
        email="maria@mail.example",
        address="8 Ferry Road, Riverside",
    )
    assert "María Silva" in client.get("/staff/people", query_string={"q": typed}).text


def test_a_page_tells_what_the_phone_needs(college: Any, client: Any, office: Any) -> None:
    person = college.person("Ada Bell", phone="01632 960199", needs="Large print", told_to="team")
    first = college.scheduled_class(college.course("Money and debt"), capacity=1)
    college.fill(first, waiting=1)
    college.enrol(first, person, state="waiting")
    post("waiting", person.id, enrolment_id=1)
    db.session.commit()
    page = client.get(f"/staff/people/{person.id}").text
    assert "Never tell a caller who comes to a class" in page
    for words in ("01632 960199", "Large print", "Money and debt", "second in line"):
        assert words in page
    assert "Agreed to the charter on the website, 11 March 2026" in page


def test_every_look_is_written_down(college: Any, client: Any, office: Any) -> None:
    person = college.person()
    group = college.scheduled_class()
    client.get(f"/staff/people/{person.id}")
    client.get(f"/staff/people/{person.id}")
    client.get(f"/staff/people/{person.id}/edit")
    client.get(f"/staff/places/new/known?class_id={group.id}&person_id={person.id}")
    looks = db.session.scalars(select(Look).where(Look.person_id == person.id)).all()
    assert [look.page for look in looks] == ["person", "person", "edit", "save_place"]
    assert {look.viewer_id for look in looks} == {office.id}


def test_nobody_can_tell_who_someone_is(college: Any, client: Any, office: Any) -> None:
    peer = college.person("Ada Bell")
    college.scheduled_class(college.course("Hearing voices"), team=[(peer, "peer")])
    page = client.get(f"/staff/people/{peer.id}").text
    assert "peer" not in page.lower()
    assert "Hearing voices" not in page


def test_someone_new_is_added(client: Any, college: Any, office: Any) -> None:
    college.charter()
    answer = client.submit("/staff/people/new?name=Maria+Silva", NEW)
    assert answer.status_code == 303
    person = find_people("maria silva")[0]
    assert answer.location.endswith(f"/staff/people/{person.id}")
    assert person.confirmed_at
    assert has_agreed(person.id)
    need = need_of(person.id)
    assert need and need.told_to == "team"
    assert db.session.scalar(select(Entry).where(Entry.action == "person.added"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": " "}, "Please type a name"),
        ({"name": "a" * 101}, "Please keep this to 100 letters"),
        ({"contact_by": ""}, "Please choose one way"),
        ({"contact_by": "fax"}, "Please choose one way"),
        ({"phone": ""}, "Please type their phone number"),
        ({"phone": "12"}, "Please check the number"),
        ({"contact_by": "email", "email": "maria"}, "Please check the e-mail address"),
        ({"contact_by": "letter", "address": " "}, "Please type their postal address"),
        ({"needs": "a" * 4001}, "4000 letters"),
        ({"needs_for": "all"}, "Please choose who may know"),
        ({"channel": "web"}, "Please choose how they asked"),
        ({"charter": None}, "Please read the charter out"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    client: Any, office: Any, change: dict[str, Any], words: str
) -> None:
    answer = client.submit("/staff/people/new", NEW | {"needs": "A seat"} | change)
    assert answer.status_code == 422
    assert words in answer.text
    kept = change.get("needs", "A seat")
    assert kept in answer.text
    assert len(db.session.scalars(select(Person)).all()) == 1


@pytest.mark.parametrize(
    ("name", "phone"),
    [("Jo Silva", "01632960123"), ("María SILVA", "01632960999"), ("Silva Maria", "01632960999")],
)
def test_whoever_it_may_be_is_shown_first(
    client: Any, college: Any, office: Any, name: str, phone: str
) -> None:
    """The same number, or the same name; with the class they asked for last."""
    known = college.person(name, phone=phone)
    college.enrol(college.scheduled_class(college.course("Food and mood")), known)
    url = "/staff/people/new"
    first = client.submit(url, NEW)
    assert first.status_code == 422
    for words in ("Is it one of them?", name, "Asked last for: Food and mood"):
        assert words in first.text
    assert "A seat near the door" in first.text
    again = client.post(url, data=find_form(first, url, NEW).values)
    assert again.status_code == 303
    assert len(find_people("silva")) == 2


def test_looking_again_when_the_name_changed(client: Any, college: Any, office: Any) -> None:
    college.person("Jo Silva", phone="01632960123")
    college.person("Ana Silva", phone="01632960777")
    url = "/staff/people/new"
    values = find_form(client.submit(url, NEW), url, NEW).values
    changed = client.post(url, data=values | {"name": "Ana Silva"})
    assert changed.status_code == 422
    assert "01632960777" in changed.text


@pytest.mark.parametrize("q", ["Sil", "960 123", "01632960123", "ferry"])
def test_found_with_few_statements(client: Any, college: Any, office: Any, q: str) -> None:
    group = college.scheduled_class(college.course("Food and mood"))
    for number in range(12):
        person = college.person(f"Silva {number}", address=f"{number} Ferry Road, Riverside")
        college.enrol(group, person)
    college.person("Maria Silva", phone="01632960123")
    page = client.post(
        f"/staff/places/new?class_id={group.id}", data={"q": q, "csrf_token": client.token()}
    )
    assert "Silva" in page.text
    assert len(client.statements) <= 15


LANGUAGES = ("Which language do they like best?", "Cymraeg (Welsh)")


def test_the_language_is_chosen_where_there_are_several(
    app_with: Any, college: Any, sign_in_as: Any
) -> None:
    client = sign_in_as(college.office(), app_with(languages="en cy").test_client())
    page = client.get("/staff/people/new").text
    for words in LANGUAGES:
        assert words in page
    answer = client.submit("/staff/people/new", NEW | {"language": "cy"})
    assert "Cymraeg (Welsh)" in client.get(answer.location).text
    person = find_people("maria silva")[0]
    assert person.language == "cy"
    client.submit(f"/staff/people/{person.id}/edit", language="en")
    db.session.expire_all()
    assert person.language == "en"


def test_one_language_is_no_question(client: Any, office: Any) -> None:
    assert LANGUAGES[0] not in client.get("/staff/people/new").text


@pytest.mark.parametrize("value", ["\x00x", "😀", "\u202eright", "<script>alert(1)</script>"])
def test_strange_words_are_kept_as_words(client: Any, office: Any, value: str) -> None:
    answer = client.submit("/staff/people/new", NEW | {"name": value})
    assert answer.status_code == 303
    assert "<script>alert" not in client.get(answer.location).text


def test_details_are_put_right(client: Any, college: Any, office: Any) -> None:
    person = college.person("Ada Bel", phone="01632 960199")
    url = f"/staff/people/{person.id}/edit"
    answer = client.submit(url, name="Ada Bell", phone="01632 960200", envelope_name="A. B.")
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "Ada Bell" in page
    assert "01632 960200" in page
    assert "01632 960199" not in page
    refused = client.submit(url, name="Ada B", phone="7")
    assert refused.status_code == 422
    assert 'value="Ada B"' in refused.text


def test_all_letters_stop_with_a_reason_and_go_on_again(
    client: Any, college: Any, office: Any
) -> None:
    person = college.person("Ada Bell")
    url = f"/staff/people/{person.id}/stop-letters"
    assert client.submit(url).status_code == 422
    assert client.submit(url, reason="hospital").status_code == 303
    page = client.get(f"/staff/people/{person.id}").text
    assert "All letters stopped" in page
    assert "They are in hospital" in page
    client.press(f"/staff/people/{person.id}/resume-letters", page=f"/staff/people/{person.id}")
    db.session.expire_all()
    assert person.letters_stopped_at is None
    actions = db.session.scalars(select(Entry.action).where(Entry.person_id == person.id)).all()
    assert actions == ["person.letters_stopped", "person.letters_resumed"]


def test_an_erased_person_has_no_page(client: Any, college: Any, office: Any, time: Any) -> None:
    person = college.person(erased_at=time.now)
    assert client.get(f"/staff/people/{person.id}").status_code == 404


def test_when_all_letters_stop_nobody_rings_either(
    client: Any, college: Any, office: Any, time: Any
) -> None:
    """What we owe someone, such as arranging access, stays to be done."""
    person = college.person("Ada Bell", phone="01632 960199")
    kinds = ("call", "tell", "offer", "get_back", "access", "problem")
    for kind in kinds:
        add_task(kind, now=time.now, due_at=time.now, person_id=person.id)
    other = add_task("call", now=time.now, due_at=time.now, person_id=college.person().id)
    db.session.commit()
    client.submit(f"/staff/people/{person.id}/stop-letters", reason="asked")
    still_open = db.session.scalars(select(Task.kind).where(Task.done_at.is_(None))).all()
    assert sorted(still_open) == ["access", "call", "problem"]
    assert db.session.get_one(Task, other.id).done_at is None
    outcomes = select(Task.outcome).where(Task.done_at.is_not(None))
    assert set(db.session.scalars(outcomes)) == {"letters_stopped"}


@pytest.mark.parametrize("way", [{"phone": "01632 960199"}, {"address": "8 Ferry Road"}])
def test_what_happens_later_makes_no_call_either(
    client: Any, college: Any, office: Any, time: Any, way: dict[str, str]
) -> None:
    person = college.person("Ada Bell", letters_stopped_at=time.now, **way)
    group = college.scheduled_class(team=[])
    college.enrol(group, person)
    call_off(group.id, time.now, office.id)
    db.session.commit()
    assert not db.session.scalars(select(Task)).all()
    assert not db.session.scalars(select(Letter)).all()
