"""What the ways in share: counting tries, and where someone goes once they are in."""

from __future__ import annotations

import time
from datetime import datetime

from flask import abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recoverycollege.accounts import browser, rules
from recoverycollege.accounts.services import throttle
from recoverycollege.database import db

AS_LONG_AS = 0.12  # seconds; known and unknown addresses take this long


def onward() -> str | None:
    """Where the person was going, if that is on this site."""
    return rules.inside_site(request.args.get("next"))


def here() -> str:
    """Where the request comes from, for counting."""
    return f"ip:{request.remote_addr}"


def check_tries(now: datetime, *limits: tuple[str, str, int]) -> None:
    """429 once one of (kind, key, most in an hour) is reached."""
    if current_app.extensions["settings"].throttle == "off":
        return
    for kind, key, most in limits:
        if throttle.tries(kind, key, now - rules.HOUR) >= most:
            db.session.rollback()
            abort(429)


def count(now: datetime, kind: str, *keys: str) -> None:
    for key in keys:
        throttle.count_try(kind, key, now)


def even_out(started: float) -> None:
    """Waits, so that the time of an answer does not tell whether anyone is known."""
    time.sleep(max(0.0, AS_LONG_AS - (time.monotonic() - started)))


def go_in() -> ResponseReturnValue:
    """After signing in: to the second factor if one is due, else onward."""
    if browser.halfway() is not None or current_user.needs_second_factor:
        return redirect(url_for("accounts.second_factor", next=onward()), 303)
    return redirect(onward() or start_page(), 303)


def start_page() -> str:
    """Where a person's day begins."""
    if current_user.is_staff:
        return url_for("staff.home")
    if current_user.teaches:
        return url_for("teaching.index")
    return url_for("enrolment.my_learning")
