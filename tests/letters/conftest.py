"""A mail server of the tests' own, which can be told to refuse."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable, Iterator
from threading import Lock
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.enrolment.services.asking import ask
from tests.college import College
from tests.live import free_port


class Server:
    """Keeps what it was sent. `answers`: what it says to a recipient instead of yes."""

    def __init__(self, controller_for: Callable[[Any], Controller]) -> None:
        self.messages: list[Any] = []
        self.envelopes: list[Any] = []
        self.answers: dict[str, str] = {}
        self.at_sender = self.at_data = ""
        self.stopped = False
        self._lock = Lock()
        self.controller = controller_for(self)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.controller.port}"

    def stop(self) -> None:
        if not self.stopped:
            self.stopped = True
            self.controller.stop()

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.at_sender:
            return self.at_sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.at_data:
            return self.at_data
        with self._lock:
            self.envelopes.append(envelope)
            self.messages.append(
                email.message_from_bytes(envelope.content, policy=email.policy.default)
            )
        return "250 OK"


@pytest.fixture
def mail_server() -> Iterator[Server]:
    server = Server(lambda handler: Controller(handler, hostname="127.0.0.1", port=free_port()))
    server.controller.start()
    yield server
    server.stop()


@pytest.fixture
def app(app_with: Callable[..., Flask], mail_server: Server) -> Flask:
    """This folder's app writes to the mail server."""
    return app_with(smtp_url=mail_server.url)


@pytest.fixture
def place(app: Flask, college: College) -> Any:
    """Ada has asked for a place on "Living with voices", and not been written to yet."""
    group = college.scheduled_class(college.course("Living with voices"), capacity=1)
    person = college.person("Ada Lark", email="ada@mail.example")
    wish = ask(group.id, person.id, now=clock.now())
    db.session.commit()
    return wish
