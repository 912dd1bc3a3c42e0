"""Calls half done: the press "Keep this for later", which every form about a caller has, what such
a form shows when the call goes on, and throwing one away."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from recoverycollege import clock
from recoverycollege.accounts.models import CallDraft
from recoverycollege.accounts.services.drafts import drop_draft, keep_draft
from recoverycollege.database import db
from recoverycollege.forms import PressForm
from recoverycollege.guards import audience
from recoverycollege.staff.asked import as_id, number
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.pressing import pressed
from recoverycollege.staff.queries import people
from recoverycollege.staff.queries.drafts import Draft, draft
from recoverycollege.wording import zone

KEEP = "keep"
KNOWN = "known"
NOT_TYPED = {"csrf_token", "looked", KEEP, KNOWN}


def kept() -> ResponseReturnValue | None:
    """Keeps what was typed, whatever is still missing, when that was pressed; else None."""
    if KEEP not in request.form or not PressForm().validate_on_submit():
        return None
    _keep(number("person_id"))
    flash(_("Kept for later, under “Calls half done”."), "good")
    return redirect(url_for("staff.places"), 303)


def known_after_all() -> ResponseReturnValue | None:
    """What was typed about someone new goes on with them where we know them already; else None."""
    if KNOWN not in request.form:
        return None
    if again := pressed():
        return again
    found = people.person(as_id(request.form[KNOWN])) or abort(404)
    draft_id, class_id = _keep(found.id).id, number("class_id")
    way = url_for("staff.place_known", class_id=class_id, person_id=found.id, draft=draft_id)
    return redirect(way, 303)


def what_was_typed() -> dict[str, str]:
    return {name: value for name, value in request.form.items() if name not in NOT_TYPED}


def _keep(person_id: int | None) -> CallDraft:
    kept = keep_draft(
        number("draft"),
        what_was_typed(),
        class_id=number("class_id"),
        person_id=person_id,
        by_id=current_user.person_id,
        now=clock.now(),
    )
    db.session.commit()
    return kept


def half_done() -> Draft | None:
    """The call half done that this page goes on with."""
    return draft(number("draft"))


def shown_first(found: Draft | None) -> dict[str, MultiDict[str, str]]:
    """What a form shows when a call goes on: what was typed, and when they rang."""
    if found is None or request.method != "GET":
        return {}
    rang = clock.local(found.received_at, zone())
    when = {"received_on": rang.date().isoformat(), "received_at": rang.strftime("%H:%M")}
    given = {name: value for name, value in found.fields.items() if value}
    return {"formdata": MultiDict(when | given)}


@staff.post("/drafts/<int:draft_id>/throw-away")
@audience("office")
def draft_drop(draft_id: int) -> ResponseReturnValue:
    if again := pressed():
        return again
    drop_draft(draft_id)
    db.session.commit()
    flash(_("Thrown away. Nothing of it is kept."), "good")
    return redirect(url_for("staff.places"), 303)
