"""Pause me: no letters, offers, reminders, forms or calls until a day."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.enrolment.blueprint import enrolment
from recoverycollege.enrolment.forms import PauseForm
from recoverycollege.enrolment.services import pausing
from recoverycollege.errors import say
from recoverycollege.forms import PressForm
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.wording import zone

WEEKS = (1, 2, 4, 8)


@enrolment.route("/my-learning/pause", methods=["GET", "POST"])
@audience("own")
def pause() -> ResponseReturnValue:
    form = PauseForm(days=[clock.today(zone()) + timedelta(weeks=weeks) for weeks in WEEKS])
    if form.validate_on_submit():
        until = datetime.combine(form.day, time(9), zone())
        try:
            pausing.pause(current_user.person_id, until, clock.now())
        except Refused as refusal:
            db.session.rollback()
            form.note("until", say(refusal))
        else:
            db.session.commit()
            flash(_("Your break is noted. Take good care of yourself."), "good")
            return redirect(url_for("enrolment.my_learning"), 303)
    paused = pausing.paused_until(current_user.person_id, clock.now())
    page = render_template("enrolment/pause.html", form=form, paused=paused)
    return page, 422 if form.errors else 200


@enrolment.post("/my-learning/pause/end")
@audience("own")
def pause_end() -> ResponseReturnValue:
    if PressForm().validate_on_submit():
        pausing.go_on(current_user.person_id)
        db.session.commit()
        flash(_("Welcome back. We write to you again."), "good")
    return redirect(url_for("enrolment.my_learning"), 303)
