"""Saving a place for someone on the phone: which class, who is it, and it is done."""

from __future__ import annotations

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.accounts.models import Person
from recoverycollege.accounts.queries import charter, find_people, has_agreed
from recoverycollege.accounts.services.office import note_added
from recoverycollege.accounts.services.people import agree_to_charter
from recoverycollege.database import db
from recoverycollege.enrolment.presenting import clash_words_for_office
from recoverycollege.enrolment.queries.clashes import clashes_on
from recoverycollege.enrolment.queries.places import counts
from recoverycollege.enrolment.services.asking import ask
from recoverycollege.enrolment.services.limits import keep_to_limit
from recoverycollege.errors import say
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.staff.asked import number, typed
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.changes import add_caller
from recoverycollege.staff.forms.people import CallerForm
from recoverycollege.staff.forms.places import KnownForm
from recoverycollege.staff.looks import look
from recoverycollege.staff.outcomes import what_happened
from recoverycollege.staff.queries import people, places


def wanted_class() -> places.ClassLine | None:
    """The class in the address, if there is one."""
    class_id = number("class_id")
    return None if class_id is None else places.one_class(class_id) or abort(404)


@staff.route("/places/new", methods=["GET", "POST"])
@audience("office", late_write=True)
def place_new() -> ResponseReturnValue:
    """Who is calling? Or, when that is known already: which class?"""
    line, person_id = wanted_class(), number("person_id")
    if line is None:
        return redirect(url_for("staff.places", person_id=person_id))
    if person_id is not None:
        return redirect(url_for("staff.place_known", class_id=line.id, person_id=person_id))
    q = typed()
    return render_template(
        "staff/place_new.html",
        line=line,
        counts=counts([line.id])[line.id],
        q=q,
        people=find_people(q) if q else [],
        in_use=people.in_use,
    )


@staff.route("/places/new/known", methods=["GET", "POST"])
@audience("office")
def place_known() -> ResponseReturnValue:
    line = wanted_class() or abort(404)
    person = people.person(number("person_id") or 0) or abort(404)
    form = KnownForm(agreed=has_agreed(person.id))
    if request.method == "GET":
        look(person.id, "save_place")
    if form.validate_on_submit():
        agree_to_charter(person.id, form.channel.data, clock.now())
        return _save(line.id, person.id, form.channel.data)
    page = render_template(
        "staff/place_known.html",
        form=form,
        line=line,
        counts=counts([line.id])[line.id],
        person=person,
        contacts=people.in_use(person),
        charter=charter(),
        clash=clash_words_for_office(clashes_on(person.id, line.id, clock.now())),
    )
    return page, 422 if form.errors else 200


def _save(class_id: int, person_id: int, channel: str) -> ResponseReturnValue:
    """Asks for the place, and says what came of it."""
    now, by_id = clock.now(), current_user.person_id
    most = current_app.extensions["settings"].most_courses_a_term
    keep_to_limit(class_id, person_id, most, by_office=True)
    enrolment = ask(class_id, person_id, now=now, channel=channel, taken_by=by_id, confirmed=True)
    happened = what_happened(enrolment)
    db.session.commit()
    return _to_person(person_id, happened)


def _to_person(person_id: int, happened: str) -> ResponseReturnValue:
    flash(happened, "good")
    return redirect(url_for("staff.person", person_id=person_id), 303)


@staff.route("/people/new", methods=["GET", "POST"])
@audience("office")
def person_new() -> ResponseReturnValue:
    """Someone new; with a class in the address, their place on it as well."""
    form = CallerForm(data={"name": typed("name")})
    others: list[Person] = []
    if form.validate_on_submit():
        others = _others(form)
        saved = None if others else _try_to_add(form, number("class_id"))
        if saved:
            return saved
    page = render_template(
        "staff/person_new.html",
        form=form,
        line=wanted_class(),
        others=others,
        in_use=people.in_use,
        charter=charter(),
    )
    return page, 422 if form.errors else 200


def _try_to_add(form: CallerForm, class_id: int | None) -> ResponseReturnValue | None:
    """None when a rule said no: the form then shows why, with all that was typed."""
    try:
        return _add(form, class_id)
    except Refused as refusal:
        db.session.rollback()
        form.form_errors = [say(refusal)]
        return None


def _others(form: CallerForm) -> list[Person]:
    """People already reached there, until the office has said it is none of them."""
    found = [] if form.looked.data == form.key else people.at_contact(form.kind, form.key or "")
    if found:
        form.reach.errors = [_("Someone here is reached that way already. Please look first.")]
    form.looked.data = form.key
    return found


def _add(form: CallerForm, class_id: int | None) -> ResponseReturnValue:
    person = add_caller(form, now=clock.now())
    if class_id is not None:
        return _save(class_id, person.id, form.channel.data)
    note_added(person.id, by_id=current_user.person_id)
    db.session.commit()
    return _to_person(person.id, _("Saved. They are in our records now."))
