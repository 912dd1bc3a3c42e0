"""Turns in the line: putting someone before others, with a reason, and back again."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege.database import db
from recoverycollege.enrolment.queries.people import line_positions
from recoverycollege.enrolment.services import turns
from recoverycollege.guards import audience
from recoverycollege.refusals import N_, Refused
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.places import TurnForm
from recoverycollege.staff.pressing import pressed
from recoverycollege.staff.queries import places
from recoverycollege.wording import ordinal


def in_line_or_404(enrolment_id: int) -> places.Place:
    """Someone whose turn can be changed: before a lot there are no turns."""
    found = places.place(enrolment_id)
    if found is None or not found.in_line:
        abort(404)
    if found.gathering:
        raise Refused(N_("A lot decides the order of this class. Until then nobody has a turn."))
    return found


@staff.route("/places/<int:enrolment_id>/priority", methods=["GET", "POST"])
@audience("office")
def priority(enrolment_id: int) -> ResponseReturnValue:
    found = in_line_or_404(enrolment_id)
    later = places.asked_later([found]).get(enrolment_id, 0)
    form = TurnForm(data={"reason": "came_earlier" if later else None}, later=later)
    if form.validate_on_submit():
        turns.put_first(enrolment_id, form.reason.data, by_id=current_user.person_id)
        return saved(found)
    page = render_template("staff/priority.html", form=form, place=found, later=later)
    return page, 422 if form.errors else 200


@staff.post("/places/<int:enrolment_id>/priority/back")
@audience("office")
def priority_back(enrolment_id: int) -> ResponseReturnValue:
    if again := pressed():
        return again
    found = in_line_or_404(enrolment_id)
    turns.put_back(enrolment_id, by_id=current_user.person_id)
    return saved(found)


def saved(found: places.Place) -> ResponseReturnValue:
    """To the line, which shows the new order."""
    db.session.flush()
    place = ordinal(line_positions([found.id])[found.id])
    db.session.commit()
    flash(_("Saved. %(name)s is %(place)s in line.", name=found.person_name, place=place), "good")
    return redirect(url_for("staff.line", class_id=found.class_id), 303)
