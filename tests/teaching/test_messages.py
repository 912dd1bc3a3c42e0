"""Writing to the class: seen before it is sent, sent once, read by those it is for."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import Task
from recoverycollege.database import db
from recoverycollege.enrolment.models import ClassMessage
from recoverycollege.history import Entry
from recoverycollege.letters import Letter
from tests.forms import forms_of

WORDS = "On Tuesday we meet in the garden room.\n\n- a warm coat\n- something to drink"


@pytest.fixture
def page(taught):
    return f"/teaching/classes/{taught.group.id}/messages"


def look(client, page, words=WORDS):
    """The preview of a message."""
    return client.submit(f"{page}/preview", page=page, words=words)


def send(client, page, words=WORDS):
    """Writes, looks, presses; the answer, and what was pressed."""
    found = look(client, page, words)
    pressed = next(form for form in forms_of(found) if form.action == page)
    return client.post(page, data=pressed.values), pressed


def sent():
    return db.session.scalars(select(ClassMessage).order_by(ClassMessage.id)).all()


@pytest.mark.both
def test_a_message_goes_to_everyone_with_a_place(college, sign_in_as, taught, page):
    college.enrol(taught.group, college.person("Wyn Waits"), state="waiting")
    college.enrol(taught.group, college.person("Les Left"), state="withdrawn")
    taught.group.team[0].name_scope = "class"
    client = sign_in_as(taught.dee)
    answer, _ = send(client, page)
    assert len(set(client.statements)) <= 15
    assert (answer.status_code, answer.location) == (303, page)
    text = client.get(page).text
    assert "Sent to 3 people." in text
    assert "garden room" in text and "<li>a warm coat</li>" in text
    assert len(client.statements) <= 12
    mails = client.letters()
    assert sorted(m.to for m in mails if "Ravi" not in m.to) == sorted(
        f"{p.name} <{p.contacts[0].value}>" for p in taught.people
    )
    [copy] = [m for m in mails if "Ravi" in m.to]
    for mail in mails:
        assert mail.subject == "A message from Riverside"
        assert "Dee wrote to everyone with a place on Food and mood:" in mail.body
        assert WORDS in mail.body
        assert not any(word in mail.body for word in ("peer", "practitioner", "nurse"))
    assert f"/teaching/classes/{taught.group.id}/messages" in copy.body
    entry = db.session.scalar(select(Entry).where(Entry.action == "message.sent"))
    assert (entry.actor_id, entry.about_id, entry.detail["people"]) == (
        taught.dee.id,
        taught.group.id,
        3,
    )


def test_it_is_looked_at_first_and_nothing_is_sent_yet(college, sign_in_as, taught, page):
    college.enrol(taught.group, college.person("Ida Post", address="1 Mill Lane"))
    college.enrol(taught.group, college.person("Pat Phone", phone="01632 960 300"))
    college.enrol(taught.group, college.person("Tex T", phone="07700 900123", contact_by="text"))
    text = look(sign_in_as(taught.dee), page, "<b>Hello</b> https://example.org/a.").text
    for part in (
        "3 people by e-mail",
        "1 person by text message, by day",
        "1 person by post",
        "1 person by phone",
        "Send it to 6 people",
        "&lt;b&gt;Hello&lt;/b&gt;",
        '<a href="https://example.org/a">',
    ):
        assert part in text
    assert sent() == []
    assert db.session.scalars(select(Letter)).all() == []


@pytest.mark.both
def test_pressed_twice_it_is_sent_once(sign_in_as, taught, page):
    client = sign_in_as(taught.dee)
    _, pressed = send(client, page)
    again = client.post(page, data=pressed.values)
    assert again.status_code == 303
    assert "It was sent already, once." in client.get(page).text
    assert len(sent()) == 1
    assert len(client.letters()) == 4


def test_back_in_the_browser_it_is_not_sent_again(sign_in_as, taught, page):
    """The browser asks for the preview once more, with what was sent to it before."""
    client = sign_in_as(taught.dee)
    written = next(f for f in forms_of(client.get(page)) if f.action == f"{page}/preview")
    typed = written.values | {"words": WORDS}
    first = client.post(f"{page}/preview", data=typed)
    pressed = next(form for form in forms_of(first) if form.action == page)
    client.post(page, data=pressed.values)
    again = client.post(f"{page}/preview", data=typed)
    assert (again.status_code, again.location) == (303, page)
    assert "It was sent already, once." in client.get(page).text
    # Other words from the same page are a message of their own.
    other = client.post(f"{page}/preview", data=typed | {"words": "And please bring an umbrella."})
    pressed = next(form for form in forms_of(other) if form.action == page)
    assert client.post(page, data=pressed.values).status_code == 303
    assert [message.words for message in sent()] == [WORDS, "And please bring an umbrella."]


def test_without_a_preview_nothing_is_sent(sign_in_as, taught, page):
    client = sign_in_as(taught.dee)
    answer = client.post(page, data={"csrf_token": client.token(), "words": WORDS})
    assert answer.status_code == 422
    assert "garden room" in answer.text
    assert sent() == []


@pytest.mark.parametrize("words", ["", "   \n ", "x" * 2001])
def test_what_cannot_be_sent_stays_to_be_changed(sign_in_as, taught, page, words):
    answer = look(sign_in_as(taught.dee), page, words)
    assert answer.status_code == 422
    assert words.strip() in answer.text


def test_three_a_day_are_enough(sign_in_as, taught, page, time):
    client = sign_in_as(taught.dee)
    for _ in range(3):
        send(client, page)
    ravi = look(sign_in_as(taught.ravi), page)
    assert ravi.status_code == 422
    assert "three messages since this time yesterday" in ravi.text
    assert "garden room" in ravi.text
    assert "See how it looks" not in client.get(page).text
    time.move(hours=25)
    assert send(client, page)[0].status_code == 303
    assert len(sent()) == 4


def test_three_a_day_are_enough_however_it_is_sent(sign_in_as, taught, page):
    client = sign_in_as(taught.dee)
    pages = [look(client, page) for _ in range(4)]
    forms = [next(f for f in forms_of(one) if f.action == page) for one in pages]
    answers = [client.post(page, data=form.values) for form in forms]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 422]
    assert "garden room" in answers[3].text
    assert len(sent()) == 3


def test_a_class_without_people(college, sign_in_as):
    dee = college.person("Dee Peer")
    group = college.scheduled_class(team=[(dee, "peer")])
    text = sign_in_as(dee).get(f"/teaching/classes/{group.id}/messages").text
    assert "Nobody has a place yet" in text
    assert "See how it looks" not in text


def test_one_letter_for_a_person_with_two_places(college, sign_in_as, taught, page):
    college.enrol(taught.group, taught.people[0], companion=True)
    client = sign_in_as(taught.dee)
    send(client, page)
    assert len(client.letters(to="ada-lark")) == 1
    assert sent()[0].people == 3


def test_who_is_on_a_break_is_told_and_who_is_left_in_peace_is_not(
    college, sign_in_as, taught, page, time
):
    ada, ben, cyd = taught.people
    ada.paused_until = time.now.replace(day=30)
    ben.letters_stopped_at = time.now
    cyd.contact_by = "phone"
    db.session.commit()
    client = sign_in_as(taught.dee)
    send(client, page)
    assert client.letters(to="ada-lark")
    assert not client.letters(to="ben-moss")
    [task] = db.session.scalars(select(Task)).all()
    assert (task.kind, task.words, task.person_id) == ("tell", "class_message", cyd.id)
    assert sent()[0].people == 2


def test_only_its_team_writes_to_a_class(college, sign_in_as, taught, page):
    stranger = college.person("Uma Other")
    college.scheduled_class(team=[(stranger, "peer")])
    client = sign_in_as(stranger)
    data = {"csrf_token": client.token(), "words": WORDS, "once": "a" * 32}
    assert client.get(page).status_code == 404
    assert client.post(f"{page}/preview", data=data).status_code == 404
    assert client.post(page, data=data).status_code == 404
    assert sent() == []


def test_the_office_reads_along(college, sign_in_as, taught, page):
    send(sign_in_as(taught.dee), page)
    client = sign_in_as(college.office())
    text = client.get(f"/staff/classes/{taught.group.id}").text
    assert f"/staff/classes/{taught.group.id}/messages" in text
    text = client.get(f"/staff/classes/{taught.group.id}/messages").text
    assert len(client.statements) <= 12
    assert "garden room" in text
    assert "to 3 people" in text
    assert client.get("/staff/classes/987654/messages").status_code == 404
    said = client.get("/staff/history").text
    assert "The team wrote to the class" in said
    assert "to 3 people" in said


def test_whoever_leads_a_peer_group_alone_and_hides_it_writes_without_a_name(
    app, college, sign_in_as
):
    """Neither the letter nor the page names them: the kind of class would tell what they bring."""
    dee, student = college.person("Dee Peer"), college.person("Sam Student")
    shows = {"name_scope": "public", "perspective_scope": "team"}
    course = college.course("Quiet hour", kind="peer-group")
    group = college.scheduled_class(course, team=[(dee, "peer", shows)])
    place_id = college.enrol(group, student).id
    client = sign_in_as(dee)
    send(client, f"/teaching/classes/{group.id}/messages")
    [mail] = [mail for mail in client.letters() if "Sam" in mail.to]
    assert "Your teaching team wrote" in mail.body
    assert "Dee" not in mail.body
    assert "Dee" not in sign_in_as(student, app.test_client()).get(f"/places/{place_id}").text
