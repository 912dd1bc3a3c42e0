"""Whose answers are these: a choice with one honest line for each."""

from __future__ import annotations

from flask import current_app, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recoverycollege.database import db
from recoverycollege.feedback.blueprint import feedback
from recoverycollege.feedback.forms import WhoseForm
from recoverycollege.feedback.routes.form import MANY
from recoverycollege.feedback.routes.opening import (
    Opened,
    keep_loose,
    no_store,
    open_form,
)
from recoverycollege.feedback.services.choosing import choice_of, choose
from recoverycollege.guards import audience
from recoverycollege.security import limiter


@feedback.get("/feedback/<token>/whose")
@audience("link")
def whose(token: str) -> ResponseReturnValue:
    here = open_form(token)
    return whose_page(here, whose_form(here, whose=now_chosen(here)))


@feedback.post("/feedback/<token>/whose")
@audience("link")
@limiter.limit(MANY)
def whose_post(token: str) -> ResponseReturnValue:
    here = open_form(token, to_write=True)
    form = whose_form(here)
    if not form.validate_on_submit():
        return whose_page(here, form, 422)
    if here.enrolment_id is not None and not here.loose and here.state != "untied":
        key = current_app.extensions["settings"].answer_key
        ids = choose(key, here.enrolment_id, form.whose.data, here.form.wave)
        if form.whose.data == "untied":
            keep_loose(token, *ids)
        db.session.commit()
    return redirect(here.page("form"), 303)


def whose_form(here: Opened, **start: str) -> WhoseForm:
    """Linking needs the person themselves: a mailbox may serve a household."""
    form = WhoseForm(**start)
    if not is_owner(here):
        form.whose.choices = [c for c in form.whose.choices if c[0] != "linked" or here.linked]
    return form


def is_owner(here: Opened) -> bool:
    return bool(current_user.is_authenticated and current_user.person_id == here.form.person_id)


def now_chosen(here: Opened) -> str:
    if here.loose or here.enrolment_id is None:
        return "untied"
    return choice_of(current_app.extensions["settings"].answer_key, here.enrolment_id)


def whose_page(here: Opened, form: WhoseForm, status: int = 200) -> ResponseReturnValue:
    facts = {"here_form": here, "form": form, "chosen": now_chosen(here)}
    facts |= {"is_owner": is_owner(here), "error_title": status == 422}
    return no_store(render_template("feedback/whose.html", **facts), status)
