"""On the way to the mail server: encrypted where it can be, a password never in the open."""

from __future__ import annotations

from smtplib import SMTP
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.enrolment.services.asking import ask
from recoverycollege.letters import Letter, transport
from recoverycollege.letters.deliver import deliver_due
from tests.live import free_port


def the_letter_asked_for(college, time):
    """Ada asks for a place, and is written to."""
    ada = college.person("Ada Lark", email="ada@mail.example")
    ask(college.scheduled_class().id, ada.id, now=time.now)
    db.session.commit()
    deliver_due()
    db.session.expire_all()
    return db.session.scalars(select(Letter)).one()


@pytest.mark.parametrize("password", [False, True])
def test_encryption_comes_first_where_it_is_offered(app_with, college, time, monkeypatch, password):
    steps = []
    monkeypatch.setattr(SMTP, "starttls", lambda server, context: steps.append("encrypt"))
    monkeypatch.setattr(SMTP, "login", lambda server, user, word: steps.append(f"{user} {word}"))
    controller = Controller(
        Sink(), "127.0.0.1", free_port(), tls_context=SSLContext(PROTOCOL_TLS_SERVER)
    )
    controller.start()
    try:
        who = "riverside:a%20word@" if password else ""
        app_with(smtp_url=f"smtp://{who}127.0.0.1:{controller.port}")
        letter = the_letter_asked_for(college, time)
    finally:
        controller.stop()
    assert letter.state == "sent"
    assert steps == ["encrypt"] + ["riverside a word"] * password


def test_a_server_that_takes_no_password_ends_no_letter(app_with, college, mail_server, time):
    app_with(smtp_url=mail_server.url.replace("//", "//user:word@"))
    letter = the_letter_asked_for(college, time)
    assert (letter.state, letter.problem) == ("waiting", "the mail server takes no password")


def test_no_password_goes_out_in_the_open(monkeypatch):
    monkeypatch.setattr(transport, "LOCAL", {None})
    parts = urlsplit("smtp://user:word@127.0.0.1")
    monkeypatch.setattr(transport.smtplib, "SMTP", PlainServer)
    with pytest.raises(transport.NotSent, match="no encryption"):
        transport._connect(parts)


class PlainServer:
    """Knows no encryption."""

    def __init__(self, *args, **kwargs):
        pass

    def ehlo_or_helo_if_needed(self):
        pass

    def has_extn(self, name):
        return False

    def close(self):
        pass
