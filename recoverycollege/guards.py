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
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, redirect, render_template, request, url_for
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
NEVER_SHOWN = ("password", "code")
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
        return signed_out()
    if name == "team" and not current_user.teaches:
        abort(403)
    if name in STAFF:
        return _check_staff(name)
    return None


def signed_out() -> ResponseReturnValue:
    """To the sign-in page, and back. What somebody had typed on a page of ours is shown to them, to
    be sent once they have signed in: it is not lost because a session ended meanwhile."""
    if request.method == "GET":
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)
    page = _page_of_ours()
    sign_in = url_for("accounts.sign_in", next=page)
    typed = [] if page is None else _typed()
    if not any(value.strip() for _name, value in typed):
        return redirect(sign_in, 303)
    written = [value for _name, value in typed if " " in value.strip()]
    facts = {"typed": typed, "written": written, "action": request.full_path.rstrip("?")}
    return render_template("errors/signed_out.html", sign_in=sign_in, **facts), 401


def _page_of_ours() -> str | None:
    """The page on which a button was pressed, when the browser says that it was one of ours."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if f"{came_from.scheme}://{came_from.netloc}/" != request.host_url:
        return None
    return came_from.path


def _typed() -> list[tuple[str, str]]:
    """What a form sent, without what only this page of it knew. A script keeps its own; and a
    stranger's files are not listened to."""
    if request.accept_mimetypes.best == "application/json":
        return []
    if getattr(current_app.view_functions[request.endpoint or ""], "largest_post", 0):
        return []
    if any(name.endswith(NEVER_SHOWN) for name in request.form):
        return []
    return [one for one in request.form.items(multi=True) if one[0] != "csrf_token"]


def _check_staff(name: str) -> ResponseReturnValue | None:
    if not (current_user.is_manager if name == "manager" else current_user.is_staff):
        abort(403)
    if current_user.needs_second_factor:
        return redirect(url_for("accounts.second_factor", next=request.full_path.rstrip("?")), 303)
    return None
