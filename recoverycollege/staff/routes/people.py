"""People: finding whoever is calling, their page, their details, and stopping all letters."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.accounts.models import Person
from recoverycollege.accounts.queries import find_people, need_of
from recoverycollege.accounts.services import office
from recoverycollege.database import db
from recoverycollege.enrolment.queries.people import line_positions
from recoverycollege.enrolment.services import pausing
from recoverycollege.errors import say
from recoverycollege.feedback.queries.linked import has_linked
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.staff import sayings, words
from recoverycollege.staff.asked import typed
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.changes import put_right
from recoverycollege.staff.forms.people import EditForm, StopForm, college_languages
from recoverycollege.staff.looks import look
from recoverycollege.staff.pressing import pressed
from recoverycollege.staff.queries import history, letters, places, tasks
from recoverycollege.staff.queries import people as queries


def person_or_404(person_id: int) -> Person:
    return queries.person(person_id) or abort(404)


@staff.route("/people", methods=["GET", "POST"])
@audience("office", late_write=True)
def people() -> ResponseReturnValue:
    """Looks for someone. What is typed is posted: names and numbers are not for addresses."""
    q = typed()
    found = find_people(q) if q else []
    last = places.last_classes([person.id for person in found])
    return render_template("staff/people.html", q=q, people=found, last=last, in_use=queries.in_use)


@staff.get("/people/<int:person_id>")
@audience("office")
def person(person_id: int) -> ResponseReturnValue:
    found = person_or_404(person_id)
    look(person_id, "person")
    return render_template("staff/person.html", person=found, **_about(found))


def _about(found: Person) -> dict[str, Any]:
    """What stands on someone's page."""
    mine, now = places.places_of_person(found.id), clock.now()
    return {
        "contacts": queries.in_use(found),
        "need": need_of(found.id),
        "agreed": queries.agreement(found.id),
        "now": now,
        "stopped": queries.stop_reason(found.id) if found.letters_stopped_at else "",
        "places": mine,
        "resting": places.resting(mine, now),
        "positions": line_positions([p.id for p in mine if p.state == "waiting"]),
        "later": places.asked_later(mine),
        "languages": words.languages(college_languages()),
        "has_linked": has_linked(found.id),
        "tasks": tasks.tasks_of_person(found.id, tasks.roles_seen(current_user.is_manager)),
        "letters": letters.letters_of_person(found.id),
        "entries": history.history_of_person(found.id),
        "words": words,
        "sayings": sayings,
    }


@staff.route("/people/<int:person_id>/edit", methods=["GET", "POST"])
@audience("office")
def person_edit(person_id: int) -> ResponseReturnValue:
    found = person_or_404(person_id)
    if request.method == "GET":
        look(person_id, "edit")
    form = EditForm(data=_known(found))
    if form.validate_on_submit():
        try:
            put_right(found, form, by_id=current_user.person_id, now=clock.now())
            db.session.commit()
        except Refused as refusal:
            db.session.rollback()
            form.form_errors = [say(refusal)]
        else:
            flash(_("Saved."), "good")
            return redirect(url_for("staff.person", person_id=person_id), 303)
    page = render_template("staff/person_edit.html", form=form, person=found)
    return page, 422 if form.errors else 200


def _known(found: Person) -> dict[str, Any]:
    """The form as it stands when nothing has been changed."""
    reach = {contact.kind: contact.value for contact in queries.in_use(found)}
    need = need_of(found.id)
    return {
        "name": found.name,
        "language": found.language,
        "contact_by": found.contact_by,
        "phone": reach.get("phone"),
        "mobile": reach.get("phone"),
        "email": reach.get("email"),
        "address": reach.get("address"),
        "message_ok": found.message_ok,
        "call_if_missed": found.call_if_missed,
        "envelope_name": found.envelope_name,
        "needs": need.words if need else "",
        "needs_for": need.told_to if need else "office",
    }


@staff.route("/people/<int:person_id>/stop-letters", methods=["GET", "POST"])
@audience("office")
def stop_letters(person_id: int) -> ResponseReturnValue:
    found = person_or_404(person_id)
    form = StopForm()
    if form.validate_on_submit():
        reason = form.reason.data
        pausing.stop_letters(person_id, reason, by_id=current_user.person_id, now=clock.now())
        db.session.commit()
        flash(_("From now on we send them nothing."), "good")
        return redirect(url_for("staff.person", person_id=person_id), 303)
    page = render_template("staff/stop_letters.html", form=form, person=found)
    return page, 422 if form.errors else 200


@staff.post("/people/<int:person_id>/resume-letters")
@audience("office")
def resume_letters(person_id: int) -> ResponseReturnValue:
    if again := pressed():
        return again
    person_or_404(person_id)
    office.resume_letters(person_id, by_id=current_user.person_id)
    db.session.commit()
    flash(_("Letters go out to them again."), "good")
    return redirect(url_for("staff.person", person_id=person_id), 303)
