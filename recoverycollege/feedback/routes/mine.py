"""From a place, or from one's own pages, to a form, for someone signed in."""

from __future__ import annotations

from flask import abort, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.enrolment.queries.people import is_theirs
from recoverycollege.feedback.blueprint import feedback
from recoverycollege.feedback.links import own_link, term_link
from recoverycollege.feedback.queries.termly import term_now
from recoverycollege.guards import audience


@feedback.get("/places/<int:enrolment_id>/<any(before,mid,after,later,left):wave>")
@audience("own")
def my_form(enrolment_id: int, wave: str) -> ResponseReturnValue:
    """Leads to the form; whose place it is is asked first."""
    if not is_theirs(current_user.person_id, enrolment_id):
        abort(404)
    token = own_link(current_app.extensions["settings"].secret_key, enrolment_id, wave)
    return redirect(url_for(".form", token=token), 303)


@feedback.get("/my-learning/this-term/<any(student, co_teacher, at_work):whom>")
@audience("own")
def once_a_term(whom: str) -> ResponseReturnValue:
    """Leads to what is asked once a term. Whether someone works in mental health they say
    themselves, by opening that form: it is noted nowhere else."""
    settings = current_app.extensions["settings"]
    term = term_now(clock.now(), settings.zone)
    if term is None or (whom == "co_teacher" and not current_user.teaches):
        return render_template("feedback/no_term.html")
    token = term_link(settings.secret_key, current_user.person_id, term.id, whom)
    return redirect(url_for(".form", token=token), 303)
