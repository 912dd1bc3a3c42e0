"""Leading a round: asking people in, giving it more time, setting it aside."""

from __future__ import annotations

from flask import abort, current_app
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.catalogue.blueprint import catalogue
from recoverycollege.catalogue.forms.designs import AsideForm, AskForm, TimeForm
from recoverycollege.catalogue.routes.designs import (
    back,
    leads_or_404,
    office,
    page,
    refused,
    today,
)
from recoverycollege.catalogue.rules.codesign import Over
from recoverycollege.catalogue.services import designs as services
from recoverycollege.catalogue.services.design_people import ask_in
from recoverycollege.catalogue.services.publishing import set_design_aside
from recoverycollege.database import db
from recoverycollege.errors import say
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.security import limiter
from recoverycollege.text import clean


@catalogue.post("/design/<int:design_id>/ask")
@audience("own")
@limiter.limit("20 per hour")
def design_ask(design_id: int) -> ResponseReturnValue:
    """Known or not, the answer is the same: nobody learns here who is with us."""
    leads_or_404(design_id)
    form = AskForm(place="ask")
    if not form.validate_on_submit():
        return page(design_id, {"ask": form})
    country = current_app.extensions["settings"].country
    given = {"name": form.name.data or "", "email": form.email.data or "", "country": country}
    by_id = current_user.person_id
    if no := refused("ask", form, ask_in, design_id, now=clock.now(), by_id=by_id, **given):
        return no
    return back(
        design_id,
        _("If we know someone by this name and address, we have written to them."),
        "people",
    )


@catalogue.post("/design/<int:design_id>/time")
@audience("own")
def design_time(design_id: int) -> ResponseReturnValue:
    leads_or_404(design_id)
    form = TimeForm(place="time")
    if not form.validate_on_submit():
        return page(design_id, {"time": form})
    by_id, reason = current_user.person_id, clean(form.reason.data or "").strip()
    until = form.until.data or today()
    try:
        services.more_time(design_id, by_id, until, reason, now=clock.now(), today=today())
    except Over as over:
        db.session.rollback()
        form.form_errors = [say(over)]
        return page(design_id, {"time": form}, 409)
    except Refused as refusal:
        form.note("until", say(refusal))
        return page(design_id, {"time": form})
    return back(design_id, _("There is more time now. The reason stands on the page."), "time")


@catalogue.post("/design/<int:design_id>/set-aside")
@audience("own")
def design_set_aside(design_id: int) -> ResponseReturnValue:
    """By the office alone."""
    leads_or_404(design_id)
    if not office():
        abort(404)
    form = AsideForm(place="aside")
    if not form.validate_on_submit():
        return page(design_id, {"aside": form})
    words = clean(form.words.data or "").strip()
    by_id = current_user.person_id
    if no := refused(
        "aside", form, set_design_aside, design_id, words, now=clock.now(), by_id=by_id
    ):
        return no
    return back(design_id, _("Set aside. Whoever had the idea is told why."))
