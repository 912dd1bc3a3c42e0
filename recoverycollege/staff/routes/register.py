"""A session's register on paper, for the office: print it, and type in what comes back."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recoverycollege.classes.models import ClassSession
from recoverycollege.database import db
from recoverycollege.enrolment.rules.attendance import changed_marks
from recoverycollege.guards import audience
from recoverycollege.staff.blueprint import staff
from recoverycollege.teaching.entry import (
    entry_page,
    sheet_facts,
    type_in,
    typed_in_words,
)
from recoverycollege.teaching.queries import any_session

PAGE = "staff/register_entry.html"


def session_or_404(session_id: int) -> ClassSession:
    return any_session(session_id) or abort(404)


@staff.get("/sessions/<int:session_id>/register/paper")
@audience("office")
def register_paper(session_id: int) -> ResponseReturnValue:
    return render_template("staff/register_paper.html", **sheet_facts(session_or_404(session_id)))


@staff.get("/sessions/<int:session_id>/register")
@audience("office")
def register_entry(session_id: int) -> ResponseReturnValue:
    return entry_page(PAGE, session_or_404(session_id), {})


@staff.post("/sessions/<int:session_id>/register")
@audience("office")
def register_entry_post(session_id: int) -> ResponseReturnValue:
    session, chosen = session_or_404(session_id), changed_marks(request.form)
    if words := type_in(session.id, chosen):
        return entry_page(PAGE, session_or_404(session_id), chosen, words)
    db.session.commit()
    flash(typed_in_words(chosen), "good")
    return redirect(url_for("staff.register_entry", session_id=session_id), 303)
