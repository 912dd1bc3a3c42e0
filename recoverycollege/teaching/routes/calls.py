"""Friendly calls by the team: who was missed, who rings, and how it went."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.accounts.models import Task
from recoverycollege.accounts.services.tasks import take_task
from recoverycollege.accounts.wording import call_advice, call_results
from recoverycollege.database import db
from recoverycollege.enrolment.services.calling import finish_call
from recoverycollege.forms import PressForm
from recoverycollege.guards import audience
from recoverycollege.teaching.blueprint import teaching
from recoverycollege.teaching.forms.calls import CallForm
from recoverycollege.teaching.queries import Call, team_call


def mine(task_id: int) -> Call:
    """A call about a class I teach."""
    return team_call(current_user.person_id, task_id) or abort(404)


@teaching.get("/calls/<int:task_id>")
@audience("team")
def call(task_id: int) -> ResponseReturnValue:
    found = mine(task_id)
    return call_page(found, CallForm(results=call_results(found.message_ok)))


def call_page(found: Call, form: CallForm, status: int = 200) -> ResponseReturnValue:
    facts = {"call": found, "form": form, "error_title": status == 422, "advice": call_advice()}
    return render_template("teaching/call.html", **facts), status


@teaching.post("/calls/<int:task_id>")
@audience("team")
def call_done(task_id: int) -> ResponseReturnValue:
    found = mine(task_id)
    form = CallForm(results=call_results(found.message_ok))
    if not form.validate_on_submit():
        return call_page(found, form, 422)
    task = db.session.get_one(Task, task_id, with_for_update=True)
    by_id, now = current_user.person_id, clock.now()
    finish_call(task, form.result.data, form.words.data or "", by_id=by_id, now=now)
    db.session.commit()
    flash(_("Thank you for ringing. It is noted."), "good")
    return redirect(url_for("teaching.scheduled_class", class_id=found.class_id), 303)


@teaching.post("/calls/<int:task_id>/take")
@audience("team")
def call_take(task_id: int) -> ResponseReturnValue:
    found = mine(task_id)
    if not PressForm().validate_on_submit():
        form = CallForm(results=call_results(found.message_ok)).old()
        return call_page(found, form, 422)
    take_task(task_id, current_user.person_id)
    db.session.commit()
    flash(_("You ring them. Thank you."), "good")
    return redirect(url_for("teaching.call", task_id=task_id), 303)
