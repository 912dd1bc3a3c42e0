"""When something is not as hoped. 500, 503 and help-now need neither user nor database."""

from __future__ import annotations

import json
import logging
from typing import Any

from flask import Flask, Response, current_app, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import AnonymousUserMixin
from sqlalchemy.exc import InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from recoverycollege.database import db
from recoverycollege.refusals import Refused

log = logging.getLogger("recoverycollege")


def init_app(app: Flask) -> None:
    app.register_error_handler(Refused, refused)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(OperationalError, database_away)
    app.register_error_handler(InterfaceError, database_away)
    app.register_error_handler(Exception, unexpected)


def say(refusal: Refused) -> str:
    """A refusal in the reader's language."""
    return _(refusal.message, **refusal.params) if refusal.params else _(refusal.message)


def refused(refusal: Refused) -> ResponseReturnValue:
    db.session.rollback()
    return page(_("Not this time"), say(refusal)), 409


def http_error(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or (error.code or 500) < 400:
        return error
    words = {
        403: (
            _("This page is for someone else"),
            _("It is kept for the people it concerns. If you think you should see it, ask us."),
        ),
        404: (
            _("We cannot find that page"),
            _("It may have moved, or the address may have lost a letter on its way."),
        ),
        405: (
            _("This page works another way"),
            _("Please go back and use the button on the page."),
        ),
        413: (
            _("That is too much at once"),
            _("Please go back and send us a shorter text."),
        ),
        429: (
            _("Let us slow down a little"),
            _("There were many tries from here. Please wait a few minutes, then try again."),
        ),
    }
    if error.code and error.code >= 500:
        return unexpected(error)
    heading, text = words.get(
        error.code or 400,
        (_("We did not understand that"), _("Please go back, and try it once more.")),
    )
    response = make_response(page(heading, text), error.code)
    if isinstance(error, RequestEntityTooLarge):
        response.headers["Connection"] = "close"
    if error.code == 429:
        response.headers["Retry-After"] = "300"
    return response


def page(heading: str, words: str) -> str:
    return render_template("errors/page.html", heading=heading, words=words)


def unexpected(error: Exception) -> ResponseReturnValue:
    """Our mistake. What is logged names the page and the fault, never a person."""
    original = getattr(error, "original_exception", None) or error
    log.error(
        "unexpected %s at %s",
        type(original).__name__,
        request.endpoint,
        exc_info=None if isinstance(error, HTTPException) else error,
    )
    return bare(
        500,
        _("Something went wrong on our side"),
        _("It was not you. Nothing you saved before is lost. Please try again in a few minutes."),
    )


def database_away(error: Exception) -> ResponseReturnValue:
    log.error("the database did not answer at %s", request.endpoint, exc_info=error)
    response = bare(
        503,
        _("We will be back in a moment"),
        _("The college's records are not answering just now. Please try again in a few minutes."),
    )
    response.headers["Retry-After"] = "120"
    return response


def bare(status: int, heading: str, words: str) -> Response:
    """A page that needs neither user nor database."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    g.setdefault("_login_user", AnonymousUserMixin())  # else the page would ask who is signed in
    static_url = app.extensions["static_url"]
    response = make_response(
        render_template(
            "errors/bare.html",
            heading=heading,
            words=words,
            college_name=app.extensions["settings"].college_name,
            help_lines=help_lines(app),
            stylesheet=static_url("css/site.css"),
            icon=static_url("images/icon.svg"),
        ),
        status,
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def help_lines(app: Flask) -> list[dict[str, Any]]:
    """The help lines as last copied beside the database, so that they never depend on it."""
    path = app.extensions["settings"].instance / "help-now.json"
    try:
        lines: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return lines
    except (OSError, ValueError):
        return []
