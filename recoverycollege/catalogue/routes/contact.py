"""Reaching the college: by phone, letter, e-mail, at the desk, or with this form."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_limiter import RequestLimit
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.catalogue.blueprint import catalogue
from recoverycollege.catalogue.forms.contact import ContactForm
from recoverycollege.catalogue.messages import take_message
from recoverycollege.catalogue.routes.about import settings
from recoverycollege.database import db
from recoverycollege.guards import audience
from recoverycollege.security import limiter


@catalogue.get("/contact")
@audience("public")
def contact() -> ResponseReturnValue:
    about = "problem" if request.args.get("about") == "problem" else "get_back"
    return contact_page(ContactForm(about=about, name=current_user.name))


def contact_page(form: ContactForm, again: str = "") -> str:
    return render_template(
        "catalogue/contact.html",
        form=form,
        settings=settings(),
        again=again,
        error_title=bool(form.errors),
    )


def wait_a_little(limit: RequestLimit) -> Response:
    """Too many messages from one place: what was typed stays on the page."""
    words = _("We have had many messages from here. Please wait a while, then press once more.")
    return make_response(contact_page(ContactForm(), words), 429, {"Retry-After": "600"})


@catalogue.post("/contact")
@audience("public")
@limiter.limit("10 per hour", on_breach=wait_a_little)
def contact_send() -> ResponseReturnValue:
    form = ContactForm()
    if not form.validate_on_submit():
        return contact_page(form), 422
    take_message(
        form.about.data,
        name=form.name.data or "",
        reach=form.reach.data or "",
        words=form.words.data or "",
        now=clock.now(),
        zone=settings().zone,
        person_id=current_user.person_id,
    )
    db.session.commit()
    return redirect(url_for("catalogue.contact_sent", about=form.about.data), 303)


@catalogue.get("/contact/sent")
@audience("public")
def contact_sent() -> ResponseReturnValue:
    problem = request.args.get("about") == "problem"
    return render_template("catalogue/contact_sent.html", problem=problem, settings=settings())
