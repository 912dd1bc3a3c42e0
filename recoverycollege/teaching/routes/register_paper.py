"""The register on paper: a sheet to print, and typing in what was ticked on it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recoverycollege.database import db
from recoverycollege.enrolment.rules.attendance import changed_marks
from recoverycollege.guards import audience
from recoverycollege.teaching.blueprint import teaching
from recoverycollege.teaching.entry import (
    entry_page,
    sheet_facts,
    type_in,
    typed_in_words,
)
from recoverycollege.teaching.routes.register import mine

PAGE = "teaching/register_entry.html"


@teaching.get("/sessions/<int:session_id>/register/paper")
@audience("team")
def register_paper(session_id: int) -> ResponseReturnValue:
    return render_template("teaching/register_paper.html", **sheet_facts(mine(session_id)))


@teaching.get("/sessions/<int:session_id>/register/entry")
@audience("team")
def register_entry(session_id: int) -> ResponseReturnValue:
    return entry_page(PAGE, mine(session_id), {})


@teaching.post("/sessions/<int:session_id>/register/entry")
@audience("team")
def register_entry_post(session_id: int) -> ResponseReturnValue:
    session, chosen = mine(session_id), changed_marks(request.form)
    if words := type_in(session.id, chosen):
        return entry_page(PAGE, mine(session_id), chosen, words)
    db.session.commit()
    flash(typed_in_words(chosen), "good")
    return redirect(url_for("teaching.register_entry", session_id=session_id), 303)
