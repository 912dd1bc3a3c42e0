"""Pause me, by phone: the office notes a break from our letters, and ends it."""

from __future__ import annotations

from datetime import datetime, time

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.enrolment.services import pausing
from recoverycollege.errors import say
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.pause import PauseForm
from recoverycollege.staff.looks import look
from recoverycollege.staff.pressing import pressed
from recoverycollege.staff.queries import people
from recoverycollege.wording import zone


@staff.route("/people/<int:person_id>/pause", methods=["GET", "POST"])
@audience("office")
def pause(person_id: int) -> ResponseReturnValue:
    person = people.person(person_id) or abort(404)
    if request.method == "GET":
        look(person_id, "pause")
    form = PauseForm()
    if form.validate_on_submit() and _paused(form, person_id):
        flash(_("Their break is noted. Their places and turns stay theirs."), "good")
        return redirect(url_for("staff.person", person_id=person_id), 303)
    page = render_template("staff/pause.html", form=form, person=person)
    return page, 422 if form.errors else 200


def _paused(form: PauseForm, person_id: int) -> bool:
    """Whether it could be done; else the form says why not."""
    until = datetime.combine(form.until.data or clock.today(zone()), time(9), zone())
    try:
        pausing.pause(person_id, until, clock.now(), by_id=current_user.person_id)
    except Refused as refusal:
        db.session.rollback()
        form.note("until", say(refusal))
        return False
    db.session.commit()
    return True


@staff.post("/people/<int:person_id>/pause/end")
@audience("office")
def pause_end(person_id: int) -> ResponseReturnValue:
    if again := pressed():
        return again
    people.person(person_id) or abort(404)
    pausing.go_on(person_id, by_id=current_user.person_id)
    db.session.commit()
    flash(_("Their break is over. We write to them again."), "good")
    return redirect(url_for("staff.person", person_id=person_id), 303)
