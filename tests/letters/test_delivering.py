"""From the outbox to a mail server: once, true, neutral, and with patience."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege import letters
from recoverycollege.accounts.models import Code
from recoverycollege.database import begin_write, db, end_read
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.services import answering
from recoverycollege.enrolment.services.asking import ask
from recoverycollege.letters import Letter
from recoverycollege.letters.deliver import _claim, back_off, deliver_due, forget_bodies

ASK = {"name": "Ben Lark", "contact_by": "email", "email": "ben@mail.example", "charter": "y"}


def plain(message):
    return message.get_body(("plain",)).get_content()


def deliver():
    db.session.commit()
    return deliver_due()


def outbox():
    db.session.expire_all()
    return db.session.scalars(select(Letter).order_by(Letter.id)).all()


def test_a_letter_stands_or_falls_with_what_it_tells(app, college, time):
    group, person = college.scheduled_class(), college.person()
    person_id = person.id
    end_read()
    begin_write()
    ask(group.id, person_id, now=time.now)
    db.session.flush()
    assert len(outbox()) == 1
    db.session.rollback()
    assert outbox() == []
    assert db.session.scalars(select(Enrolment)).all() == []


@pytest.mark.both
def test_it_arrives_and_tells_only_its_reader(app, place, mail_server):
    assert deliver() == 1
    [message], [envelope] = mail_server.messages, mail_server.envelopes
    assert envelope.rcpt_tos == ["ada@mail.example"]
    assert envelope.mail_from == "hello@riverside.example"
    assert message["To"] == "Ada Lark <ada@mail.example>"
    assert message["From"] == "Riverside <hello@riverside.example>"
    assert message["Subject"] == "A message from Riverside"
    assert message["Auto-Submitted"] == "auto-generated"
    assert not message["Cc"] and not message["Bcc"]
    body = plain(message)
    assert "Your place on Living with voices is saved" in body
    [letter] = outbox()
    assert (letter.state, letter.channel, letter.tries) == ("sent", "email", 1)
    assert message["Message-ID"] == f"<{letter.message_id}@riverside.example>"
    assert deliver() == 0


def test_no_subject_tells_the_course_or_the_person(app, place, mail_server):
    """Every kind of letter about a place, as it would be worded now."""
    from recoverycollege.enrolment.letters import TRUE_IN

    states = {state[0] for state in TRUE_IN.values()}
    for state in states:
        place.state = state
        for kind, where in TRUE_IN.items():
            if state in where:
                letters.post(kind, place.person_id, enrolment_id=place.id)
        deliver()
    assert {letter.kind for letter in outbox() if letter.state == "sent"} == set(TRUE_IN)
    for message in mail_server.messages:
        words = message["Subject"] + message["From"]
        assert not re.search("Ada|Lark|voices|Recovery|College", words)
        body = plain(message).replace("\r\n", "\n")
        assert body.startswith("Hello Ada Lark,\n\n")
        assert not re.search(r"\n{5}|None|\{|&#", body)


def test_codes_and_links_are_never_in_the_outbox(app, college, mail_server):
    client, group = app.test_client(), college.scheduled_class()
    client.submit(f"/classes/{group.id}/ask", ASK)
    assert db.session.scalars(select(Code)).all() == []  # made when it leaves
    deliver()
    body = plain(mail_server.messages[0])
    sent = re.search(r"\b\d{6}\b", body)[0]
    token = re.search(r"/places/link/(\S+)", body)[1]
    [letter] = outbox()
    assert "Or type these numbers on the page: […]" in letter.body
    everything = repr([getattr(letter, c.key) for c in Letter.__table__.c])
    assert sent not in everything
    assert token not in everything
    [code] = db.session.scalars(select(Code))
    assert sent not in code.code_hash
    assert (code.ends_at - code.asked_at) == timedelta(minutes=10)


def test_a_refused_address_is_parked_and_the_others_go(app, college, place, mail_server, time):
    other = college.person("Ben Lark", email="ben@mail.example")
    ask(place.class_id, other.id, now=time.now)
    mail_server.answers["ada@mail.example"] = "550 no such mailbox"
    assert deliver() == 2
    first, second = outbox()
    assert (first.state, first.tries) == ("parked", 1)
    assert first.problem == "refused by the mail server (550)"
    assert second.state == "sent"
    assert deliver() == 0


@pytest.mark.both
def test_a_server_that_is_busy_is_asked_again_later(app, place, mail_server, time):
    mail_server.answers["ada@mail.example"] = "451 greylisted"
    assert deliver() == 1
    [letter] = outbox()
    assert (letter.state, letter.tries, letter.due_at) == ("waiting", 1, time.now + back_off(1))
    assert deliver() == 0
    mail_server.answers.clear()
    time.move(minutes=2)
    assert deliver() == 1
    [letter] = outbox()
    assert (letter.state, letter.tries, letter.problem) == ("sent", 2, "")


@pytest.mark.parametrize("where", ["down", "at_sender"])
def test_what_the_college_must_mend_ends_no_letter(app, place, mail_server, where):
    """A server that is away, or refuses us as a sender: the letter waits."""
    if where == "at_sender":
        mail_server.at_sender = "550 you may not send here"
    else:
        mail_server.stop()
    deliver()
    [letter] = outbox()
    assert (letter.state, letter.tries) == ("waiting", 1)
    assert "ada" not in letter.problem


def test_a_letter_the_server_will_not_have_is_parked(app, place, mail_server):
    mail_server.at_data = "554 this looks like spam"
    deliver()
    assert (outbox()[0].state, outbox()[0].problem) == ("parked", "the mail server answered 554")


@pytest.mark.parametrize("fault", ["unknown kind", "no such fact", "address"])
def test_a_letter_that_cannot_be_written_holds_nobody_up(
    app, college, place, mail_server, time, fault
):
    broken = outbox()[0]
    if fault == "unknown kind":
        broken.kind = "no_such_kind"
    if fault == "no such fact":
        broken.facts = {}
    if fault == "address":
        place.person.contacts[0].value = "a\u2028b@x\ny"
    other = college.person("Ben Lark", email="ben@mail.example")
    ask(place.class_id, other.id, now=time.now)
    deliver()
    first, second = outbox()
    assert first.state == ("parked" if fault == "address" else "waiting")
    assert first.problem
    assert second.state == "sent"


def test_a_letter_no_longer_true_is_dropped(app, place, mail_server, time):
    answering.withdraw(place.id, time.now)
    deliver()
    assert [(letter.kind, letter.state) for letter in outbox()] == [
        ("place_saved", "dropped"),
        ("withdrawn", "sent"),
    ]


def test_an_offer_answered_meanwhile_is_not_sent(app, college, mail_server, time):
    group = college.scheduled_class(capacity=1, starts_in=timedelta(days=20))
    taken, waiting = college.fill(group, waiting=1)
    answering.withdraw(taken.id, time.now)
    db.session.commit()
    answering.accept(waiting.id, time.now)
    deliver()
    states = {letter.kind: letter.state for letter in outbox()}
    assert states == {"withdrawn": "sent", "offer": "dropped", "place_saved": "sent"}


@pytest.mark.parametrize("why", ["letters_stopped_at", "erased_at"])
def test_nobody_is_written_to_who_should_not_be(app, place, mail_server, time, why):
    setattr(place.person, why, time.now)
    deliver()
    assert outbox()[0].state == "dropped"
    assert mail_server.messages == []


def test_a_code_for_a_place_let_go_is_not_sent(app, college, mail_server, time):
    client, group = app.test_client(), college.scheduled_class()
    client.submit(f"/classes/{group.id}/ask", ASK)
    [wish] = db.session.scalars(select(Enrolment))
    answering.decline(wish.id, time.now)
    deliver()
    assert outbox()[0].state == "dropped"


def test_names_and_addresses_from_everywhere(app, college, mail_server, time):
    group = college.scheduled_class()
    names = ["Zoë 🌻", "A\u2028B", "\u202eevil", "王芳", '"Ada" <eve@x.example>', "ñ" * 100]
    for number, name in enumerate(names):
        person = college.person(name, email=f"p{number}@müller.example")
        ask(group.id, person.id, now=time.now)
    deliver()
    assert [letter.state for letter in outbox()] == ["sent"] * len(names)
    for number, (envelope, message) in enumerate(
        zip(mail_server.envelopes, mail_server.messages, strict=True)
    ):
        assert envelope.rcpt_tos == [f"p{number}@xn--mller-kva.example"]
        assert len(message["To"].addresses) == 1


def test_the_words_are_forgotten_after_thirty_days(app, place, mail_server, time):
    deliver()
    time.move(days=30)
    assert forget_bodies(time.now) == 0
    time.move(minutes=1)
    assert forget_bodies(time.now) == 1
    [letter] = outbox()
    assert (letter.body, letter.state, letter.kind) == (None, "sent", "place_saved")


@pytest.mark.both
def test_a_worker_that_died_leaves_the_letter_to_the_next(app, place, mail_server, time):
    db.session.commit()
    assert _claim(time.now) is not None  # and is gone
    assert deliver() == 0
    time.move(minutes=5, seconds=1)
    assert deliver() == 1


@pytest.mark.both
def test_several_workers_send_each_letter_once(app, college, mail_server, time):
    group = college.scheduled_class(capacity=30)
    for number in range(24):
        person = college.person(f"P {number}", email=f"p{number}@mail.example")
        ask(group.id, person.id, now=time.now)
    db.session.commit()
    handled, faults = [], []

    def work():
        with app.app_context():
            try:
                handled.append(deliver_due())
            except Exception as problem:
                faults.append(problem)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert sum(handled) == 24
    sent = sorted(envelope.rcpt_tos[0] for envelope in mail_server.envelopes)
    assert sent == sorted(f"p{number}@mail.example" for number in range(24))
    assert len({message["Message-ID"] for message in mail_server.messages}) == 24


def test_a_slow_server_leaves_the_worker_time_for_the_rest(
    app, college, place, mail_server, time, monkeypatch
):
    """Places must go on being offered while the mail server takes its time."""
    other = college.person("Ben Lark", email="ben@mail.example")
    ask(place.class_id, other.id, now=time.now)
    db.session.commit()
    seconds = iter([0.0, 0.0, 60.0, 60.0, 60.0, 61.0])
    monkeypatch.setattr("recoverycollege.letters.deliver.monotonic", lambda: next(seconds))
    assert [deliver(), deliver()] == [1, 1]
    assert [letter.state for letter in outbox()] == ["sent", "sent"]
