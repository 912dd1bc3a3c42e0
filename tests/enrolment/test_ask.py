"""Asking for a place without being signed in."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from recoverycollege.accounts.models import AccessNeed, Consent, Person, Task
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment, Offer
from recoverycollege.letters import Letter

BY = {
    "email": {"contact_by": "email", "email": "ada@mail.example"},
    "phone": {"contact_by": "phone", "phone": "01632 960 007"},
    "letter": {"contact_by": "letter", "address": "7 Mill Lane\nRiverside RV1 2AB"},
}


def ask(client, group, by="email", **fields):
    """Fills in the form as somebody who is not signed in."""
    values = {"name": "Ada Lark", "charter": "y"} | BY[by] | fields
    return client.submit(f"/classes/{group.id}/ask", values)


def place_of(name):
    """Whoever goes by that name, the newest, and their only place."""
    person = db.session.scalars(
        select(Person).where(Person.name == name).order_by(Person.id.desc())
    ).first()
    place = db.session.scalars(select(Enrolment).where(Enrolment.person_id == person.id)).one()
    return person, place


@pytest.mark.both
@pytest.mark.parametrize(("by", "hours"), [("email", 2), ("phone", 72), ("letter", 72)])
def test_a_place_is_kept_until_confirmed(client, college, time, by, hours):
    group = college.scheduled_class(capacity=1)
    answer = ask(client, group, by)
    assert (answer.status_code, answer.location) == (303, f"/classes/{group.id}/ask/sent")
    assert len(client.statements) <= 14
    person, place = place_of("Ada Lark")
    assert (place.state, place.confirmed_at, place.number) == ("offered", None, 1)
    [offer] = place.offers
    assert (offer.kind, offer.answer, offer.ends_at) == (
        "own",
        None,
        time.now + timedelta(hours=hours),
    )
    assert person.confirmed_at is None
    assert db.session.scalars(select(Consent.version)).all() == [1] * count(Person)
    assert "We are keeping a place for you" in client.get(answer.location).text


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


@pytest.mark.parametrize(("by", "hours"), [("phone", 72), ("letter", 72)])
def test_by_phone_or_letter_the_office_confirms(client, college, time, by, hours):
    group = college.scheduled_class()
    ask(client, group, by)
    person, place = place_of("Ada Lark")
    task = db.session.scalars(select(Task)).one()
    assert (task.kind, task.person_id, task.about_id) == ("confirm", person.id, place.id)
    assert task.due_at == time.now + timedelta(hours=hours)
    assert count(Letter) == 0


def test_by_email_a_code_and_a_link_are_sent(client, college):
    group = college.scheduled_class(college.course("Living with voices"))
    ask(client, group)
    [mail] = client.letters()
    assert mail.to == "Ada Lark <ada@mail.example>"
    assert mail.subject == "A message from Riverside"
    assert "We are keeping a place for you on Living with voices." in mail.body
    assert mail.code
    assert mail.link.startswith("/places/link/")
    assert count(Task) == 0


def test_near_the_start_a_place_is_kept_until_then(client, college, time):
    group = college.scheduled_class(starts_in=timedelta(hours=30))
    ask(client, group, "phone")
    assert place_of("Ada Lark")[1].offers[0].ends_at == time.now + timedelta(hours=30)


def test_what_would_help_is_kept_and_becomes_a_task(client, college):
    group = college.scheduled_class()
    ask(client, group, needs="A seat by the door", needs_for="team", message_ok="y")
    assert len(client.statements) <= 14
    person, place = place_of("Ada Lark")
    need = db.session.scalars(select(AccessNeed)).one()
    assert (need.person_id, need.words, need.told_to) == (person.id, "A seat by the door", "team")
    task = db.session.scalars(select(Task)).one()
    assert (task.kind, task.about_id, task.words) == ("access", place.id, "A seat by the door")
    assert person.message_ok


def test_needs_stay_with_the_office_unless_said_otherwise(client, college):
    ask(client, college.scheduled_class(), needs="Large print")
    assert db.session.scalars(select(AccessNeed.told_to)).one() == "office"


def test_text_is_only_offered_with_a_gateway(client, college, app_with):
    group = college.scheduled_class()
    assert "Text message" not in client.get(f"/classes/{group.id}/ask").text
    answer = client.submit(
        f"/classes/{group.id}/ask",
        {"name": "Ada", "contact_by": "text", "phone": "07700 900123", "charter": "y"},
    )
    assert answer.status_code == 422
    with_gateway = app_with(text_url="http://127.0.0.1:9/").test_client()
    page = f"/classes/{group.id}/ask"
    assert "Text message" in with_gateway.get(page).text
    values = {"name": "Ada", "contact_by": "text", "phone": "07700 900123", "charter": "y"}
    assert with_gateway.submit(page, values).status_code == 303
    [letter] = db.session.scalars(select(Letter))
    assert letter.kind == "place_to_confirm"
    assert place_of("Ada")[1].offers[0].ends_at - place_of("Ada")[1].asked_at == timedelta(hours=2)


def test_one_contact_keeps_one_place_the_newest(client, college):
    """Nobody is told that a place is kept when it is not; and nobody loses their wish."""
    first, second = college.scheduled_class(), college.scheduled_class()
    ask(client, first)
    ask(client, second)
    kept = select(Enrolment.class_id).join(Offer).where(Offer.answer.is_(None))
    assert db.session.scalars(kept).all() == [second.id]
    ask(client, second, name="Ben Lark")
    assert len(client.statements) <= 14
    assert db.session.scalars(kept).all() == [second.id]
    states = select(Enrolment.state).order_by(Enrolment.id)
    assert db.session.scalars(states).all() == ["waiting", "waiting", "offered"]
    ask(client, first)
    assert db.session.scalars(kept).all() == [first.id]


def test_asking_again_sends_again_and_keeps_the_place(client, college):
    group = college.scheduled_class()
    ask(client, group)
    assert len(client.letters("ada@")) == 1
    ask(client, group, name="  ADA   lark ")
    assert count(Enrolment) == count(Person) - 2  # the team's two
    assert len(client.letters("ada@")) == 2
    ask(client, group)
    ask(client, group)
    assert len(client.letters("ada@")) == 3  # pressed twice, it comes once


@pytest.mark.parametrize("same", ["email", "phone", "letter"])
def test_one_contact_may_serve_two_people(client, college, same):
    group = college.scheduled_class()
    ask(client, group, same)
    answer = ask(client, group, same, name="Ben Lark")
    assert answer.status_code == 303
    (ada, one), (ben, two) = place_of("Ada Lark"), place_of("Ben Lark")
    assert ada.id != ben.id
    assert (one.number, two.number) == (1, 2)


def test_a_name_that_is_only_a_picture_is_a_name(client, college):
    group = college.scheduled_class()
    for name in ("🌻", "🌙"):
        assert ask(client, group, name=name).status_code == 303
    assert place_of("🌻")[0].id != place_of("🌙")[0].id


def test_a_stored_name_is_never_overwritten(client, college):
    known = college.person("Ada Lark", email="ada@mail.example", needs="Large print")
    ask(client, college.scheduled_class(), name="ada LARK", needs="Shouting", message_ok="y")
    db.session.expire_all()
    assert (known.name, known.message_ok) == ("Ada Lark", False)
    assert db.session.scalars(select(AccessNeed.words)).all() == ["Large print"]
    assert place_of("Ada Lark")[0].id == known.id


@pytest.mark.parametrize("by", ["email", "phone", "letter"])
def test_the_answer_never_tells_who_is_known(app, college, by):
    """Unknown, known, already enrolled, waiting for confirmation, holding a place elsewhere."""
    reach = {"email": "email", "phone": "phone", "letter": "address"}[by]
    group, other = college.scheduled_class(capacity=9), college.scheduled_class()
    told = {}
    for case in ("unknown", "known", "enrolled", "unconfirmed", "holds", "waiting"):
        name, value = (
            f"Person {case}",
            BY[by][reach].replace("7", str(len(told) + 1)).replace("ada", case),
        )
        if case != "unknown":
            sure = case not in {"unconfirmed", "holds"}
            person = college.person(name, **{reach: value}, confirmed=sure)
            if case == "holds":
                college.enrol(other, person, state="offered", offer="own")
            if case == "unconfirmed":
                college.enrol(group, person, state="waiting", confirmed_at=None)
            if case == "enrolled":
                college.enrol(group, person)
        answers = []
        client = app.test_client()
        answers.append(ask(client, group, by, name=name, **{reach: value}))
        answers.append(client.get(f"/classes/{group.id}/ask/sent"))
        answers.append(client.get(f"/classes/{group.id}/ask"))
        told[case] = [looks(answer) for answer in answers]
        with client.session_transaction() as session:
            told[case].append(sorted(session))
            told[case].append({k: v for k, v in session["asked"].items() if k != "to"})
    for case, answers in told.items():
        for answer, expected in zip(answers, told["unknown"], strict=True):
            assert answer == expected, case


def looks(answer):
    """An answer as a stranger can compare it."""
    body = re.sub(r'name="csrf_token"[^>]*value="[^"]*"', "token", answer.text)
    body = re.sub(r"message to \S+@\S+\.", "message to them.", body)
    headers = {k: v for k, v in answer.headers if k not in {"Set-Cookie", "Content-Length"}}
    cookies = [re.sub(r"=[^;]*", "", c, count=1) for c in answer.headers.getlist("Set-Cookie")]
    cookies = [re.sub(r"Expires=[^;]*", "Expires", c) for c in cookies]
    return answer.status_code, headers, cookies, body


def test_known_by_phone_but_written_to_by_email_the_office_still_rings(client, college, time):
    """The route that was chosen counts, not the one on file."""
    known = college.person("Ada Lark", email="ada@mail.example", phone="01632 960 007")
    ask(client, college.scheduled_class(), "phone")
    place = place_of("Ada Lark")[1]
    assert place.person_id == known.id
    assert place.offers[0].ends_at == time.now + timedelta(hours=72)
    assert db.session.scalars(select(Task.kind)).all() == ["confirm"]


def test_too_many_asks_for_one_contact_are_slowed_down(client, college, time):
    groups = [college.scheduled_class() for _ in range(2)]
    for number in range(6):
        assert ask(client, groups[number % 2]).status_code == 303
    answer = ask(client, groups[0], name="Somebody Else")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "300")
    assert "Somebody Else" in answer.text  # what was typed is still there
    assert ask(client, groups[0], email="other@mail.example").status_code == 303
    time.move(hours=1, minutes=1)
    assert ask(client, groups[0]).status_code == 303


def test_a_class_that_cannot_be_asked_for_says_so_to_everyone_alike(client, college, time):
    group = college.scheduled_class(enrol_until=(time.now - timedelta(days=1)).date())
    person = college.person("Ada Lark", email="ada@mail.example")
    college.enrol(group, person)
    page = f"/classes/{group.id}/ask"
    assert client.get(page).status_code == 200
    answers = [
        client.post(page, data={"csrf_token": client.token(), "charter": "y"} | BY["email"] | n)
        for n in ({"name": "Ada Lark"}, {"name": "Someone New"})
    ]
    assert [answer.status_code for answer in answers] == [409, 409]
    assert answers[0].text == answers[1].text
    assert "has ended" in answers[0].text


@pytest.mark.parametrize("state", ["draft", "none"])
def test_a_class_nobody_may_see_is_absent(client, college, state):
    group = college.scheduled_class(state="draft")
    class_id = group.id if state == "draft" else 2**31 - 1
    data = {"csrf_token": client.token(), "name": "Ada", "charter": "y"} | BY["email"]
    assert client.get(f"/classes/{class_id}/ask").status_code == 404
    assert client.post(f"/classes/{class_id}/ask", data=data).status_code == 404


def test_the_page_that_shows_the_address_is_kept_by_no_browser(client, college):
    group = college.scheduled_class()
    ask(client, group)
    answer = client.get(f"/classes/{group.id}/ask/sent")
    assert "ada@mail.example" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.both
def test_a_stranger_cannot_hold_up_an_offer(client, college, time):
    """Whoever knows a name and an address can ask; not make a task about a turn that is there."""
    person = college.person("Ada Lark", email="ada@mail.example")
    group = college.scheduled_class(capacity=1, starts_in=timedelta(weeks=3))
    college.enrol(group, person, state="offered")
    assert ask(client, group, needs="Many things").status_code == 303
    assert db.session.scalars(select(Task).where(Task.kind == "access")).all() == []
