"""The mail server is away for 26 hours: nobody on the website notices, and when it is back every
letter that is still true leaves within a quarter of an hour."""

from __future__ import annotations

import socket
import threading
from collections import Counter
from datetime import timedelta
from statistics import median
from time import perf_counter

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.enrolment.services import answering
from recoverycollege.enrolment.services.asking import ask
from recoverycollege.letters import Letter
from recoverycollege.letters.deliver import deliver_due
from recoverycollege.letters.transport import MAIL_AWAY

HOURS = 26
SWEEPS = ("lapse", "fill", "wake", "deliver")
pytestmark = pytest.mark.usefixtures("real_college")


@pytest.fixture
def away(mail_server):
    """The mail server stops; `away()` brings it back."""
    mail_server.stop()

    def back():
        port = mail_server.controller.port
        mail_server.controller = Controller(mail_server, hostname="127.0.0.1", port=port)
        mail_server.controller.start()
        mail_server.stopped = False

    return back


@pytest.fixture
def hours_pass(app, time):
    """`hours_pass(26, 15)`: the worker does what it does about places and letters, in steps of so
    many minutes."""

    def run(hours, minutes):
        for _ in range(int(hours * 60 / minutes)):
            time.move(minutes=minutes)
            db.session.commit()
            for name in SWEEPS:
                sweeps = app.extensions["sweeps"]
                if name in sweeps:
                    sweeps[name][0](time.now)
        db.session.expire_all()

    return run


def asked(college, group, now):
    wish = ask(group.id, college.person().id, now=now)
    db.session.commit()
    return wish


def one_leaves(college, starts_in, now):
    """A class of one place, whose only student leaves: the place is offered."""
    group = college.scheduled_class(capacity=1, starts_in=starts_in)
    taken, waiting = college.fill(group, waiting=1)
    answering.withdraw(taken.id, now)
    db.session.commit()
    return waiting


def told(person_id):
    """The letters about places that this person was sent, and not sent."""
    rows = db.session.scalars(select(Letter).where(Letter.person_id == person_id))
    about = [row for row in rows if not row.kind.startswith("feedback")]
    return {row.kind: row.state for row in about}


def much_happens(college, time, hours_pass):
    """Over 26 hours. Each case with the letters that must and must not arrive."""
    group, now = college.scheduled_class(capacity=100, starts_in=timedelta(days=20)), time.now
    cases = {}
    left, erased = asked(college, group, now), asked(college, group, now)
    near = one_leaves(college, timedelta(hours=50), now)
    far = one_leaves(college, timedelta(days=20), now)
    taken = one_leaves(college, timedelta(days=20), now)
    hours_pass(4, 60)
    answering.withdraw(left.id, time.now)
    answering.accept(taken.id, time.now)
    erased.person.erased_at = time.now
    everyone = []
    while time.now < now + timedelta(hours=HOURS):
        everyone.append(asked(college, group, time.now))
        hours_pass(2, 60)
    cases[left.person_id] = {"place_saved": "dropped", "withdrawn": "sent"}
    cases[erased.person_id] = {"place_saved": "dropped"}
    cases[near.person_id] = {"offer": "dropped", "offer_ended": "sent"}
    cases[far.person_id] = {"offer": "sent"}
    cases[taken.person_id] = {"offer": "dropped", "place_saved": "sent"}
    return cases | {wish.person_id: {"place_saved": "sent"} for wish in everyone}


def waiting():
    return db.session.scalars(select(Letter).where(Letter.state == "waiting")).all()


@pytest.mark.both
def test_every_valid_letter_is_out_in_a_quarter_of_an_hour(
    college, mail_server, time, away, hours_pass
):
    cases = much_happens(college, time, hours_pass)
    assert len(waiting()) > 10
    assert any(letter.problem.startswith(MAIL_AWAY) for letter in waiting())
    away()
    back_at = time.now
    hours_pass(1 / 4, 5)
    assert not waiting()
    for person_id, states in cases.items():
        assert states.items() <= told(person_id).items(), (states, told(person_id))
    sent = db.session.scalars(select(Letter).where(Letter.state == "sent")).all()
    assert max(letter.sent_at for letter in sent) <= back_at + timedelta(minutes=15)
    arrived = Counter(
        message["Message-ID"].partition("@")[0][1:] for message in mail_server.messages
    )
    assert arrived == Counter(letter.message_id for letter in sent)


@pytest.mark.proof
def test_if_nobody_woke_them_they_would_wait_for_hours(app, college, time, away, hours_pass):
    """The negative control."""
    app.extensions["sweeps"].pop("wake")
    much_happens(college, time, hours_pass)
    away()
    hours_pass(1 / 4, 5)
    assert waiting()


def seconds_to_ask(client, class_id, people):
    """How long it takes somebody new to ask for a place, in the middle of so many."""
    took = []
    for number in range(people):
        fields = {"name": "New", "contact_by": "email", "charter": "y"}
        email = f"new{class_id}.{number}@mail.example"
        began = perf_counter()
        answer = client.press(f"/classes/{class_id}/ask", email=email, **fields)
        took.append(perf_counter() - began)
        assert answer.status_code == 303
    return median(took)


def test_the_website_is_as_fast_while_the_mail_server_is_silent(
    app, client, college, mail_server, monkeypatch
):
    """The worst kind of away: it lets us in and says nothing, while the worker waits for it."""
    monkeypatch.setattr("recoverycollege.letters.transport.SECONDS", 1)
    college.charter()
    first, second = (college.scheduled_class(capacity=20).id for _ in range(2))
    with_mail = seconds_to_ask(client, first, 15)
    over = threading.Event()

    def deliver():
        with app.app_context():
            while not over.is_set():
                deliver_due()
            db.session.remove()

    mail_server.stop()
    with socket.socket() as silent:
        silent.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        silent.bind(("127.0.0.1", mail_server.controller.port))
        silent.listen(50)
        thread = threading.Thread(target=deliver)
        thread.start()
        try:
            without = seconds_to_ask(client, second, 15)
        finally:
            over.set()
            thread.join()
    tried = select(Letter).where(Letter.problem.startswith(MAIL_AWAY))
    assert db.session.scalars(tried).first()
    print(f"asking took {with_mail:.3f} s; with a silent mail server {without:.3f} s")
    assert without <= 2 * with_mail + 0.02
