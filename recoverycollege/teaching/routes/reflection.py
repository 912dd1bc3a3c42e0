"""Looking back on a class: two questions, each alone; then together. For its team alone."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.classes.presenting import listing
from recoverycollege.classes.queries.reflections import LookBack, look_back
from recoverycollege.classes.services import reflecting
from recoverycollege.classes.services.planning import NotHere
from recoverycollege.database import db
from recoverycollege.errors import say
from recoverycollege.forms import PressForm
from recoverycollege.guards import audience
from recoverycollege.teaching.blueprint import teaching
from recoverycollege.teaching.forms.together import ReflectionForm

REFLECTION = "/classes/<int:class_id>/reflection"


def mine(class_id: int) -> LookBack:
    """The questions of a class I teach. There is no page of it for anyone else."""
    return look_back(current_user.person_id, class_id, clock.now()) or abort(404)


@teaching.get(REFLECTION)
@audience("team")
def reflection(class_id: int) -> ResponseReturnValue:
    found = mine(class_id)
    return reflection_page(found, ReflectionForm(obj=found.mine))


def reflection_page(
    back: LookBack, form: ReflectionForm, status: int = 200, unsaved: str = "", sure: bool = False
) -> ResponseReturnValue:
    facts: dict[str, Any] = {"back": back, "form": form, "error_title": status == 422}
    facts |= {"unsaved": unsaved, "sure": sure, "readers": readers(back)}
    return render_template("teaching/reflection.html", **facts), status


def readers(back: LookBack) -> list[str]:
    """Who reads it, by name, and who of them works in the office too."""
    names = [one.name or _("someone without a name") for one in back.others]
    office = [one.name for one in back.others if one.of_office and one.name]
    words = [_("Who reads it: %(names)s, and nobody else.", names=listing(names))] if names else []
    if not names:
        words = [_("You taught this class alone, so nobody else reads it.")]
    if office:
        also = _("%(names)s: in the college office too, but here as one of your team.")
        words.append(also % {"names": listing(office)})
    return words


@teaching.post(REFLECTION)
@audience("team")
def reflection_post(class_id: int) -> ResponseReturnValue:
    form = ReflectionForm()
    if not form.validate_on_submit():
        return reflection_page(mine(class_id), form, 422)
    typed = {"went_well": form.went_well.data or "", "differently": form.differently.data or ""}
    return kept(class_id, form, _("Thank you. It is kept."), **typed)


@teaching.post(f"{REFLECTION}/not-this-time")
@audience("team")
def reflection_pass(class_id: int) -> ResponseReturnValue:
    if not PressForm().validate_on_submit():
        return reflection_page(mine(class_id), ReflectionForm().old(), 422)
    found = mine(class_id)
    if has_words(found) and "sure" not in request.form:
        return reflection_page(found, ReflectionForm(formdata=None, obj=found.mine), sure=True)
    return kept(class_id, ReflectionForm(), _("That is all right. Thank you."), passed=True)


def has_words(back: LookBack) -> bool:
    """Whether saying not this time would delete something."""
    own = back.mine
    return back.stage == "writing" and bool(own and (own.went_well or own.differently))


def kept(class_id: int, form: ReflectionForm, words: str, **answer: Any) -> ResponseReturnValue:
    """Keeps an answer. Where it opened meanwhile, what was typed is given back to its writer."""
    try:
        reflecting.answer(class_id, current_user.person_id, now=clock.now(), **answer)
    except NotHere:
        abort(404)
    except reflecting.Opened as refusal:
        db.session.rollback()
        return reflection_page(mine(class_id), form, 409, say(refusal))
    db.session.commit()
    flash(words, "good")
    return redirect(url_for("teaching.reflection", class_id=class_id), 303)
