"""Signs a client in without the pages, through the same door the pages use."""

from __future__ import annotations

from contextvars import Context
from http.cookies import SimpleCookie
from typing import Any

from flask import make_response
from flask.testing import FlaskClient

from recoverycollege.database import begin_write, db


def cookies_of(app: Any, person: Any, *, second_factor: bool = True) -> dict[str, str]:
    """The cookies a browser holds once this person (or their id) has signed in."""
    from recoverycollege.accounts import browser

    person_id = person if isinstance(person, int) else person.id

    def sign() -> list[str]:
        with app.test_request_context("/", method="POST"):
            begin_write()
            browser.sign_in(person_id, second_factor=second_factor)
            db.session.commit()
            return app.process_response(make_response("")).headers.getlist("Set-Cookie")

    if db.session.registry.has():
        db.session.commit()
    jar: SimpleCookie = SimpleCookie()
    for line in Context().run(sign):
        jar.load(line)
    return {name: morsel.value for name, morsel in jar.items()}


def sign_in(client: FlaskClient, person: Any, *, second_factor: bool = True) -> None:
    app = client.application
    for name, value in cookies_of(app, person, second_factor=second_factor).items():
        client.set_cookie(name, value)
