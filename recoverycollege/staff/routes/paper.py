"""Feedback on paper: sheets to print, and typing in what came back."""

from __future__ import annotations

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.errors import say
from recoverycollege.feedback.presenting import scale, words_of
from recoverycollege.feedback.queries.forms import ClassForm, class_form
from recoverycollege.feedback.queries.paper import is_counted, sheets
from recoverycollege.feedback.services.typing_in import NotThisMark, type_in
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.sheet import SheetForm, sheet_form
from recoverycollege.staff.routes.saving import show_form
from recoverycollege.wording import zone

OF_CLASS = "<int:class_id>/<any(before, mid, after):wave>"


@staff.get(f"/feedback/paper/{OF_CLASS}")
@audience("office")
def paper(class_id: int, wave: str) -> ResponseReturnValue:
    found = sheets(class_id, wave, answer_key()) or abort(404)
    return render_template("staff/paper.html", found=found, scale=scale(), words_of=words_of)


@staff.get(f"/feedback/entry/{OF_CLASS}")
@audience("office")
def entry(class_id: int, wave: str) -> ResponseReturnValue:
    found = class_form(class_id, wave) or abort(404)
    return entry_page(found, sheet_form(found.items, has_words=found.has_words))


@staff.post(f"/feedback/entry/{OF_CLASS}")
@audience("office")
def entry_post(class_id: int, wave: str) -> ResponseReturnValue:
    found = class_form(class_id, wave) or abort(404)
    form = sheet_form(found.items, has_words=found.has_words)
    if not form.validate_on_submit() or not saved(found, form):
        return entry_page(found, form)
    flash(_("Saved. Next sheet."), "good")
    return redirect(url_for("staff.entry", class_id=class_id, wave=wave), 303)


def saved(found: ClassForm, form: SheetForm) -> bool:
    """Saves the sheet; when a rule says no, the form says why and nothing typed is lost."""
    mark, now = form.mark.data or "", clock.now()
    try:
        type_in(found, mark, form.values, form.written, key=answer_key(), now=now, zone=zone())
    except Refused as refusal:
        db.session.rollback()
        if isinstance(refusal, NotThisMark):
            form.note("mark", say(refusal))
        else:
            form.form_errors = [say(refusal)]
        return False
    db.session.commit()
    return True


def entry_page(found: ClassForm, form: SheetForm) -> ResponseReturnValue:
    if not form.errors:
        form.mark.render_kw = {"autofocus": True}
    facts = {"found": found, "counted": is_counted(found.found.id), "scale": scale()}
    return show_form("staff/entry.html", form, **facts)


def answer_key() -> str:
    key: str = current_app.extensions["settings"].answer_key
    return key
