"""Reading a feedback form before it is used: for the one co-teacher with lived experience whom the
office asked."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.feedback.models import QuestionForm
from recoverycollege.feedback.queries.asked import instrument_items, lines_of
from recoverycollege.feedback.queries.built import asked_to_read
from recoverycollege.feedback.rules.asking import form_items, has_box
from recoverycollege.feedback.services import approving
from recoverycollege.feedback.wording import audience_words, scale, titles, words_of
from recoverycollege.guards import audience
from recoverycollege.teaching.blueprint import teaching
from recoverycollege.teaching.pressing import pressed


@teaching.get("/forms/<int:form_id>")
@audience("team")
def approval(form_id: int) -> ResponseReturnValue:
    form = waiting(form_id)
    lines = lines_of(form)
    items = form_items(lines, [("", _("do what this course is for"))], instrument_items)
    return render_template(
        "teaching/approval.html",
        asked_form=form,
        questions=[(words_of(item), [words for _v, words in scale(item)]) for item in items],
        has_box=has_box(lines),
        title=titles()[form.wave],
        whom=audience_words()[form.audience],
    )


@teaching.post("/forms/<int:form_id>/<any(yes, no):said>")
@audience("team")
def approval_post(form_id: int, said: str) -> ResponseReturnValue:
    if again := pressed():
        return again
    form, me = waiting(form_id), current_user.person_id
    approving.answer(form, me, yes=said == "yes", now=clock.now())
    db.session.commit()
    flash(_("Thank you. The office sees what you said."), "good")
    return redirect(url_for("teaching.index"), 303)


def waiting(form_id: int) -> QuestionForm:
    return asked_to_read(current_user.person_id, form_id) or abort(404)
