"""A letter to my future self: written now, sealed, and opened on its day."""

from __future__ import annotations

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.errors import say
from recoverycollege.feedback.blueprint import feedback
from recoverycollege.feedback.forms import LetterForm
from recoverycollege.feedback.models import FutureLetter
from recoverycollege.feedback.queries import own
from recoverycollege.feedback.rules.sealing import unseal
from recoverycollege.feedback.services import keeping
from recoverycollege.forms import Form, PressForm
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.wording import zone

LETTERS = "/my-learning/hope/letters"


def key() -> str:
    answer_key: str = current_app.extensions["settings"].answer_key
    return answer_key


def letter_or_404(letter_id: int) -> FutureLetter:
    return own.letter(current_user.person_id, letter_id) or abort(404)


@feedback.get(LETTERS)
@audience("own")
def own_letters() -> ResponseReturnValue:
    return letters_page(LetterForm(formdata=None))


@feedback.post(LETTERS)
@audience("own")
def own_letter_write() -> ResponseReturnValue:
    form = LetterForm()
    if not form.validate_on_submit():
        return letters_page(form)
    try:
        words, weeks = form.words.data or "", int(form.weeks.data)
        today = clock.today(zone())
        keeping.write_letter(current_user.person_id, words, weeks, today, key())
        db.session.commit()
    except Refused as refusal:
        db.session.rollback()
        form.form_errors = [say(refusal)]
        return letters_page(form)
    flash(_("Sealed. We tell you when it is time to read it."), "good")
    return redirect(url_for(".own_letters"), 303)


def letters_page(form: Form) -> ResponseReturnValue:
    page = render_template(
        "feedback/own_letters.html",
        letters=own.letters(current_user.person_id),
        form=form,
        today=clock.today(zone()),
        error_title=bool(form.errors),
    )
    return page, 422 if form.errors else 200


@feedback.get(f"{LETTERS}/<int:letter_id>")
@audience("own")
def own_letter(letter_id: int) -> ResponseReturnValue:
    """The words once they were opened; until then only the seal."""
    return letter_page(letter_or_404(letter_id), PressForm())


def letter_page(found: FutureLetter, form: PressForm, status: int = 200) -> ResponseReturnValue:
    is_open = found.opened_on is not None
    page = render_template(
        "feedback/own_letter.html",
        letter=found,
        words=unseal(key(), found.person_id, found.sealed) if is_open else None,
        due=found.opens_on <= clock.today(zone()),
        form=form,
        error_title=status == 422,
    )
    return page, status


@feedback.post(f"{LETTERS}/<int:letter_id>/<any(open, delete):deed>")
@audience("own")
def own_letter_deed(letter_id: int, deed: str) -> ResponseReturnValue:
    found, press = letter_or_404(letter_id), PressForm()
    if not press.validate_on_submit():
        return letter_page(found, press.old(), 422)
    if deed == "delete":
        db.session.delete(found)
        db.session.commit()
        flash(_("Deleted."), "good")
        return redirect(url_for(".own_letters"), 303)
    if found.opens_on > clock.today(zone()):
        abort(404)
    keeping.open_letter(found, clock.today(zone()))
    db.session.commit()
    return redirect(url_for(".own_letter", letter_id=letter_id), 303)
