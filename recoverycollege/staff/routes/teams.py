"""The team of a class: find a person, say which perspective they bring, take someone out.

What is shown of a co-teacher is theirs to choose; no page here sets it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import abort, flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.accounts.models import Person
from recoverycollege.accounts.queries import find_people
from recoverycollege.classes.models import (
    Absence,
    CoTeacher,
    ScheduledClass,
    TeamMember,
)
from recoverycollege.classes.queries.fitting import candidates
from recoverycollege.classes.queries.joining import absences_of, co_teachers
from recoverycollege.classes.rules.needs import Sides, sides_needed
from recoverycollege.classes.services import joining, teams
from recoverycollege.database import db
from recoverycollege.enrolment.presenting import clash_words_for_office
from recoverycollege.forms import Form, PressForm
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.classes import MemberForm, ReasonForm
from recoverycollege.staff.queries import people as people_queries
from recoverycollege.staff.routes.classes import class_or_404, to_class
from recoverycollege.staff.routes.co_teachers import first_side
from recoverycollege.staff.routes.saving import asked_of, refuse, show_form
from recoverycollege.teaching import presenting
from recoverycollege.wording import zone


@staff.route("/classes/<int:class_id>/team/add", methods=["GET", "POST"])
@audience("office")
def team_add(class_id: int) -> ResponseReturnValue:
    """What is typed about a person is posted, so that it stands in no address."""
    found, form = class_or_404(class_id), PressForm()
    q, ahead = asked_of(form), found.ahead(clock.now())
    missing = sides_needed(found.course.kind, found.sides)
    return show_form(
        "staff/team_add.html",
        form,
        scheduled_class=found,
        q=q,
        people=find_people(q) if q else [],
        already={member.person_id for member in found.team},
        in_use=people_queries.in_use,
        candidates=candidates(wanted_first(missing), found, ahead, zone()),
        say=presenting,
        clash_words=clash_words_for_office,
    )


def wanted_first(missing: Sequence[Sides]) -> list[CoTeacher]:
    """The co-teachers a class lacks; where it lacks nobody, all of them."""
    wanted = {side for sides in missing for side in sides}
    return [row for row in co_teachers() if not wanted or wanted & set(row.perspectives)]


@staff.route("/classes/<int:class_id>/team/<int:person_id>", methods=["GET", "POST"])
@audience("office")
def team_member(class_id: int, person_id: int) -> ResponseReturnValue:
    form, missing = MemberForm(), list[str]()
    if form.validate_on_submit():
        missing = _try(form, lambda: _set(class_id, person_id, form))
        if not form.errors:
            flash(_("Saved."), "good")
            return to_class(class_id)
    found, person, member = _member_or_404(class_id, person_id)
    if request.method == "GET":
        side = first_side(db.session.get(CoTeacher, person_id), found)
        form = MemberForm(obj=member, perspective=side)
    there = member is not None and found.state == "open"
    return show_form(
        "staff/team_member.html",
        form,
        scheduled_class=found,
        person=person,
        missing=missing,
        sessions=found.ahead(clock.now()) if there else [],
        absent=absent_from(class_id, person_id) if there else {},
    )


def absent_from(class_id: int, person_id: int) -> dict[int, Absence]:
    """Session id → that a co-teacher can't be there, and who steps in."""
    found = absences_of(class_id)
    return {row.session_id: row for row in found if row.member.person_id == person_id}


def _set(class_id: int, person_id: int, form: MemberForm) -> None:
    now, by_id = clock.now(), current_user.person_id
    teams.set_team_member(
        class_id,
        person_id,
        perspective=form.perspective.data,
        lead=form.lead.data,
        now=now,
        by_id=by_id,
        exception_reason=_reason(form),
    )
    joining.is_in(class_id, person_id, now=now, by_id=by_id)


@staff.route("/classes/<int:class_id>/team/<int:person_id>/remove", methods=["GET", "POST"])
@audience("office")
def team_remove(class_id: int, person_id: int) -> ResponseReturnValue:
    form, missing = ReasonForm(), list[str]()
    if form.validate_on_submit():
        missing = _try(form, lambda: _remove(class_id, person_id, form))
        if not form.errors:
            flash(_("The team is changed."), "good")
            return to_class(class_id)
    found, person, member = _member_or_404(class_id, person_id)
    if member is None:
        abort(404)
    return show_form(
        "staff/team_remove.html", form, scheduled_class=found, person=person, missing=missing
    )


def _remove(class_id: int, person_id: int, form: ReasonForm) -> None:
    by_id = current_user.person_id
    teams.remove_team_member(class_id, person_id, by_id=by_id, exception_reason=_reason(form))


def _try(form: Form, deed: Callable[[], None]) -> list[str]:
    """Does it and commits; else the form says why not. Gives back what the team would lack."""
    try:
        deed()
        db.session.commit()
    except Refused as refusal:
        refuse(form, refusal)
        return getattr(refusal, "missing", [])
    return []


def _reason(form: MemberForm | ReasonForm) -> str:
    """Only a manager's reason makes an exception."""
    return (form.reason.data or "") if current_user.is_manager else ""


def _member_or_404(
    class_id: int, person_id: int
) -> tuple[ScheduledClass, Person, TeamMember | None]:
    """The class, a person who is in its team or may come into it, and their part if they are."""
    found = class_or_404(class_id)
    person = people_queries.person(person_id) or abort(404)
    return found, person, next((m for m in found.team if m.person_id == person_id), None)
