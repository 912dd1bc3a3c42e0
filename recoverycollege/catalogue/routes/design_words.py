"""The words of a draft: changed by anyone who writes in the round, with the author's helper."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.catalogue.blueprint import catalogue
from recoverycollege.catalogue.forms.designs import WordsForm
from recoverycollege.catalogue.models import CourseDesign
from recoverycollege.catalogue.queries.designs import design_page
from recoverycollege.catalogue.routes.designs import joined_or_404, runs, texts
from recoverycollege.catalogue.rules.texts import SECTIONS
from recoverycollege.catalogue.services.drafts import BothChanged, change_words
from recoverycollege.database import db
from recoverycollege.errors import say
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused


@catalogue.get("/design/<int:design_id>/words")
@audience("own")
def design_words(design_id: int) -> ResponseReturnValue:
    found = written_or_404(design_id)
    if not runs(found):
        return redirect(url_for("catalogue.design", design_id=design_id))
    now = texts(found)
    form = WordsForm(data={name: now.section(name) for name in SECTIONS})
    form.show(now, found.text_version)
    return words_page(found, form)


def written_or_404(design_id: int) -> CourseDesign:
    """A round I write in, with all of its people."""
    joined_or_404(design_id)
    return design_page(design_id) or abort(404)


def words_page(
    found: CourseDesign, form: WordsForm, status: int = 422, **facts: Any
) -> ResponseReturnValue:
    wrong = bool(form.errors)
    shown = render_template(
        "catalogue/design_words.html",
        design=found,
        form=form,
        signed=any(one.signed_version == found.text_version for one in found.designers),
        error_title=wrong,
        runs=runs(found),
        theirs=texts(found),
        **({"readings": {}, "both": ()} | facts),
    )
    return shown, status if wrong else 200


@catalogue.post("/design/<int:design_id>/words")
@audience("own")
def design_words_save(design_id: int) -> ResponseReturnValue:
    part, form = joined_or_404(design_id), WordsForm()
    if "look" in request.form:
        return words_page(written_or_404(design_id), form, readings=readings_of(form))
    if not form.validate_on_submit():
        return words_page(written_or_404(design_id), form)
    try:
        changed = change_words(
            design_id,
            current_user.person_id,
            form.texts,
            version=form.read_version,
            seen=form.seen_marks,
            now=clock.now(),
        )
    except Refused as refusal:
        return refused(design_id, form, refusal)
    db.session.commit()
    flash(_("Saved as a new draft.") if changed else _("Nothing was changed."), "good")
    if part.design.text_version > form.read_version + bool(changed):
        flash(_("Someone else has changed other parts meanwhile. They stay as they wrote them."))
    return redirect(url_for("catalogue.design", design_id=design_id), 303)


def readings_of(form: WordsForm) -> dict[str, Any]:
    """How easy each section is to read: nothing is saved."""
    from recoverycollege.catalogue.reading import read  # only authors need it

    return {name: read(form[name].data or "") for name in SECTIONS if name != "title"}


def refused(design_id: int, form: WordsForm, refusal: Refused) -> ResponseReturnValue:
    """What was typed stays. Where someone else changed the same part, their words stand beside it,
    and the next press is about those."""
    db.session.rollback()
    found = written_or_404(design_id)
    form.form_errors = [say(refusal)]
    if not isinstance(refusal, BothChanged):
        return words_page(found, form, 409)
    form.show(texts(found), found.text_version)
    for name in SECTIONS:
        form[name].data = refusal.texts.section(name)
    return words_page(found, form, both=refusal.sections)
