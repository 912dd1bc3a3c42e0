"""Venues: where classes meet, and what it is like to come there."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege.classes.models import Venue
from recoverycollege.classes.services.venues import save_venue
from recoverycollege.database import db
from recoverycollege.guards import audience
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.classes import VenueForm
from recoverycollege.staff.forms.fields import values_of
from recoverycollege.staff.queries import courses as queries
from recoverycollege.staff.routes.saving import saved, show_form


@staff.get("/venues")
@audience("office")
def venues() -> ResponseReturnValue:
    return render_template("staff/venues.html", venues=queries.venues())


@staff.route("/venues/new", methods=["GET", "POST"])
@audience("office")
def venue_new() -> ResponseReturnValue:
    return _edit(None)


@staff.route("/venues/<int:venue_id>", methods=["GET", "POST"])
@audience("office")
def venue_edit(venue_id: int) -> ResponseReturnValue:
    return _edit(db.session.get(Venue, venue_id) or abort(404))


def _edit(venue: Venue | None) -> ResponseReturnValue:
    form = VenueForm(obj=venue)
    by_id = current_user.person_id
    if form.validate_on_submit() and saved(
        form, lambda: save_venue(venue, values_of(form), by_id=by_id)
    ):
        flash(_("Saved."), "good")
        return redirect(url_for("staff.venues"), 303)
    return show_form("staff/venue_edit.html", form, venue=venue)
