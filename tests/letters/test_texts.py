"""Text messages: short, by the college's gateway, and silent about the course."""

from __future__ import annotations

import json
import re
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.enrolment.services.asking import ask
from recoverycollege.letters import Letter
from recoverycollege.letters.deliver import deliver_due, wake

ASK = {"contact_by": "text", "mobile": "07700 900123", "charter": "y"}


@pytest.fixture
def gateway():
    """What was sent to it is in `texts`; it answers `status`."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers["Content-Length"])
            self.server.texts.append(json.loads(self.rfile.read(length)))
            self.send_response(self.server.status)
            self.end_headers()

        def log_message(self, *words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.texts, server.status = [], 200
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def app(app_with, gateway):
    return app_with(text_url=f"http://127.0.0.1:{gateway.server_port}/")


def outbox():
    db.session.commit()
    deliver_due()
    db.session.expire_all()
    return db.session.scalars(select(Letter).order_by(Letter.id)).all()


@pytest.mark.parametrize("known", [False, True])
def test_a_place_by_text(app, college, gateway, known):
    """The route that was chosen counts, whether or not a text is what someone usually gets."""
    if known:
        college.person("Ada Lark", email="ada@mail.example", phone="07700 900123")
    group = college.scheduled_class(college.course("Living with voices"))
    client = app.test_client()
    client.submit(f"/classes/{group.id}/ask", ASK | {"name": "Ada Lark"})
    [letter] = outbox()
    [text] = gateway.texts
    assert text["to"] == "+447700900123"
    assert text["text"].startswith("Riverside for Ada Lark: ")
    assert not re.search("Living|voices|Recovery|College", text["text"])
    assert (letter.state, letter.channel) == ("sent", "text")
    code = re.search(r"\b\d{6}\b", text["text"])[0]
    assert code not in letter.body
    assert client.submit(f"/classes/{group.id}/ask/sent", code=code).status_code == 303


def test_every_letter_about_a_place_has_a_silent_text(app, college, gateway, time):
    person = college.person("Ada Lark", phone="07700 900123", contact_by="text")
    group = college.scheduled_class(college.course("Living with voices"))
    ask(group.id, person.id, now=time.now)
    outbox()
    [text] = gateway.texts
    assert "/places/link/" in text["text"]
    assert "voices" not in text["text"]


@pytest.mark.parametrize(
    ("status", "state"), [(500, "waiting"), (429, "waiting"), (401, "waiting"), (422, "parked")]
)
def test_what_the_gateway_says(app, college, gateway, time, status, state):
    gateway.status = status
    person = college.person(phone="07700 900123", contact_by="text")
    ask(college.scheduled_class().id, person.id, now=time.now)
    assert outbox()[0].state == state


@pytest.mark.both
def test_texts_wait_for_a_gateway_that_is_away_and_no_longer(app, college, gateway, time):
    person = college.person("Ada Lark", phone="07700 900123", contact_by="text")
    ask(college.scheduled_class().id, person.id, now=time.now)
    port = gateway.server_port
    gateway.shutdown()
    gateway.server_close()
    for _ in range(8):
        [letter] = outbox()
        time.now = letter.due_at
    [letter] = outbox()
    assert letter.problem == "the text gateway is away (ConnectionRefusedError)"
    assert letter.due_at > time.now
    assert wake(time.now) == 0
    again = HTTPServer(("127.0.0.1", port), gateway.RequestHandlerClass)
    again.texts, again.status = [], 200
    Thread(target=again.serve_forever, daemon=True).start()
    assert wake(time.now) == 1
    [letter] = outbox()
    again.shutdown()
    again.server_close()
    assert (letter.state, len(again.texts)) == ("sent", 1)
