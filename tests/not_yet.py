"""Stand-ins for what is still being built. Each falls away by itself once the real part is there;
this file goes when all of them have."""

from __future__ import annotations

import importlib
import warnings
from types import SimpleNamespace
from typing import Any

import phonenumbers
from flask import Flask
from sqlalchemy import text

import recoverycollege
from recoverycollege.catalogue.models import Course
from recoverycollege.database import db
from recoverycollege.text import fold

try:
    from recoverycollege.accounts.rules import address_key, email_key, phone_key
except ImportError:

    def email_key(text: str) -> str | None:
        return text.strip().lower()

    def phone_key(text: str, country: str) -> str | None:
        number = phonenumbers.parse(text, country)
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def address_key(text: str) -> str:
        return fold(text)


try:
    from recoverycollege.catalogue.services import reindex
except ImportError:

    def reindex(course_id: int, public_names: Any) -> None:
        course = db.session.get_one(Course, course_id)
        course.words = fold(" ".join([course.title, course.summary, *public_names]))
        if db.engine.dialect.name == "sqlite":
            statement = "INSERT OR REPLACE INTO course_search (rowid, words) VALUES (:id, :words)"
            db.session.execute(text(statement), {"id": course_id, "words": course.words})


KNOWN = {"catalogue.help_now": "/help-now", "accounts.sign_in": "/account/sign-in"}


def stand_in(app: Flask) -> Flask:
    """Links to endpoints nobody has built yet lead to a made-up address instead of failing."""
    app.url_build_error_handlers.append(
        lambda error, endpoint, values: KNOWN.get(endpoint, "/not-yet")
    )
    if not hasattr(app, "login_manager"):
        from flask_login import LoginManager

        LoginManager(app).user_loader(lambda user_id: None)
    return app


def forgiving(name: str) -> Any:
    """Sets up a room as far as it goes: one that is half written stops only its own tests."""

    def init_app(app: Flask) -> None:
        try:
            importlib.import_module(name).init_app(app)
        except (ImportError, SyntaxError, NameError) as problem:
            warnings.warn(f"{name} is not whole yet: {problem}", stacklevel=1)

    return SimpleNamespace(init_app=init_app)


recoverycollege.import_module = forgiving
