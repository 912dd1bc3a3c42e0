"""A letter that was taken is sent; one that cannot reach its person is shown to the office."""

from __future__ import annotations

import socketserver
import threading

import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.enrolment.services import answering
from recoverycollege.enrolment.services.asking import ask
from recoverycollege.letters import Letter
from recoverycollege.letters.deliver import deliver_due
from recoverycollege.letters.transport import mail_is_there


class Brusque(socketserver.StreamRequestHandler):
    """A mail server that takes every letter, and answers QUIT with 421."""

    def handle(self):
        self.say("220 hello")
        while line := self.rfile.readline().strip().upper():
            if line.startswith(b"DATA"):
                self.say("354 go on")
                while self.rfile.readline().strip() != b".":
                    pass
                self.server.taken += 1
            elif line.startswith(b"QUIT"):
                self.say("421 4.4.2 closing now")
                break
            self.say("250 ok")

    def say(self, words):
        self.wfile.write(words.encode() + b"\r\n")


@pytest.fixture
def brusque():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Brusque) as server:
        server.taken, server.daemon_threads = 0, True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def outbox():
    db.session.commit()
    deliver_due()
    db.session.expire_all()
    return [
        (letter.kind, letter.state, letter.problem)
        for letter in db.session.scalars(select(Letter).order_by(Letter.id))
    ]


def test_a_letter_the_server_took_is_sent_however_it_parts(app_with, college, time, brusque):
    app = app_with(smtp_url=f"smtp://127.0.0.1:{brusque.server_address[1]}")
    ask(college.scheduled_class().id, college.person().id, now=time.now)
    for _ in range(2):
        assert outbox() == [("place_saved", "sent", "")]
        time.move(hours=3)
    assert brusque.taken == 1
    assert mail_is_there(app.extensions["settings"])


@pytest.mark.parametrize("why", ["removed", "no gateway"])
def test_whoever_cannot_be_reached_is_shown_to_the_office(app, college, mail_server, time, why):
    """Their address was taken away, or they want texts and there is no gateway."""
    text = {"phone": "07700 900123", "contact_by": "text"}
    person = college.person(**(text if why == "no gateway" else {}))
    if why == "removed":
        person.contacts[0].replaced_at = time.now
    ask(college.scheduled_class().id, person.id, now=time.now)
    assert outbox() == [("place_saved", "parked", "there is no way to reach them")]
    assert mail_server.messages == []


def test_what_is_no_longer_true_is_not_shown(app, college, place, mail_server, time):
    place.person.contacts[0].replaced_at = time.now
    answering.withdraw(place.id, time.now)
    assert [state for _, state, _ in outbox()] == ["dropped", "parked"]
