"""Handing the lead of a round to someone else, and taking one's own signature back."""

from __future__ import annotations

from flask import abort
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.catalogue.blueprint import catalogue
from recoverycollege.catalogue.forms.designs import UnsignForm
from recoverycollege.catalogue.routes.designs import (
    back,
    joined_or_404,
    leads_or_404,
    page,
    pressed,
    refused,
)
from recoverycollege.catalogue.services import drafts, leading
from recoverycollege.forms import PressForm
from recoverycollege.guards import audience
from recoverycollege.text import clean


@catalogue.post("/design/<int:design_id>/lead/<int:designer_id>")
@audience("own")
def design_lead_ask(design_id: int, designer_id: int) -> ResponseReturnValue:
    """By whoever leads, or the office."""
    leads_or_404(design_id)
    if again := pressed(PressForm(), design_id):
        return again
    by_id = current_user.person_id
    leading.ask_to_lead(design_id, designer_id, now=clock.now(), by_id=by_id)
    return back(design_id, _("They are asked. You lead until they say yes."), "people")


@catalogue.post("/design/<int:design_id>/lead/<any(yes, no):answer>")
@audience("own")
def design_lead_answer(design_id: int, answer: str) -> ResponseReturnValue:
    mine = joined_or_404(design_id).designer or abort(404)
    if mine.lead_asked_at is None and not mine.lead:
        abort(404)
    if again := pressed(PressForm(), design_id):
        return again
    if leading.answer_to_lead(design_id, mine.person_id, yes=answer == "yes"):
        return back(design_id, _("Thank you. You lead this round now."), "people")
    return back(design_id, _("That is fine. Everything stays as it is."), "people")


@catalogue.post("/design/<int:design_id>/unsign")
@audience("own")
def design_unsign(design_id: int) -> ResponseReturnValue:
    """One press, for oneself; the others see it on the page."""
    joined_or_404(design_id)
    form = UnsignForm(place="unsign")
    if not form.validate_on_submit():
        return page(design_id, {"unsign": form})
    reason = clean(form.reason.data or "").strip()
    given = (current_user.person_id, reason, clock.now())
    if again := refused("unsign", form, drafts.take_back, design_id, *given):
        return again
    return back(design_id, _("Your signature is taken back. The others see it here."), "signatures")
