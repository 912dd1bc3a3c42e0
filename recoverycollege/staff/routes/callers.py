"""Saving a place for someone on the phone: which class, who is it, and it is done."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.accounts.models import Person
from recoverycollege.accounts.queries import charter, find_people, has_agreed, need_of
from recoverycollege.accounts.services.drafts import drop_draft
from recoverycollege.accounts.services.office import note_added
from recoverycollege.accounts.services.people import add_need, agree_to_charter
from recoverycollege.database import db
from recoverycollege.enrolment.presenting import clash_words_for_office
from recoverycollege.enrolment.queries.clashes import clashes_on
from recoverycollege.enrolment.queries.places import counts
from recoverycollege.enrolment.services.turns import ask_received
from recoverycollege.errors import say
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.staff.asked import number, typed
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.changes import add_caller
from recoverycollege.staff.forms.asked import AskedForm
from recoverycollege.staff.forms.people import CallerForm
from recoverycollege.staff.forms.places import KnownForm
from recoverycollege.staff.looks import look
from recoverycollege.staff.outcomes import what_happened, why_closed
from recoverycollege.staff.pressing import pressed
from recoverycollege.staff.queries import people, places
from recoverycollege.staff.queries.drafts import Draft
from recoverycollege.staff.routes.drafts import (
    half_done,
    kept,
    known_after_all,
    shown_first,
    what_was_typed,
)


def wanted_class() -> places.ClassLine | None:
    """The class in the address, if there is one."""
    class_id = number("class_id")
    return None if class_id is None else places.one_class(class_id) or abort(404)


@staff.route("/places/new", methods=["GET", "POST"])
@audience("office", late_write=True)
def place_new() -> ResponseReturnValue:
    """Who is calling? Or, when that is known already: which class?"""
    line, person_id, draft = wanted_class(), number("person_id"), half_done()
    if line is None:
        return redirect(url_for("staff.places", person_id=person_id))
    if person_id is not None:
        return redirect(url_for("staff.place_known", class_id=line.id, person_id=person_id))
    q = typed() or (draft.fields.get("q", "") if draft else "")
    found = find_people(q) if q else []
    return render_template(
        "staff/place_new.html",
        line=line,
        counts=counts([line.id], clock.now())[line.id],
        closed=why_closed(line.id, clock.now()),
        now=clock.now(),
        q=q,
        draft=draft,
        people=found,
        last=places.last_classes([person.id for person in found]),
        in_use=people.in_use,
    )


@staff.post("/places/new/keep")
@audience("office")
def search_keep() -> ResponseReturnValue:
    """Keeps a call that stopped at looking for them."""
    return kept() or pressed() or abort(404)


@staff.route("/places/new/known", methods=["GET", "POST"])
@audience("office")
def place_known() -> ResponseReturnValue:
    if later := kept():
        return later
    line = wanted_class() or abort(404)
    person = people.person(number("person_id") or 0) or abort(404)
    draft = half_done()
    agreed, need = has_agreed(person.id), need_of(person.id)
    form = KnownForm(agreed=agreed, need=need, **shown_first(draft))
    if request.method == "GET":
        look(person.id, "save_place")
    if form.validate_on_submit() and (saved := _try_to_save(form, line.id, person.id)):
        return saved
    page = render_template("staff/place_known.html", **_known_facts(form, line, person, draft))
    return page, 422 if form.errors else 200


def _known_facts(
    form: KnownForm, line: places.ClassLine, person: Person, draft: Draft | None
) -> dict[str, Any]:
    return {
        "form": form,
        "line": line,
        "counts": counts([line.id], clock.now())[line.id],
        "closed": why_closed(line.id, clock.now()),
        "now": clock.now(),
        "person": person,
        "contacts": people.in_use(person),
        "charter": charter(),
        "clash": clash_words_for_office(clashes_on(person.id, line.id, clock.now())),
        "draft": draft,
    }


def _try_to_save(form: KnownForm, class_id: int, person_id: int) -> ResponseReturnValue | None:
    """None when a rule said no: the form then shows why, with all that was typed."""
    try:
        agree_to_charter(person_id, form.channel.data, form.agreed_at)
        add_need(person_id, form.needs.data, form.told_to, clock.now())
        return _save(form, class_id, person_id)
    except Refused as refusal:
        db.session.rollback()
        form.form_errors = [say(refusal)]
        return None


def _save(form: AskedForm, class_id: int, person_id: int) -> ResponseReturnValue:
    """Asks for the place, and says what came of it. A call half done is whole now."""
    enrolment = ask_received(
        class_id,
        person_id,
        received_at=form.received,
        want=form.want,
        now=clock.now(),
        channel=form.channel.data,
        taken_by=current_user.person_id,
    )
    happened = what_happened(enrolment)
    return _to_person(person_id, happened)


def _to_person(person_id: int, happened: str) -> ResponseReturnValue:
    drop_draft(number("draft"))
    db.session.commit()
    flash(happened, "good")
    return redirect(url_for("staff.person", person_id=person_id), 303)


@staff.route("/people/new", methods=["GET", "POST"])
@audience("office")
def person_new() -> ResponseReturnValue:
    """Someone new; with a class in the address, their place on it as well."""
    if later := kept() or known_after_all():
        return later
    draft = half_done()
    form = CallerForm(**shown_first(draft), data=_first_words())
    others: list[Person] = []
    if form.validate_on_submit():
        others = _others(form)
        saved = None if others else _try_to_add(form, number("class_id"))
        if saved:
            return saved
    page = render_template("staff/person_new.html", **_new_facts(form, others, draft))
    return page, 422 if form.errors else 200


def _first_words() -> dict[str, str]:
    """What a form about someone new shows before anything is typed."""
    return {"name": typed("name"), "language": str(get_locale() or "en")}


def _new_facts(form: CallerForm, others: list[Person], draft: Draft | None) -> dict[str, Any]:
    line = wanted_class()
    return {
        "form": form,
        "line": line,
        "closed": why_closed(line.id, clock.now()) if line else "",
        "others": others,
        "typed": what_was_typed(),
        "last": places.last_classes([person.id for person in others]),
        "in_use": people.in_use,
        "charter": charter(),
        "draft": draft,
    }


def _try_to_add(form: CallerForm, class_id: int | None) -> ResponseReturnValue | None:
    """None when a rule said no: the form then shows why, with all that was typed."""
    try:
        return _add(form, class_id)
    except Refused as refusal:
        db.session.rollback()
        form.form_errors = [say(refusal)]
        return None


def _others(form: CallerForm) -> list[Person]:
    """Whom we know already by that name or contact, until the office said it is none of them."""
    seen = form.looked.data == form.seen
    found = [] if seen else people.alike(form.kind, form.key or "", form.name.data)
    if found:
        form.form_errors = [_("We may know them already. Please look first.")]
    form.looked.data = form.seen
    return found


def _add(form: CallerForm, class_id: int | None) -> ResponseReturnValue:
    person = add_caller(form, now=clock.now())
    if class_id is not None:
        return _save(form, class_id, person.id)
    note_added(person.id, by_id=current_user.person_id)
    return _to_person(person.id, _("Saved. They are in our records now."))
