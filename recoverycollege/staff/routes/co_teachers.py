"""Everyone who teaches: from which sides, and when they can. And inviting one of them."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.accounts.queries import find_people
from recoverycollege.classes.models import PERSPECTIVES, CoTeacher, Joining, ScheduledClass
from recoverycollege.classes.queries.clashes import teaching_clashes
from recoverycollege.classes.queries.joining import co_teachers as all_of_them
from recoverycollege.classes.rules.needs import sides_needed
from recoverycollege.classes.services import joining
from recoverycollege.classes.services.co_teachers import set_perspectives, teaches_no_more
from recoverycollege.database import db
from recoverycollege.enrolment.presenting import clash_words_for_office
from recoverycollege.forms import PressForm
from recoverycollege.guards import audience
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.teams import InviteForm, SidesForm
from recoverycollege.staff.pressing import pressed
from recoverycollege.staff.queries import people as people_queries
from recoverycollege.staff.routes.classes import class_or_404, to_class
from recoverycollege.staff.routes.saving import asked_of, saved, show_form
from recoverycollege.teaching import presenting
from recoverycollege.wording import zone


@staff.route("/co-teachers", methods=["GET", "POST"])
@audience("office")
def co_teachers() -> ResponseReturnValue:
    """What is typed about a person is posted, so that it stands in no address."""
    form = PressForm()
    q = asked_of(form)
    return show_form(
        "staff/co_teachers.html",
        form,
        rows=all_of_them(),
        q=q,
        people=find_people(q) if q else [],
        in_use=people_queries.in_use,
        say=presenting,
    )


@staff.route("/co-teachers/<int:person_id>", methods=["GET", "POST"])
@audience("office")
def co_teacher(person_id: int) -> ResponseReturnValue:
    person = people_queries.person(person_id) or abort(404)
    row = db.session.get(CoTeacher, person_id)
    form, now, by_id = SidesForm(obj=row), clock.now(), current_user.person_id
    if form.validate_on_submit() and saved(
        form, lambda: set_perspectives(person_id, form.chosen(), now=now, by_id=by_id)
    ):
        flash(_("Saved."), "good")
        return redirect(url_for("staff.co_teachers"), 303)
    return show_form("staff/co_teacher.html", form, person=person, row=row, say=presenting)


@staff.post("/co-teachers/<int:person_id>/no-more")
@audience("office")
def co_teacher_no_more(person_id: int) -> ResponseReturnValue:
    people_queries.person(person_id) or abort(404)
    if again := pressed():
        return again
    teaches_no_more(person_id, now=clock.now(), by_id=current_user.person_id)
    db.session.commit()
    flash(_("Noted: they teach no more, and what they told us about it is deleted."), "good")
    return redirect(url_for("staff.co_teachers"), 303)


@staff.route("/classes/<int:class_id>/team/<int:person_id>/invite", methods=["GET", "POST"])
@audience("office")
def team_invite(class_id: int, person_id: int) -> ResponseReturnValue:
    form = InviteForm()
    if form.validate_on_submit() and saved(form, lambda: _invite(class_id, person_id, form)):
        flash(_("They are asked, and you see here what they say."), "good")
        return to_class(class_id)
    found, now = class_or_404(class_id), clock.now()
    person = people_queries.person(person_id) or abort(404)
    row = db.session.get(CoTeacher, person_id)
    if request.method == "GET":
        form.perspective.data = first_side(row, found)
    ahead = found.ahead(now)
    clash = teaching_clashes([person_id], found, ahead).get(person_id, ())
    facts = {"scheduled_class": found, "person": person, "row": row, "say": presenting}
    return show_form("staff/team_invite.html", form, clash=clash_words_for_office(clash), **facts)


def first_side(row: CoTeacher | None, found: ScheduledClass) -> str | None:
    """Which side to begin with: one that a class lacks and theirs, else the first of theirs."""
    needed = sides_needed(found.course.kind, found.sides)
    own, missing = row.perspectives if row else [], [side for sides in needed for side in sides]
    fits = [side for side in PERSPECTIVES if side in own and side in missing] or own
    return fits[0] if fits else None


def _invite(class_id: int, person_id: int, form: InviteForm) -> Joining:
    return joining.invite(
        class_id,
        person_id,
        perspective=form.perspective.data,
        lead=form.lead.data,
        words=form.words.data or "",
        now=clock.now(),
        by_id=current_user.person_id,
        zone=zone(),
    )
