"""The language of a page, and what every template may use."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from babel import localedata
from babel.core import get_global
from flask import Flask, request, url_for
from flask_babel import Babel, get_locale
from jinja2 import StrictUndefined

from recoverycollege.config import Settings

# Of what Babel knows of the world, what no page of ours asks for: 2 MB in each process.
UNASKED = ("likely_subtags", "territory_languages", "territory_currencies")
UNSAID = ("unit_patterns", "unit_display_names", "currency_names", "currency_names_plural")
READING = {
    "face": ("plain", "dyslexic"),
    "text": ("large", "larger"),
    "spacing": ("more",),
    "colours": ("calm",),
}
READING_COOKIE = "reading"

babel = Babel()


def init_app(app: Flask) -> None:
    settings: Settings = app.extensions["settings"]
    forget_the_world(settings.language_list)
    app.config.update(
        BABEL_DEFAULT_LOCALE=settings.language_list[0],
        BABEL_DEFAULT_TIMEZONE=settings.timezone,
    )
    babel.init_app(app, locale_selector=lambda: choose(settings))
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["static_url"] = versioned(app)

    @app.context_processor
    def everywhere() -> dict[str, object]:
        return {
            "lang": str(get_locale() or "en"),
            "college_name": settings.college_name,
            "college_phone": settings.college_phone,
            "demo": settings.demo,
            "reading_classes": reading_classes(
                request.cookies.get(READING_COOKIE, "") if request else ""
            ),
            "static_url": app.extensions["static_url"],
        }


def forget_the_world(languages: list[str]) -> None:
    """Lets go of Babel's lists of languages by country, and of units and currencies in words."""
    for name in UNASKED:
        cast(Any, get_global)(name).clear()
    for language in languages:
        known = localedata.load(language)
        for name in UNSAID:
            known.pop(name, None)


def choose(settings: Settings) -> str:
    """The reader's language; the college's own where nobody asked, as in the worker."""
    if not request:
        return settings.language_list[0]
    return request.accept_languages.best_match(settings.language_list) or settings.language_list[0]


def reading_classes(cookie: str) -> str:
    """The classes on <html> that the reading settings ask for; anything else is dropped."""
    known = {f"{name}-{value}" for name, values in READING.items() for value in values}
    return " ".join(sorted(known & set(cookie.split("."))))


def versioned(app: Flask) -> Callable[[str], str]:
    """Addresses of static files that change when the file does, so that browsers may keep them."""
    folder = Path(app.static_folder or "")
    known = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()[:10]
        for path in folder.rglob("*")
        if path.is_file()
    }

    def static_url(filename: str) -> str:
        return url_for("static", filename=filename, v=known[filename])

    return static_url
