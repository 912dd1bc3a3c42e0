"""How pages look in this browser: kept in a cookie, as classes on <html>, without script."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from recoverycollege.catalogue.blueprint import catalogue
from recoverycollege.catalogue.forms.reading import ReadingForm
from recoverycollege.guards import audience
from recoverycollege.language import READING, READING_COOKIE, reading_classes

YEAR = 365 * 24 * 3600
_OWN_PAGE = re.compile(r"/(?![/\\])[^\s\\]*\Z")


@catalogue.get("/reading-settings")
@audience("public")
def reading_settings() -> ResponseReturnValue:
    form = ReadingForm(**chosen(request.cookies.get(READING_COOKIE, "")), after=page_before())
    return render_template(
        "catalogue/reading_settings.html", form=form, saved=request.args.get("saved") == "1"
    )


@catalogue.post("/reading-settings")
@audience("public", late_write=True)
def reading_settings_save() -> ResponseReturnValue:
    form = ReadingForm()
    if not form.validate_on_submit():
        page = render_template(
            "catalogue/reading_settings.html", form=form, saved=False, error_title=True
        )
        return page, 422
    after = safe_page(form.after.data or "") or None
    response = redirect(url_for("catalogue.reading_settings", saved=1, after=after), 303)
    keep(response, form.cookie)
    return response


def keep(response: Response, value: str) -> None:
    """For a year; when all is as it was, there is no cookie at all."""
    if not value:
        response.delete_cookie(READING_COOKIE)
        return
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie(
        READING_COOKIE, value, max_age=YEAR, secure=secure, httponly=True, samesite="Lax"
    )


def chosen(cookie: str) -> dict[str, str]:
    """The choices in a cookie by name; what nobody offers is left out."""
    classes = reading_classes(cookie).split()
    pairs = [(name, value) for name, _, value in (c.partition("-") for c in classes)]
    return dict.fromkeys(READING, "") | dict(pairs)


def page_before() -> str:
    """Where the reader came from, if that was one of our pages."""
    if after := request.args.get("after"):
        return safe_page(after)
    came_from = urlsplit(request.referrer or "")
    return safe_page(came_from.path) if came_from.netloc == request.host else ""


def safe_page(path: str) -> str:
    own = _OWN_PAGE.match(path) and not path.startswith("/reading-settings")
    return path if own and len(path) <= 300 else ""
