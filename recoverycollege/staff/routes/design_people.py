"""Asking people in to write a course together: found among those we know."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.accounts.queries import find_people
from recoverycollege.catalogue.models import CourseDesign
from recoverycollege.catalogue.queries.designs import design_page
from recoverycollege.catalogue.services.designs import invite
from recoverycollege.database import db
from recoverycollege.forms import PressForm
from recoverycollege.guards import audience
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.pressing import pressed
from recoverycollege.staff.queries import people


@staff.route("/design/<int:design_id>/people", methods=["GET", "POST"])
@audience("office")
def design_people(design_id: int) -> ResponseReturnValue:
    """What is typed about a person is posted, so that it stands in no address."""
    found = design_or_404(design_id)
    form = PressForm()
    good = form.validate_on_submit()
    q = " ".join(request.form.get("q", "")[:100].split())
    page = render_template(
        "staff/design_people.html",
        design=found,
        form=form,
        q=q,
        people=find_people(q) if q and good else [],
        already={one.person_id for one in found.designers},
        in_use=people.in_use,
    )
    return page, 422 if request.method == "POST" and not good else 200


def design_or_404(design_id: int) -> CourseDesign:
    return design_page(design_id) or abort(404)


@staff.post("/design/<int:design_id>/people/<int:person_id>")
@audience("office")
def design_person(design_id: int, person_id: int) -> ResponseReturnValue:
    design_or_404(design_id)
    person = people.person(person_id) or abort(404)
    if again := pressed():
        return again
    invite(design_id, person, now=clock.now(), by_id=current_user.person_id)
    db.session.commit()
    flash(_("They are asked, in the way they like to be reached."), "good")
    return redirect(url_for("catalogue.design", design_id=design_id, _anchor="people"), 303)
