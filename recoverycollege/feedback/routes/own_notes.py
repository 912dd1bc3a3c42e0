"""My goals, and what helped: in one's own words, for nobody else."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.errors import say
from recoverycollege.feedback.blueprint import feedback
from recoverycollege.feedback.forms import NoteForm
from recoverycollege.feedback.models import OwnNote
from recoverycollege.feedback.queries import own
from recoverycollege.feedback.services import keeping
from recoverycollege.forms import Form, PressForm
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.wording import zone

NOTES = "/my-learning/hope/<any(goals, helped):kind>"


@feedback.get(NOTES)
@audience("own")
def own_notes(kind: str) -> ResponseReturnValue:
    return notes_page(kind, NoteForm(formdata=None))


@feedback.post(NOTES)
@audience("own")
def own_note_add(kind: str) -> ResponseReturnValue:
    form = NoteForm()
    if not form.validate_on_submit():
        return notes_page(kind, form)
    try:
        words, today = form.words.data or "", clock.today(zone())
        keeping.add_note(current_user.person_id, kind, words, today)
        db.session.commit()
    except Refused as refusal:
        db.session.rollback()
        form.form_errors = [say(refusal)]
        return notes_page(kind, form)
    return redirect(url_for(".own_notes", kind=kind), 303)


@feedback.post(f"{NOTES}/<int:note_id>/<any(reach, delete):deed>")
@audience("own")
def own_note_deed(kind: str, note_id: int, deed: str) -> ResponseReturnValue:
    found, press = note_or_404(kind, note_id), PressForm()
    if not press.validate_on_submit():
        return notes_page(kind, NoteForm(formdata=None), press.old())
    if deed == "reach":
        keeping.reach(found, clock.today(zone()))
    else:
        db.session.delete(found)
        flash(_("Deleted."), "good")
    db.session.commit()
    return redirect(url_for(".own_notes", kind=kind), 303)


def note_or_404(kind: str, note_id: int) -> OwnNote:
    found = own.note(current_user.person_id, note_id)
    return found if found and found.kind == kind else abort(404)


def notes_page(kind: str, form: Form, again: Form | None = None) -> ResponseReturnValue:
    wrong = bool(form.errors or (again and again.errors))
    facts: dict[str, Any] = {"kind": kind, "form": form, "again": again or form}
    notes = own.notes(current_user.person_id, kind)
    page = render_template("feedback/own_notes.html", notes=notes, error_title=wrong, **facts)
    return page, 422 if wrong else 200
