"""Leading a round: asking people in, giving it more time, setting it aside."""

from __future__ import annotations

from flask import abort, current_app
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.accounts.services.people import known_person
from recoverycollege.catalogue.blueprint import catalogue
from recoverycollege.catalogue.forms.designs import AsideForm, AskForm, TimeForm
from recoverycollege.catalogue.routes.designs import back, leads_or_404, office, page, today
from recoverycollege.catalogue.services import designs as services
from recoverycollege.catalogue.services.publishing import set_design_aside
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
    person = known_person("email", form.email.data or "", form.name.data or "", country=country)
    if person is not None:
        by_id = current_user.person_id
        services.invite(design_id, person, now=clock.now(), by_id=by_id)
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
    set_design_aside(design_id, words, now=clock.now(), by_id=current_user.person_id)
    return back(design_id, _("Set aside. Whoever had the idea is told why."))
