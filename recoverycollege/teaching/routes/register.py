"""The register of one session: a thumb's work, saved at each press, corrected at any time."""

from __future__ import annotations

from flask import abort, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.classes.models import ClassSession
from recoverycollege.database import db
from recoverycollege.enrolment.presenting import mark_words
from recoverycollege.enrolment.rules.attendance import EARLY, changed_marks
from recoverycollege.enrolment.rules.calls import Calls
from recoverycollege.enrolment.services import register as keep
from recoverycollege.errors import say
from recoverycollege.forms import PressForm, too_old
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.teaching.blueprint import teaching
from recoverycollege.teaching.queries import is_substitute, register_rows, team_session


@teaching.get("/sessions/<int:session_id>/register")
@audience("team")
def register(session_id: int) -> ResponseReturnValue:
    return register_page(mine(session_id))


def mine(session_id: int) -> ClassSession:
    session = team_session(current_user.person_id, session_id, stepping_in_at=clock.now())
    if session is None:
        abort(404)
    return session


def register_page(session: ClassSession, words: str = "", status: int = 200) -> ResponseReturnValue:
    rows = register_rows(session)
    facts = {"found": session.scheduled_class, "session": session, "rows": rows}
    facts |= {"words": words, "error_title": status == 422, "form": PressForm()}
    facts["to_come"] = clock.now() < session.starts_at - EARLY
    facts["marks"] = mark_words()
    facts["substitute"] = is_substitute(session, current_user.person_id)
    facts["marked"] = sum(1 for row in rows if row.mark)
    return render_template("teaching/register.html", **facts), status


@teaching.post("/sessions/<int:session_id>/register")
@audience("team")
def register_post(session_id: int) -> ResponseReturnValue:
    """Takes one mark or the whole page. A mark nobody changed here is left as it is, so that an
    old page does not undo what the other teacher marked meanwhile."""
    mine(session_id)
    by_script = request.accept_mimetypes.best == "application/json"
    try:
        if not PressForm().validate_on_submit():
            return stale(session_id, by_script=by_script)
        marks = changed_marks(request.form)
        if marks:
            by_id, now = current_user.person_id, clock.now()
            settings = current_app.extensions["settings"]
            keep.mark_all(session_id, marks, by_id=by_id, now=now, calls=Calls.of(settings))
    except Refused as refusal:
        db.session.rollback()
        if by_script:
            return jsonify(words=say(refusal)), 422
        return register_page(mine(session_id), say(refusal), 422)
    db.session.commit()
    if by_script:
        return jsonify(words=_("Saved"))
    flash(_("Saved. You can correct it at any time."), "good")
    return redirect(url_for("teaching.register", session_id=session_id), 303)


def stale(session_id: int, *, by_script: bool) -> ResponseReturnValue:
    """The page is older than the sign-in. A script keeps the mark until it is loaded again."""
    if by_script:
        return jsonify(words=too_old(), again=True), 422
    return register_page(mine(session_id), too_old(), 422)
