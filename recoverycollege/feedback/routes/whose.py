"""Whose answers are these: a choice with one honest line for each."""

from __future__ import annotations

from flask import current_app, redirect, render_template
from flask.typing import ResponseReturnValue

from recoverycollege.database import db
from recoverycollege.feedback.blueprint import feedback
from recoverycollege.feedback.forms import WhoseForm
from recoverycollege.feedback.routes.opening import (
    Opened,
    keep_loose,
    no_store,
    open_form,
    title_of,
)
from recoverycollege.feedback.rules.codes import untied
from recoverycollege.feedback.services.choosing import choice_of, choose
from recoverycollege.guards import audience


@feedback.get("/feedback/<token>/whose")
@audience("link")
def whose(token: str) -> ResponseReturnValue:
    here = open_form(token)
    return whose_page(here, WhoseForm(whose=now_chosen(here)))


@feedback.post("/feedback/<token>/whose")
@audience("link")
def whose_post(token: str) -> ResponseReturnValue:
    here, form = open_form(token), WhoseForm()
    if not form.validate_on_submit():
        return whose_page(here, form, 422)
    if here.form.enrolment_id is not None and not here.loose:
        key = current_app.extensions["settings"].answer_key
        code = choose(key, here.form.enrolment_id, form.whose.data, here.form.wave)
        if form.whose.data == "untied" and here.state != "untied":
            keep_loose(token, code, untied())
        db.session.commit()
    return redirect(here.page("form"), 303)


def now_chosen(here: Opened) -> str:
    if here.loose or here.form.enrolment_id is None:
        return "untied"
    return choice_of(current_app.extensions["settings"].answer_key, here.form.enrolment_id)


def whose_page(here: Opened, form: WhoseForm, status: int = 200) -> ResponseReturnValue:
    facts = {"here_form": here, "form": form, "title": title_of(here)}
    facts |= {"chosen": now_chosen(here), "error_title": status == 422}
    return no_store(render_template("feedback/whose.html", **facts), status)
