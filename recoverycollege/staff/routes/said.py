"""You said, we did: notes on a course, for the office."""

from __future__ import annotations

from datetime import timedelta

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.catalogue.models import Course
from recoverycollege.database import db
from recoverycollege.feedback.queries import said as queries
from recoverycollege.feedback.services import telling_back
from recoverycollege.guards import audience
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.voices import SaidForm
from recoverycollege.staff.pressing import pressed
from recoverycollege.staff.routes.saving import saved
from recoverycollege.wording import zone

USUAL = timedelta(days=182)


@staff.route("/courses/<int:course_id>/you-said", methods=["GET", "POST"])
@audience("office")
def you_said(course_id: int) -> ResponseReturnValue:
    found = db.session.get(Course, course_id) or abort(404)
    title, today = found.title, clock.today(zone())
    form = SaidForm(data={"until": today + USUAL})
    if form.validate_on_submit() and saved(form, lambda: tell(course_id, form)):
        flash(_("It is on the course's page, and on those of its next classes."), "good")
        return redirect(url_for("staff.you_said", course_id=course_id), 303)
    page = render_template(
        "staff/you_said.html",
        title=title,
        course_id=course_id,
        notes=queries.all_notes(course_id),
        form=form,
        today=today,
        error_title=bool(form.errors),
    )
    return page, 422 if form.errors else 200


def tell(course_id: int, form: SaidForm) -> object:
    today = clock.today(zone())
    said, did, until = form.said.data or "", form.did.data or "", form.until.data or today
    by_id = current_user.person_id
    return telling_back.tell(course_id, said, did, until=until, today=today, by_id=by_id)


@staff.post("/courses/<int:course_id>/you-said/<int:note_id>/take-down")
@audience("office")
def you_said_take_down(course_id: int, note_id: int) -> ResponseReturnValue:
    if again := pressed():
        return again
    telling_back.take_down(queries.note(course_id, note_id) or abort(404), current_user.person_id)
    db.session.commit()
    flash(_("Taken down."), "good")
    return redirect(url_for("staff.you_said", course_id=course_id), 303)
