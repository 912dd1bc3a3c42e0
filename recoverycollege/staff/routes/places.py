"""Places: pick a class, see everyone's place, and act for whoever is on the phone."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.enrolment.models import LIVE
from recoverycollege.enrolment.queries.people import line_positions
from recoverycollege.enrolment.queries.places import counts
from recoverycollege.enrolment.services import answering
from recoverycollege.guards import audience
from recoverycollege.staff import words
from recoverycollege.staff.asked import number, typed
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.fields import read_day
from recoverycollege.staff.outcomes import what_came_of, why_closed
from recoverycollege.staff.pressing import pressed
from recoverycollege.staff.queries import drafts, people
from recoverycollege.staff.queries import places as queries
from recoverycollege.staff.queries.history import why_before
from recoverycollege.wording import zone

DEEDS = {
    "confirm": answering.confirm,
    "accept": answering.accept,
    "decline": answering.decline,
    "give": answering.give,
    "rejoin": answering.rejoin,
    "withdraw": answering.withdraw,
}


@staff.get("/places")
@audience("office")
def places() -> ResponseReturnValue:
    class_id, person_id = number("class_id"), number("person_id")
    if class_id is not None:
        return _class_page(class_id)
    person = (people.person(person_id) or abort(404)) if person_id is not None else None
    q, on = typed(), typed("on")
    found = queries.find_classes(q, read_day(on), now=clock.now(), zone=zone())
    return render_template(
        "staff/places.html",
        q=q,
        on=on,
        person=person,
        classes=found,
        counts=counts([line.id for line in found], clock.now()),
        drafts=[] if person else drafts.drafts(),
        now=clock.now(),
    )


def _class_page(class_id: int) -> ResponseReturnValue:
    found = queries.one_class(class_id) or abort(404)
    everyone, now = queries.places_of_class(class_id), clock.now()
    resting = queries.resting(everyone, now)
    return render_template(
        "staff/class_places.html",
        line=found,
        counts=counts([class_id], now)[class_id],
        groups=[(state, [p for p in everyone if p.state == state]) for state in reversed(LIVE)],
        everyone=everyone,
        resting=resting,
        past=[p for p in everyone if not p.live and p not in resting],
        closed=why_closed(class_id, now),
        now=now,
        positions=line_positions([p.id for p in everyone if p.state == "waiting"]),
        later=queries.asked_later(everyone),
        before=why_before([p.id for p in everyone if p.in_line and p.priority]),
        words=words,
    )


@staff.post("/places/<int:enrolment_id>/<any(confirm,accept,decline,give,rejoin):deed>")
@audience("office")
def place_deed(enrolment_id: int, deed: str) -> ResponseReturnValue:
    return pressed() or _do(deed, enrolment_id)


@staff.route("/places/<int:enrolment_id>/withdraw", methods=["GET", "POST"])
@audience("office")
def withdraw(enrolment_id: int) -> ResponseReturnValue:
    if request.method == "POST":
        return pressed() or _do("withdraw", enrolment_id)
    found = queries.place(enrolment_id) or abort(404)
    if not found.live:
        abort(404)
    return render_template(
        "staff/withdraw.html", place=found, back=typed("back"), states=words.place_states()
    )


def _do(deed: str, enrolment_id: int) -> ResponseReturnValue:
    """Does it, says in words what came of it, and goes back to where it was pressed."""
    found = queries.place(enrolment_id) or abort(404)
    enrolment = DEEDS[deed](enrolment_id, clock.now(), by_id=current_user.person_id)
    happened = what_came_of(deed, enrolment)
    db.session.commit()
    flash(happened, "good")
    back = request.form.get("back", "")
    if back == "tasks":
        return redirect(url_for("staff.tasks"), 303)
    if back == "class":
        return redirect(url_for("staff.places", class_id=found.class_id), 303)
    return redirect(url_for("staff.person", person_id=found.person_id), 303)
