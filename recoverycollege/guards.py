"""Who may open what. Every endpoint declares its audience; one that does not is closed.

public    everyone
link      whoever holds the link of a letter
signed_in anyone signed in
own       the person whose thing it is (the view asks for it *as theirs*; else 404)
team      co-teachers, of their own classes (likewise)
office    the office, and managers
manager   managers
machine   monitors on this machine, or with the key
demo      everyone, under DEMO only
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recoverycollege.database import begin_write

AUDIENCES = (
    "public",
    "link",
    "signed_in",
    "own",
    "team",
    "office",
    "manager",
    "machine",
    "demo",
)
WITHOUT_SIGN_IN = {"public", "link", "machine", "demo"}
STAFF = {"office", "manager"}
View = TypeVar("View", bound=Callable[..., Any])


def audience(
    name: str, *, late_write: bool = False, largest_post: int = 0
) -> Callable[[View], View]:
    """Declares a view's audience. `late_write`: the view begins its write transaction itself,
    after slow work that must not hold the lock. `largest_post`: it may be sent more than others,
    and reads that itself, once it knows who sends it (so it also writes late)."""
    if name not in AUDIENCES:
        raise ValueError(f"unknown audience {name}")

    def declare(view: View) -> View:
        view.audience = name  # type: ignore[attr-defined]
        view.late_write = late_write or largest_post > 0  # type: ignore[attr-defined]
        view.largest_post = largest_post  # type: ignore[attr-defined]
        return view

    return declare


def init_app(app: Flask) -> None:
    audience("public")(app.view_functions["static"])
    app.before_request(begin_write_if_posted)
    app.before_request(check)


def declared(endpoint: str) -> str | None:
    return getattr(current_app.view_functions.get(endpoint), "audience", None)


def begin_write_if_posted() -> None:
    """A matched POST takes its turn before anything, the session included, has been read."""
    if request.method != "POST" or request.endpoint is None:
        return
    view = current_app.view_functions[request.endpoint]
    if largest := getattr(view, "largest_post", 0):
        request.max_content_length = largest
        return
    _ = request.form  # all of it is here first: a slow sender must not hold the lock meanwhile
    if not getattr(view, "late_write", False):
        begin_write()


def check() -> ResponseReturnValue | None:
    """Refuses before anything is looked up: no audience 403, not signed in → the sign-in page."""
    if request.endpoint is None:
        return None  # 404 or 405 follow by themselves
    name = declared(request.endpoint)
    if name is None:
        abort(403)
    if name == "demo" and not current_app.extensions["settings"].demo:
        abort(404)
    if name in WITHOUT_SIGN_IN:
        return None
    if not current_user.is_authenticated:
        after = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("accounts.sign_in", next=after), 303)
    if name == "team" and not current_user.teaches:
        abort(403)
    if name in STAFF:
        return _check_staff(name)
    return None


def _check_staff(name: str) -> ResponseReturnValue | None:
    if not (current_user.is_manager if name == "manager" else current_user.is_staff):
        abort(403)
    if current_user.needs_second_factor:
        return redirect(url_for("accounts.second_factor", next=request.full_path.rstrip("?")), 303)
    return None
