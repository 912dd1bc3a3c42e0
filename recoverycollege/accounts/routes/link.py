"""The one-time link that lets a new member of staff in."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from recoverycollege import clock
from recoverycollege.accounts import browser
from recoverycollege.accounts.blueprint import accounts
from recoverycollege.accounts.models import OneTimeLink, Person
from recoverycollege.accounts.routes import door
from recoverycollege.accounts.services.staff import live_link
from recoverycollege.database import db
from recoverycollege.forms import Form, PressForm
from recoverycollege.guards import audience
from recoverycollege.security import limiter


@accounts.get("/link/<token>")
@audience("link")
def link(token: str) -> ResponseReturnValue:
    found = live_link(token, clock.now())
    if found is None:
        return link_over()
    return link_page(PressForm(), token, name_of(found))


def link_over() -> ResponseReturnValue:
    """A link that was used, is too old, or is not whole: what can still be done."""
    return render_template("accounts/link_over.html"), 404


def name_of(found: OneTimeLink) -> str:
    return db.session.get_one(Person, found.person_id).name


def link_page(form: Form, token: str, name: str, status: int = 200) -> ResponseReturnValue:
    facts = {"token": token, "name": name, "form": form, "error_title": status == 422}
    return render_template("accounts/link.html", **facts), status


@accounts.post("/link/<token>")
@audience("link")
@limiter.limit("30 per minute")
def link_post(token: str) -> ResponseReturnValue:
    now = clock.now()
    found = live_link(token, now, lock=True)
    if found is None:
        return link_over()
    if not PressForm().validate_on_submit():
        return link_page(PressForm().old(), token, name_of(found), 422)
    found.used_at = now
    browser.sign_in(found.person_id)
    db.session.commit()
    return door.go_in()
