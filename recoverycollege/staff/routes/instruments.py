"""Instruments: all of them, and the college's own texts of those it may use."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.accounts.queries import names_of
from recoverycollege.database import db
from recoverycollege.feedback.models import InstrumentText
from recoverycollege.feedback.queries import local_texts
from recoverycollege.feedback.queries.instruments import definition_of
from recoverycollege.feedback.queries.local_texts import Texts, ref_of
from recoverycollege.feedback.rules.instruments.asked import asked_items
from recoverycollege.feedback.rules.instruments.definition import Definition
from recoverycollege.feedback.rules.instruments.local import check_may_write, fits_forms, parts
from recoverycollege.feedback.services import instruments as texts
from recoverycollege.feedback.wording import asked_questions
from recoverycollege.forms import Form, PressForm
from recoverycollege.guards import audience
from recoverycollege.staff import instrument_words as say
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.building import form_name
from recoverycollege.staff.forms.instruments import AttestForm, words_form
from recoverycollege.staff.pressing import pressed
from recoverycollege.staff.routes.saving import saved, show_form
from recoverycollege.wording import zone

ONE = "/instruments/<instrument_id>/<int:version>"
TEXT = "/instruments/texts/<int:text_id>"


@staff.get("/instruments")
@audience("office")
def instruments() -> ResponseReturnValue:
    facts = {"all": local_texts.all_instruments(), "say": say}
    return render_template("staff/instruments.html", **facts)


@staff.get(ONE)
@audience("office")
def instrument(instrument_id: str, version: int) -> ResponseReturnValue:
    found = local_texts.instrument(instrument_id, version) or abort(404)
    return instrument_page(found)


@staff.post(f"{ONE}/texts")
@audience("office")
def instrument_begin(instrument_id: str, version: int) -> ResponseReturnValue:
    if again := pressed():
        return again
    found = local_texts.instrument(instrument_id, version) or abort(404)
    form = PressForm()
    made = saved(form, lambda: texts.begin(found.definition, by_id=current_user.person_id))
    if made is None:
        return instrument_page(found, form)
    return redirect(url_for("staff.instrument_text", text_id=made.id), 303)


@staff.get(TEXT)
@audience("office")
def instrument_text(text_id: int) -> ResponseReturnValue:
    return text_page(*text_found(text_id))


@staff.route(f"{TEXT}/words", methods=["GET", "POST"])
@audience("office")
def instrument_write(text_id: int) -> ResponseReturnValue:
    text, definition = text_found(text_id)
    check_may_write(text.state)
    what = parts(definition)
    labels = [say.part(definition, one) for one in what]
    form = words_form(what, labels, languages(), text.words)
    if form.validate_on_submit():
        by_id = current_user.person_id
        if saved(form, lambda: texts.write(text, form.words, by_id=by_id)):
            flash(_("Saved. Nobody is asked this yet."), "good")
            return back_to(text_id)
    facts = {"text": text, "definition": definition, "say": say}
    return show_form("staff/instrument_words.html", form, **facts)


@staff.route(f"{TEXT}/licence", methods=["GET", "POST"])
@audience("office")
def instrument_attest(text_id: int) -> ResponseReturnValue:
    text, definition = text_found(text_id)
    form = AttestForm(obj=text)
    if form.validate_on_submit():
        sign = partial(texts.attest, text, form.values, languages(), now=clock.now(), today=today())
        if saved(form, partial(sign, by_id=current_user.person_id)):
            flash(_("Signed. Thank you."), "good")
            return back_to(text_id)
    facts = {"text": text, "definition": definition, "signer": current_user.name}
    return show_form("staff/instrument_licence.html", form, **facts)


@staff.get(f"{TEXT}/preview")
@audience("office")
def instrument_preview(text_id: int) -> ResponseReturnValue:
    text, definition = text_found(text_id)
    questions = asked_questions(asked_items(definition, ref_of(text), text.words))
    facts = {"text": text, "definition": definition, "questions": questions}
    return render_template("staff/instrument_preview.html", **facts)


@staff.post(f"{TEXT}/<any(activate, retire, delete):deed>")
@audience("office")
def instrument_deed(text_id: int, deed: str) -> ResponseReturnValue:
    if again := pressed():
        return again
    (text, definition), form, by_id = text_found(text_id), PressForm(), current_user.person_id
    deeds = {
        "activate": partial(texts.activate, text, languages(), by_id=by_id, today=today()),
        "retire": partial(texts.retire, text, by_id=by_id),
        "delete": partial(texts.throw_away, text, by_id=by_id),
    }
    if saved(form, deeds[deed]) is None:
        return text_page(*text_found(text_id), form)
    flash(say.done()[deed], "good")
    if deed != "delete":
        return back_to(text_id)
    return redirect(
        url_for("staff.instrument", instrument_id=definition.id, version=definition.version), 303
    )


def text_found(text_id: int) -> tuple[InstrumentText, Definition]:
    text = db.session.get(InstrumentText, text_id) or abort(404)
    return text, definition_of(ref_of(text).key) or abort(404)


def back_to(text_id: int) -> ResponseReturnValue:
    return redirect(url_for("staff.instrument_text", text_id=text_id), 303)


def today() -> date:
    found: date = clock.local(clock.now(), zone()).date()
    return found


def languages() -> list[str]:
    found: list[str] = current_app.extensions["settings"].language_list
    return found


def instrument_page(found: Texts, form: Form | None = None) -> ResponseReturnValue:
    facts: dict[str, Any] = {"found": found, "definition": found.definition, "say": say}
    facts |= {"fits": fits_forms(found.definition)}
    return show_form("staff/instrument.html", form or PressForm(), **facts)


def text_page(
    text: InstrumentText, definition: Definition, form: Form | None = None
) -> ResponseReturnValue:
    facts: dict[str, Any] = {"text": text, "definition": definition, "say": say}
    facts |= {"lacking": set(texts.lacking(text, languages())), "parts": parts(definition)}
    signer = text.attested_by_id
    facts |= {"signer": names_of({signer}).get(signer, "") if signer else ""}
    forms = local_texts.forms_that_ask(ref_of(text))
    facts |= {"forms": [(form.id, form_name(form.audience, form.wave)) for form in forms]}
    return show_form("staff/instrument_text.html", form or PressForm(), **facts)
