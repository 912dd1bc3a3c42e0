"""Ideas for courses: anyone may send one, and sees what became of it."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_limiter import RequestLimit
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.accounts.models import Person
from recoverycollege.catalogue.blueprint import catalogue
from recoverycollege.catalogue.forms.ideas import IdeaForm
from recoverycollege.catalogue.queries.ideas import courses_from_ideas, ideas_of
from recoverycollege.catalogue.services.ideas import ANSWERED_IN, has_room, send_idea, who_has_it
from recoverycollege.database import db
from recoverycollege.guards import audience
from recoverycollege.security import limiter


@catalogue.get("/ideas")
@audience("public")
def ideas() -> ResponseReturnValue:
    return ideas_page(idea_form())


def idea_form() -> IdeaForm:
    return IdeaForm(signed_in=current_user.is_authenticated)


def ideas_page(form: IdeaForm, again: str = "") -> str:
    return render_template(
        "catalogue/ideas.html",
        form=form,
        grown=courses_from_ideas(),
        again=again,
        error_title=bool(form.errors),
    )


def wait_a_little(limit: RequestLimit) -> Response:
    """Too many ideas from one place: what was typed stays on the page."""
    words = _("We have had many ideas from here. Please wait a while, then press once more.")
    return make_response(ideas_page(idea_form(), words), 429, {"Retry-After": "600"})


@catalogue.post("/ideas")
@audience("public")
@limiter.limit("10 per hour", on_breach=wait_a_little)
def ideas_send() -> ResponseReturnValue:
    form = idea_form()
    if not form.validate_on_submit():
        return ideas_page(form), 422
    now = clock.now()
    if current_user.is_authenticated:
        person = db.session.get_one(Person, current_user.person_id)
        send_idea(person, form.idea, now=now, by_id=person.id)
    elif has_room(form.email.data or ""):
        person = who_has_it(form.name.data or "", form.email.data or "", now)
        send_idea(person, form.idea, now=now)
    db.session.commit()
    return redirect(url_for("catalogue.ideas_sent"), 303)


@catalogue.get("/ideas/sent")
@audience("public")
def ideas_sent() -> ResponseReturnValue:
    return render_template("catalogue/ideas_sent.html")


@catalogue.get("/ideas/mine")
@audience("own")
def my_ideas() -> ResponseReturnValue:
    return render_template(
        "catalogue/my_ideas.html",
        mine=ideas_of(current_user.person_id),
        answered_in=ANSWERED_IN,
    )
