"""The register on paper: a sheet to print, and typing in what was ticked on it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import current_app, flash, redirect, render_template, request, url_for
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
from recoverycollege.teaching.blueprint import teaching
from recoverycollege.teaching.queries import register_rows
from recoverycollege.teaching.routes.register import mine


@teaching.get("/sessions/<int:session_id>/register/paper")
@audience("team")
def register_paper(session_id: int) -> ResponseReturnValue:
    session = mine(session_id)
    facts = {"session": session, "rows": register_rows(session), "marks": mark_words()}
    return render_template("teaching/register_paper.html", **facts)


@teaching.get("/sessions/<int:session_id>/register/entry")
@audience("team")
def register_entry(session_id: int) -> ResponseReturnValue:
    return entry_page(mine(session_id), {})


def entry_page(
    session: ClassSession, chosen: Mapping[int, str], words: str = ""
) -> ResponseReturnValue:
    facts = {"session": session, "rows": register_rows(session), "marks": mark_words()}
    facts |= {"chosen": chosen, "words": words, "error_title": bool(words)}
    return render_template("teaching/register_entry.html", **facts), 422 if words else 200


@teaching.post("/sessions/<int:session_id>/register/entry")
@audience("team")
def register_entry_post(session_id: int) -> ResponseReturnValue:
    session, chosen = mine(session_id), changed_marks(request.form)
    if not PressForm().validate_on_submit():
        return entry_page(session, chosen, too_old())
    by_id, calls = current_user.person_id, Calls.of(current_app.extensions["settings"])
    try:
        mark_all(session_id, chosen, by_id=by_id, now=clock.now(), calls=calls)
    except Refused as refusal:
        db.session.rollback()
        return entry_page(mine(session_id), chosen, say(refusal))
    db.session.commit()
    flash(_("Saved. When all is typed in, please shred the sheet."), "good")
    return redirect(url_for("teaching.register_entry", session_id=session_id), 303)
