"""Who writes in a round: taking the lead, leaving, and taken out by the office."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege.catalogue.blueprint import catalogue
from recoverycollege.catalogue.forms.designs import OutForm
from recoverycollege.catalogue.queries.designs import part_of
from recoverycollege.catalogue.routes.designs import (
    back,
    joined_or_404,
    leads_or_404,
    office,
    page,
    pressed,
    refused,
)
from recoverycollege.catalogue.services import design_people as services
from recoverycollege.database import db
from recoverycollege.forms import PressForm
from recoverycollege.guards import audience
from recoverycollege.text import clean


@catalogue.post("/design/<int:design_id>/take-lead")
@audience("own")
def design_take_lead(design_id: int) -> ResponseReturnValue:
    joined_or_404(design_id)
    form = PressForm()
    if again := pressed(form, design_id):
        return again
    if no := refused("leave", form, services.take_lead, design_id, current_user.person_id):
        return no
    return back(
        design_id, _("You lead now. You can ask people in, and give it more time."), "people"
    )


@catalogue.post("/design/<int:design_id>/leave")
@audience("own")
def design_leave(design_id: int) -> ResponseReturnValue:
    joined_or_404(design_id)
    form = PressForm()
    if again := pressed(form, design_id):
        return again
    if no := refused("leave", form, services.leave, design_id, current_user.person_id):
        return no
    db.session.commit()
    flash(_("You no longer write there. Thank you for all you gave to it."), "good")
    return redirect(url_for("catalogue.designs"), 303)


@catalogue.post("/design/<int:design_id>/people/<int:person_id>/take-out")
@audience("own")
def design_take_out(design_id: int, person_id: int) -> ResponseReturnValue:
    """By the office alone."""
    leads_or_404(design_id)
    there = part_of(design_id, person_id)
    if not office() or there is None or there.designer is None:
        abort(404)
    form, name = OutForm(place=f"out-{person_id}"), f"out-{person_id}"
    if not form.validate_on_submit():
        return page(design_id, {name: form})
    reason, by_id = clean(form.reason.data or "").strip(), current_user.person_id
    if no := refused(name, form, services.take_out, design_id, person_id, reason, by_id=by_id):
        return no
    return back(design_id, _("Taken out. What they wrote stays."), "people")
