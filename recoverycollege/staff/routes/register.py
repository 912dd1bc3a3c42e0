"""A session's register on paper, for the office: print it, and type in what comes back."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.classes.models import ClassSession
from recoverycollege.database import db
from recoverycollege.enrolment.presenting import mark_words
from recoverycollege.enrolment.rules.attendance import changed_marks
from recoverycollege.enrolment.rules.calls import Calls
from recoverycollege.enrolment.services.register import mark_all
from recoverycollege.errors import say
from recoverycollege.forms import PressForm, too_old
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.staff.blueprint import staff
from recoverycollege.teaching.queries import any_session, register_rows


def session_or_404(session_id: int) -> ClassSession:
    return any_session(session_id) or abort(404)


@staff.get("/sessions/<int:session_id>/register/paper")
@audience("office")
def register_paper(session_id: int) -> ResponseReturnValue:
    session = session_or_404(session_id)
    facts = {"session": session, "rows": register_rows(session), "marks": mark_words()}
    return render_template("staff/register_paper.html", **facts)


@staff.get("/sessions/<int:session_id>/register")
@audience("office")
def register_entry(session_id: int) -> ResponseReturnValue:
    return entry_page(session_or_404(session_id), {})


def entry_page(
    session: ClassSession, chosen: Mapping[int, str], words: str = ""
) -> ResponseReturnValue:
    facts = {"session": session, "rows": register_rows(session), "marks": mark_words()}
    facts |= {"chosen": chosen, "words": words, "error_title": bool(words)}
    return render_template("staff/register_entry.html", **facts), 422 if words else 200


@staff.post("/sessions/<int:session_id>/register")
@audience("office")
def register_entry_post(session_id: int) -> ResponseReturnValue:
    session, chosen = session_or_404(session_id), changed_marks(request.form)
    if not PressForm().validate_on_submit():
        return entry_page(session, chosen, too_old())
    by_id, calls = current_user.person_id, Calls.of(current_app.extensions["settings"])
    try:
        mark_all(session_id, chosen, by_id=by_id, now=clock.now(), calls=calls)
    except Refused as refusal:
        db.session.rollback()
        return entry_page(session_or_404(session_id), chosen, say(refusal))
    db.session.commit()
    flash(_("Saved. When all is typed in, please shred the sheet."), "good")
    return redirect(url_for("staff.register_entry", session_id=session_id), 303)
