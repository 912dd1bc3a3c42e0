"""Writing a course together: my rounds, the page of one, and the presses on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.catalogue import presenting
from recoverycollege.catalogue.blueprint import catalogue
from recoverycollege.catalogue.forms.designs import (
    AnswerForm,
    AsideForm,
    AskForm,
    NoteForm,
    OutForm,
    PlacedForm,
    ReadForm,
    SettleForm,
    SideForm,
    TimeForm,
    UnsignForm,
)
from recoverycollege.catalogue.models import RUNNING, CourseDesign, Designer, DesignNote
from recoverycollege.catalogue.queries.designs import (
    Part,
    design_page,
    facts_of,
    my_designs,
    part_of,
    running_designs,
)
from recoverycollege.catalogue.rules import codesign as rules
from recoverycollege.catalogue.rules.texts import SECTIONS, Texts
from recoverycollege.catalogue.services import designs as services
from recoverycollege.catalogue.services import drafts
from recoverycollege.database import db
from recoverycollege.errors import say
from recoverycollege.forms import Form, PressForm
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.wording import zone


@catalogue.get("/design")
@audience("own")
def designs() -> ResponseReturnValue:
    """The rounds I write in or was asked into; for the office also all others that run."""
    mine = my_designs(current_user.person_id)
    known = {part.design.id for part in mine}
    others = running_designs() if office() else []
    return render_template(
        "catalogue/designs.html",
        asked=[p for p in mine if p.designer and not p.designer.joined_at and runs(p.design)],
        joined=[part for part in mine if part.designer and part.designer.joined_at],
        others=[part for part in others if part.design.id not in known],
        state_words=lambda design: presenting.state_words(design, today()),
    )


def runs(design: CourseDesign) -> bool:
    return design.state in RUNNING


def office() -> bool:
    """The office may look and ask people in, with the second factor it needs everywhere."""
    return bool(current_user.is_staff and not current_user.needs_second_factor)


def today() -> date:
    return clock.today(zone())


@catalogue.get("/design/<int:design_id>")
@audience("own")
def design(design_id: int) -> ResponseReturnValue:
    part_or_404(design_id)
    return page(design_id)


def part_or_404(design_id: int) -> Part:
    """A round and my part in it. Whoever has none meets the same as where there is no round."""
    part = part_of(design_id, current_user.person_id)
    if part is None or (part.designer is None and not office()):
        abort(404)
    return part


def joined_or_404(design_id: int) -> Part:
    """A round I write in."""
    part = part_or_404(design_id)
    if part.designer is None or part.designer.joined_at is None:
        abort(404)
    return part


def leads_or_404(design_id: int) -> Part:
    """A round I lead, or look after in the office."""
    part = part_or_404(design_id)
    mine = part.designer
    if not (office() or (mine and mine.lead and mine.joined_at)):
        abort(404)
    return part


def page(
    design_id: int, typed: Mapping[str, Form] | None = None, status: int = 422
) -> ResponseReturnValue:
    """The page of a round. `typed`: a form that came back with something to check, by its name;
    with `status` 409 a rule said no to it."""
    found = design_page(design_id) or abort(404)
    mine = next((d for d in found.designers if d.person_id == current_user.person_id), None)
    if mine is not None and mine.joined_at is None and not office():
        if not runs(found):
            abort(404)
        return render_template("catalogue/design_asked.html", design=found, texts=texts(found))
    facts, wrong = facts_of(found), next(iter((typed or {}).values()), None)
    shown = render_template(
        "catalogue/design.html",
        design=found,
        mine=mine if mine and mine.joined_at else None,
        asked=mine is not None and mine.joined_at is None and runs(found),
        leads=office() or bool(mine and mine.lead),
        is_office=office(),
        runs=runs(found),
        texts=facts.texts,
        sections=SECTIONS,
        notes=notes_by_section(found),
        late=rules.is_late(found.state, found.until, today()),
        to_settle=presenting.missing_words(rules.to_settle(facts)),
        to_sign=presenting.missing_words(rules.to_sign(facts)),
        may_sign=bool(mine and mine.perspective in rules.SIDES and not rules.to_settle(facts)),
        form_of=form_of(typed or {}, mine),
        wrong=wrong,
        refused=dict(typed or {}) if status == 409 else {},
        presenting=presenting,
        state=presenting.state_words(found, today()),
    )
    return shown, status if wrong else 200


def refused(
    name: str, form: Form, deed: Callable[..., object], design_id: int, /, *given: Any, **more: Any
) -> ResponseReturnValue | None:
    """None when it was done. Where a rule says no, the page comes back with the reason at the
    place `name`, and with what was typed there."""
    try:
        deed(design_id, *given, **more)
    except Refused as refusal:
        db.session.rollback()
        part_or_404(design_id)  # they may have been taken out meanwhile
        form.form_errors = [say(refusal)]
        return page(design_id, {name: form}, 409)
    return None


def texts(found: CourseDesign) -> Texts:
    return Texts.of(found.texts)


def notes_by_section(found: CourseDesign) -> dict[str, list[DesignNote]]:
    """What was said about each section; under no section what was said about the time."""
    return {name: [n for n in found.notes if n.section == name] for name in ("", *SECTIONS)}


def form_of(typed: Mapping[str, Form], mine: Designer | None) -> Callable[[str, str], Form]:
    """Each form of the page by its name: the one that came back, else an empty one."""
    kinds: dict[str, type[PlacedForm]] = {
        "note": NoteForm,
        "question": AnswerForm,
        "disagreement": SettleForm,
        "ask": AskForm,
        "time": TimeForm,
        "aside": AsideForm,
        "unsign": UnsignForm,
        "out": OutForm,
    }

    def make(kind: str, name: str) -> Form:
        if name in typed:
            return typed[name]
        if kind == "side":
            said = mine.perspective if mine else ""
            return SideForm(formdata=None, place=name, perspective=said)
        return kinds[kind](formdata=None, place=name)

    return make


def back(design_id: int, words: str, where: str = "") -> ResponseReturnValue:
    """What was done is kept, and the page says so."""
    db.session.commit()
    flash(words, "good")
    return redirect(url_for("catalogue.design", design_id=design_id, _anchor=where or None), 303)


def pressed(form: Form, design_id: int) -> ResponseReturnValue | None:
    """None when the button was pressed here; else the page once more, saying so."""
    if form.validate_on_submit():
        return None
    form.form_errors = [message for errors in form.errors.values() for message in errors]
    return page(design_id, {"press": form})


@catalogue.post("/design/<int:design_id>/join")
@audience("own")
def design_join(design_id: int) -> ResponseReturnValue:
    part_or_404(design_id).designer or abort(404)
    if again := pressed(PressForm(), design_id):
        return again
    services.join(design_id, current_user.person_id, clock.now())
    return back(design_id, _("Good to have you. Please say from where you speak."), "side")


@catalogue.post("/design/<int:design_id>/decline")
@audience("own")
def design_decline(design_id: int) -> ResponseReturnValue:
    mine = part_or_404(design_id).designer or abort(404)
    if mine.joined_at is not None:
        return redirect(url_for("catalogue.design", design_id=design_id), 303)
    if again := pressed(PressForm(), design_id):
        return again
    services.decline(design_id, current_user.person_id)
    db.session.commit()
    flash(_("That is all right. Thank you for thinking about it."), "good")
    return redirect(url_for("catalogue.designs"), 303)


@catalogue.post("/design/<int:design_id>/side")
@audience("own")
def design_side(design_id: int) -> ResponseReturnValue:
    joined_or_404(design_id)
    form = SideForm(place="side")
    if not form.validate_on_submit():
        return page(design_id, {"side": form})
    given = (design_id, current_user.person_id, form.perspective.data)
    if no := refused("side", form, drafts.say_side, *given):
        return no
    return back(design_id, _("Noted. Only the people of this page see it."), "people")


@catalogue.post("/design/<int:design_id>/read")
@audience("own")
def design_read(design_id: int) -> ResponseReturnValue:
    joined_or_404(design_id)
    form, person_id = ReadForm(), current_user.person_id
    if again := pressed(form, design_id):
        return again
    given = (design_id, person_id, form.read_version, clock.now())
    if no := refused("read", form, drafts.have_read, *given):
        return no
    return back(design_id, _("Noted: you have read it."), "people")


@catalogue.post("/design/<int:design_id>/sign")
@audience("own")
def design_sign(design_id: int) -> ResponseReturnValue:
    """One press, for oneself. What was signed is named by the draft's number on the button."""
    joined_or_404(design_id)
    form, person_id = ReadForm(), current_user.person_id
    if again := pressed(form, design_id):
        return again
    given = (design_id, person_id, form.read_version, clock.now())
    if no := refused("sign", form, drafts.sign, *given):
        return no
    part = part_of(design_id, person_id)
    if part and part.design.state == "agreed":
        return back(design_id, _("Signed. Both sides have signed: it is agreed."), "signatures")
    return back(design_id, _("Signed. Thank you."), "signatures")
