"""Feedback forms: all versions, one of them with its lines, and its way into use."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.feedback.presenting import scale, words_of
from recoverycollege.feedback.queries.asked import instrument_items, lines_of
from recoverycollege.feedback.queries.built import Built, all_forms, built, may_be_asked
from recoverycollege.feedback.rules.approving import OPEN
from recoverycollege.feedback.rules.asking import form_items, has_box
from recoverycollege.feedback.services import approving, building
from recoverycollege.feedback.wording import line_words, state_words
from recoverycollege.forms import Form, PressForm
from recoverycollege.guards import audience
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.building import (
    ApprovedForm,
    AskForm,
    LineForm,
    NewVersionForm,
    form_name,
    line_form,
)
from recoverycollege.staff.forms.fields import number_or_none, options
from recoverycollege.staff.pressing import pressed
from recoverycollege.staff.routes.saving import saved, show_form

ONE = "/forms/<int:form_id>"


@staff.get("/forms")
@audience("office")
def forms() -> ResponseReturnValue:
    return list_page(NewVersionForm())


@staff.post("/forms")
@audience("office")
def forms_new() -> ResponseReturnValue:
    form = NewVersionForm()
    if not form.validate_on_submit():
        return list_page(form)
    title, by_id = form.title.data or "", current_user.person_id
    made = saved(form, lambda: building.new_version(*form.chosen, title, by_id=by_id))
    if made is None:
        return list_page(form)
    flash(_("A new version is here. Change what you like: nobody is asked it yet."), "good")
    return redirect(url_for("staff.form", form_id=made.id), 303)


@staff.get(ONE)
@audience("office")
def form(form_id: int) -> ResponseReturnValue:
    return form_page(found(form_id))


@staff.post(f"{ONE}/lines")
@audience("office")
def form_add(form_id: int) -> ResponseReturnValue:
    one = found(form_id)
    line = new_line(one)
    if not line.validate_on_submit():
        return form_page(one, line=line)
    kind, item = line.chosen
    by_id = current_user.person_id
    add = partial(building.add_line, one.form, kind, item, line.words, by_id=by_id)
    if saved(line, add) is None:
        return form_page(found(form_id), line=line)
    flash(_("Added."), "good")
    return back_to(form_id)


@staff.post(f"{ONE}/lines/<int:line_id>/<any(up,down,remove):way>")
@audience("office")
def form_line(form_id: int, line_id: int, way: str) -> ResponseReturnValue:
    if again := pressed():
        return again
    one, by_id = found(form_id).form, current_user.person_id
    if way == "remove":
        building.remove_line(one, line_id, by_id=by_id)
    else:
        building.move_line(one, line_id, up=way == "up", by_id=by_id)
    db.session.commit()
    flash(_("Taken out.") if way == "remove" else _("Moved."), "good")
    return back_to(form_id)


@staff.get(f"{ONE}/preview")
@audience("office")
def form_preview(form_id: int) -> ResponseReturnValue:
    return render_template("staff/form_preview.html", **preview_facts(found(form_id)))


@staff.post(f"{ONE}/ask")
@audience("office")
def form_ask(form_id: int) -> ResponseReturnValue:
    one, form = found(form_id), ask_form()
    if not form.validate_on_submit():
        return form_page(one, ask=form)
    person_id = number_or_none(form.person.data) or 0
    approving.ask(one.form, person_id, by_id=current_user.person_id, now=clock.now())
    db.session.commit()
    flash(_("They find it under Teaching, and you will see here what they say."), "good")
    return back_to(form_id)


@staff.route(f"{ONE}/approved", methods=["GET", "POST"])
@audience("office")
def form_approved(form_id: int) -> ResponseReturnValue:
    one, form = found(form_id), ApprovedForm()
    if form.validate_on_submit():
        name, by_id = (form.name.data or "").strip(), current_user.person_id
        record = partial(approving.approve_for, one.form, name, by_id=by_id, now=clock.now())
        if saved(form, record):
            flash(_("Recorded. You can put it in use now."), "good")
            return back_to(form_id)
    return show_form("staff/form_approved.html", form, **preview_facts(one))


@staff.post(f"{ONE}/<any(use, out, delete):deed>")
@audience("office")
def form_deed(form_id: int, deed: str) -> ResponseReturnValue:
    if again := pressed():
        return again
    deeds = {"use": approving.put_in_use, "out": approving.take_out, "delete": building.throw_away}
    deeds[deed](found(form_id).form, by_id=current_user.person_id)
    db.session.commit()
    words = {
        "use": _("In use. Whoever is asked from now on is asked this."),
        "out": _("Nobody new is asked this any more."),
        "delete": _("The draft is gone."),
    }
    flash(words[deed], "good")
    return redirect(url_for("staff.forms"), 303) if deed == "delete" else back_to(form_id)


def found(form_id: int) -> Built:
    return built(form_id) or abort(404)


def back_to(form_id: int) -> ResponseReturnValue:
    return redirect(url_for("staff.form", form_id=form_id), 303)


def new_line(one: Built) -> LineForm:
    return line_form(one.form.wave, current_app.extensions["settings"].language_list)


def ask_form() -> AskForm:
    form = AskForm()
    form.person.choices = options((one.person_id, one.name) for one in may_be_asked())
    return form


def list_page(form: NewVersionForm) -> ResponseReturnValue:
    facts = {"forms": all_forms(), "name": form_name, "states": state_words()}
    return show_form("staff/forms.html", form, **facts)


def form_page(
    one: Built, *, line: LineForm | None = None, ask: AskForm | None = None
) -> ResponseReturnValue:
    wrong: Form | None = line if line is not None and line.errors else ask
    if wrong is not None and not may_change(one):
        wrong = PressForm().old()  # the page has no place for what was typed
    facts: dict[str, Any] = {"one": one, "line": line or new_line(one), "ask": ask or ask_form()}
    facts |= {"lines": [(row.id, row.kind, line_words(said)) for row, said in rows_of(one)]}
    facts |= {
        "open": may_change(one),
        "name": form_name(one.form.audience, one.form.wave),
        "states": state_words(),
    }
    return show_form("staff/form.html", wrong or facts["line"], **facts)


def may_change(one: Built) -> bool:
    return one.form.state in OPEN and not one.answered


def rows_of(one: Built) -> list[tuple[Any, Any]]:
    return list(zip(one.form.lines, lines_of(one.form), strict=True))


def preview_facts(one: Built) -> dict[str, Any]:
    """The form as those who answer it see it; an outcome stands for those of any course."""
    lines = lines_of(one.form)
    asked = form_items(lines, [("", _("do what this course is for"))], instrument_items)
    questions = [(words_of(item), [words for _value, words in scale(item)]) for item in asked]
    facts = {"one": one, "questions": questions, "has_box": has_box(lines)}
    return facts | {"name": form_name(one.form.audience, one.form.wave)}
