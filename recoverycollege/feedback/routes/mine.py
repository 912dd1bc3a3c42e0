"""From a place to its form, for someone signed in."""

from __future__ import annotations

from flask import abort, current_app, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recoverycollege.enrolment.queries.people import is_theirs
from recoverycollege.feedback.blueprint import feedback
from recoverycollege.feedback.links import own_link
from recoverycollege.guards import audience


@feedback.get("/places/<int:enrolment_id>/<any(before,after):wave>")
@audience("own")
def my_form(enrolment_id: int, wave: str) -> ResponseReturnValue:
    """Leads to the form; whose place it is is asked first."""
    if not is_theirs(current_user.person_id, enrolment_id):
        abort(404)
    token = own_link(current_app.extensions["settings"].secret_key, enrolment_id, wave)
    return redirect(url_for(".form", token=token), 303)
