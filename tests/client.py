"""A client that looks at every page it fetches, as a strict and kind reader would.

Whatever a test is about, each answer it meets must also be sound: valid HTML, the right headers,
`no-store` where someone is signed in, no fault of ours, no write on GET, few SQL statements.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import Context
from typing import Any

from flask import Flask, g, request_finished
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import event
from werkzeug.test import TestResponse

from recoverycollege.database import db
from recoverycollege.letters.deliver import deliver_due
from tests.forms import find_form
from tests.inspect_page import inspect
from tests.mailbox import Mail, read_folder

MOST_STATEMENTS = 15  # of a page
EXPORT = "/account/data/export"  # reads each table that holds something about a person, once
MOST_STATEMENTS_OF_AN_EXPORT = 40
MOST_STATEMENTS_OF_A_STEP = 50  # of a POST: erasing someone leaves every class they are in
# What people do together: ideas, courses in writing, teams, the pages of co-teachers, checking in.
TOGETHER = re.compile(
    r"/(teaching|ideas|design|check-in)/|/ideas$"
    r"|/staff/(board|joinings|co-teachers|sessions)/|/staff/classes/\d+/team/"
)
MOST_STATEMENTS_TOGETHER = 20
WRITES = re.compile(r"\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)|.*\bFOR UPDATE\b", re.I | re.S)
# What a page that only reads may write, on a connection of its own (HOUSE: look, session).
ASIDE = {"look", "signed_in"}
NOT_COUNTED = re.compile(r"\s*(BEGIN|PRAGMA|SAVEPOINT|RELEASE|ROLLBACK|COMMIT)", re.I)
TOKEN = re.compile(r'(name="csrf_token"[^>]*value=)"[^"]*"')


class InspectingClient(FlaskClient):
    """`app.test_client()` for the tests.

    `statements` are the SQL statements of the last request; `most_statements` and
    `most_statements_of_a_step` the limits of a page and of a POST.
    `expects_faults` lets a test of the error pages meet a 500 or 503.
    """

    seen: MutableMapping[str, list[str]] | None = None
    most_statements = MOST_STATEMENTS
    most_statements_of_a_step = MOST_STATEMENTS_OF_A_STEP
    expects_faults = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.statements: list[str] = []
        self._written: list[str] = []
        self._signed_in = False

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Sends a request, then raises AssertionError with everything wrong about the answer."""
        follow = kwargs.pop("follow_redirects", False)
        response = self._open(*args, **kwargs)
        for _ in range(5):
            if not (follow and response.status_code in {301, 302, 303, 307, 308}):
                break
            response = self._open(response.headers["Location"])
        return response

    def _open(self, *args: Any, **kwargs: Any) -> TestResponse:
        self.statements, self._written, self._signed_in = [], [], False
        with _session_of_the_test_ended():
            # A context of its own: the test may hold an app context, and with it a session.
            response = Context().run(self._send, *args, **kwargs)
        if findings := list(self._findings(response)):
            raise AssertionError("\n".join([f"{response.request.path}:", *findings]))
        return response

    def _send(self, *args: Any, **kwargs: Any) -> TestResponse:
        with self._listening():
            response = super().open(*args, **kwargs)
            response.get_data()
            return response

    @contextmanager
    def _listening(self) -> Iterator[None]:
        app: Flask = self.application
        with app.app_context():
            engine = db.engine

        def on_statement(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
            if NOT_COUNTED.match(statement):
                return
            self.statements.append(statement)
            if found := WRITES.match(statement):
                aside = connection.get_execution_options().get("writing", False)
                if not (aside and found[2] in ASIDE):
                    self._written.append(statement)

        def on_finished(sender: Flask, response: Any) -> None:
            user = g.get("_login_user")
            self._signed_in = user is not None and user.is_authenticated

        event.listen(engine, "before_cursor_execute", on_statement)
        request_finished.connect(on_finished, app)
        try:
            yield
        finally:
            request_finished.disconnect(on_finished, app)
            event.remove(engine, "before_cursor_execute", on_statement)

    def _findings(self, response: TestResponse) -> Iterator[str]:
        status, method = response.status_code, response.request.method
        if status >= 500 and not self.expects_faults:
            yield f"answered {status}; the log shows why"
        if method in {"GET", "HEAD"} and self._written:
            yield f"GET wrote: {self._written}"
        most = self.most_statements if method == "GET" else self.most_statements_of_a_step
        most = MOST_STATEMENTS_OF_AN_EXPORT if response.request.path == EXPORT else most
        counted = self.statements
        if method == "POST" and TOGETHER.search(response.request.path):
            most, counted = min(most, MOST_STATEMENTS_TOGETHER), in_one_go(self.statements)
        if len(counted) > most:
            listed = "\n  ".join(" ".join(s.split())[:300] for s in counted)
            yield f"{len(counted)} statements, over {most}:\n  {listed}"
        cache = response.headers.get("Cache-Control", "")
        if self._signed_in and "no-store" not in cache:
            yield f"someone is signed in, but Cache-Control is {cache!r}"
        if response.mimetype == "text/html" and not 300 <= status < 400:
            html = TOKEN.sub(r'\1"token"', response.get_data(as_text=True))
            path = response.request.path
            yield from inspect(
                html, status=status, headers=response.headers, path=path, seen=self.seen
            )

    def submit(
        self, url: str, data: dict[str, Any] | None = None, *, page: str = "", **fields: Any
    ) -> TestResponse:
        """Fills in the form at `url` as a browser would, and sends it.

        Fetches the page first (`page`, else `url` itself when it has one), keeps what the form
        already holds, and changes the given fields. A field set to None is left out.
        """
        changes = (data or {}) | fields
        values: dict[str, Any] = {"csrf_token": self.token()}
        if page or self._has_page(url):
            form = find_form(self.get(page or url), url, changes)
            if form is not None:
                url, values = form.action, dict(form.values)
        values |= changes
        return self.post(url, data={k: v for k, v in values.items() if v is not None})

    def press(self, url: str, *, page: str = "", **fields: Any) -> TestResponse:
        """Presses the button that leads to `url`; on `page`, where it must be found."""
        if not page:
            return self.post(url, data={"csrf_token": self.token()} | fields)
        form = find_form(self.get(page), url, fields)
        assert form is not None, f"no form on {page} leads to {url}"
        return self.post(url, data=form.values | fields)

    def token(self) -> str:
        """A good csrf token for this client's session, without fetching a page."""
        secret = self.application.config["SECRET_KEY"]
        with self.session_transaction() as session:
            raw = session.setdefault("csrf_token", "the-tests-own-token")
        return URLSafeTimedSerializer(secret, salt="wtf-csrf-token").dumps(raw)

    def _has_page(self, url: str) -> bool:
        adapter = self.application.url_map.bind("localhost")
        return "GET" in adapter.allowed_methods(url.partition("?")[0])

    def letters(self, to: str = "") -> list[Mail]:
        """Delivers what is due and reads what was sent, the newest last; only those `to` …"""
        return deliver_and_read(self.application, to)

    def code_from_letters(self, to: str = "") -> str:
        """The six digits of the newest letter."""
        return self._newest(to, lambda mail: mail.code)

    def link_from_letters(self, to: str = "") -> str:
        """The address, without host, of the newest letter's link."""
        return self._newest(to, lambda mail: mail.link)

    def _newest(self, to: str, pick: Callable[[Mail], str]) -> str:
        letters = self.letters(to)
        assert letters, "no letter was sent"
        found = pick(letters[-1])
        assert found, f"the newest letter has none:\n{letters[-1].body}"
        return found


def in_one_go(statements: list[str]) -> list[str]:
    """Rows of one table that are written in a row are one statement: so PostgreSQL takes them,
    while SQLite is told of each."""
    before = ["", *statements]
    written = zip(before, statements, strict=False)
    return [s for last, s in written if s != last or not s.startswith("INSERT INTO")]


def deliver_and_read(app: Flask, to: str = "") -> list[Mail]:
    """What the worker would do now, and the letters in the folder, the newest last."""

    def deliver() -> None:
        with app.app_context():
            deliver_due()

    with _session_of_the_test_ended():
        Context().run(deliver)
    found = read_folder(app.extensions["settings"].letters_folder)
    return [mail for mail in found if to.lower() in mail.to.lower()]


@contextmanager
def _session_of_the_test_ended() -> Iterator[None]:
    """What the test wrote is there for the request; what the request wrote, for the test."""
    try:
        held = db.session if db.session.registry.has() else None
    except RuntimeError:  # the test holds no app context
        held = None
    if held:
        held.commit()
    yield
    if held:
        held.expire_all()
