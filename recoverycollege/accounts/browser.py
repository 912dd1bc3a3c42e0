"""The browser someone is signed in with: its cookie, its row in the database, who it is.

The cookie holds a random token; the row holds the token's keyed hash, so neither a copy of the
database nor, once the row is ended, a copy of the cookie opens anything.
"""

from __future__ import annotations

import contextlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, Request, current_app, g, request, session
from flask_login import AnonymousUserMixin, LoginManager, UserMixin
from sqlalchemy import Row, exists, false, select, update
from sqlalchemy.exc import OperationalError

from recoverycollege import clock
from recoverycollege.accounts import rules
from recoverycollege.accounts.models import Contact, Person, Role, SignedIn
from recoverycollege.database import aside, db
from recoverycollege.keyed import secret_hash

TOKEN, HANDLE = "token", "handle"

# The first that is found names the browser, and the system it runs on.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "CrOS": "Chromebook",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


@dataclass(frozen=True)
class User(UserMixin):
    """Who is signed in, and what they may do."""

    person_id: int
    session_id: int
    name: str
    language: str
    is_office: bool
    is_manager: bool
    teaches: bool
    has_email: bool
    needs_second_factor: bool
    has_second_factor: bool = False

    @property
    def is_staff(self) -> bool:
        return self.is_office or self.is_manager

    def get_id(self) -> str:
        return str(self.session_id)


class Anonymous(AnonymousUserMixin):
    """Somebody who is not signed in (yet)."""

    person_id = session_id = None
    name = ""
    is_office = is_staff = is_manager = teaches = has_email = False
    needs_second_factor = has_second_factor = False


def init_app(app: Flask) -> None:
    """Makes `current_user` from the cookie of each request."""
    manager = LoginManager()
    manager.session_protection = None
    manager.anonymous_user = Anonymous
    manager.request_loader(_load)
    manager.init_app(app)
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    app.permanent_session_lifetime = rules.STUDENT_SESSION
    app.extensions.setdefault("role_sources", {})


def sign_in(person_id: int, *, second_factor: bool = False) -> None:
    """Signs a person in with this browser: a new row and a new cookie, nothing kept of the old.

    Part of the running write transaction; a sign-in this browser still held is ended.
    """
    now = clock.now()
    end_own(now)
    token = secrets.token_urlsafe(32)
    staff = db.session.scalar(select(exists().where(Role.person_id == person_id)))
    db.session.add(
        SignedIn(
            person_id=person_id,
            token_hash=secret_hash(f"token:{token}"),
            device=device_words(request.user_agent.string),
            created_at=now,
            last_seen_at=now,
            ends_at=now + rules.session_life(staff=bool(staff)),
            second_factor_at=now if second_factor else None,
        )
    )
    db.session.flush()
    session.clear()
    session.permanent = True
    session[TOKEN] = token
    g.pop("_login_user", None)


def sign_out() -> None:
    """Ends this browser's row, so that every copy of its cookie is dead, and empties the cookie."""
    end_own(clock.now())
    session.clear()
    g.pop("_login_user", None)


def end_own(now: datetime) -> None:
    """Ends the row this browser's cookie points to, if there is one."""
    if token := session.get(TOKEN):
        db.session.execute(
            update(SignedIn)
            .where(SignedIn.token_hash == secret_hash(f"token:{token}"))
            .where(SignedIn.ended_at.is_(None))
            .values(ended_at=now)
        )


def handle() -> str:
    """A random word by which this browser is known again before anyone is signed in."""
    if HANDLE not in session:
        session[HANDLE] = secrets.token_urlsafe(24)
        session.permanent = True
    found: str = session[HANDLE]
    return found


def halfway() -> Row[Any] | None:
    """Who signed in here but has yet to give the second factor they set up."""
    row = _row()
    return row if row is not None and _half(row) else None


def _load(_: Request) -> User | None:
    row = _row()
    if row is None or _half(row):
        return None
    _seen(row)
    asked = (row.is_office or row.is_manager) and not current_app.extensions["settings"].demo
    return User(
        person_id=row.person_id,
        session_id=row.session_id,
        name=row.name,
        language=row.language,
        is_office=bool(row.is_office),
        is_manager=bool(row.is_manager),
        teaches=bool(row.teaches),
        has_email=bool(row.has_email),
        needs_second_factor=asked and row.second_factor_at is None,
        has_second_factor=row.totp_secret is not None,
    )


def _half(row: Row[Any]) -> bool:
    """Whoever set up a second factor is nobody here until they have given it."""
    return row.totp_secret is not None and row.second_factor_at is None


def _row() -> Row[Any] | None:
    """One statement: the sign-in, the person and what they may do; None when it has ended."""
    token = session.get(TOKEN)
    if not token:
        return None
    mine = Person.__table__.c.id
    teaches = current_app.extensions["role_sources"].get("teaches", lambda column: false())
    query = (
        select(
            SignedIn.id.label("session_id"),
            SignedIn.person_id,
            SignedIn.last_seen_at,
            SignedIn.second_factor_at,
            Person.name,
            Person.language,
            Person.totp_secret,
            exists().where(Role.person_id == mine, Role.name == "office").label("is_office"),
            exists().where(Role.person_id == mine, Role.name == "manager").label("is_manager"),
            exists()
            .where(Contact.person_id == mine, Contact.kind == "email", _in_use())
            .label("has_email"),
            teaches(mine).label("teaches"),
        )
        .join(Person, mine == SignedIn.person_id)
        .where(SignedIn.token_hash == secret_hash(f"token:{token}"))
        .where(SignedIn.ended_at.is_(None), SignedIn.ends_at > clock.now())
        .where(Person.erased_at.is_(None))
    )
    found: Any = db.session.execute(query).one_or_none()
    return found


def _in_use() -> Any:
    return Contact.replaced_at.is_(None) & Contact.verified_at.is_not(None)


def _seen(row: Row[Any]) -> None:
    """Notes at most once an hour that the browser was used. Not worth failing a page for."""
    now = clock.now()
    if request.method != "GET" or now - row.last_seen_at < rules.SEEN_EVERY:
        return
    with contextlib.suppress(OperationalError):
        aside(update(SignedIn).where(SignedIn.id == row.session_id).values(last_seen_at=now))


def device_words(user_agent: str) -> str:
    """ "Chrome on Android", and nothing finer: enough to know one's own browsers."""
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), "")
    return " on ".join(part for part in (browser, system) if part)
