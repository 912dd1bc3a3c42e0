"""Classes: plan, open for enrolment, change how many places there are, call off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.exceptions import NotFound

from recoverycollege import clock
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.classes.presenting import team_label, team_line
from recoverycollege.classes.queries import member_facts
from recoverycollege.classes.queries.joining import joinings_of_classes
from recoverycollege.classes.rules.gate import NotReady, may_open, worth_knowing
from recoverycollege.classes.rules.team import label_inside, shown_team
from recoverycollege.classes.services import planning
from recoverycollege.classes.services.indexing import forget_names
from recoverycollege.database import db
from recoverycollege.enrolment.queries.places import counts
from recoverycollege.enrolment.services.calling_off import call_off
from recoverycollege.enrolment.services.filling import change_capacity
from recoverycollege.errors import http_error
from recoverycollege.feedback.queries.forms import in_the_room
from recoverycollege.forms import Form, PressForm
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.staff import choices
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.classes import CapacityForm, ClassForm, NewClassForm, ReasonForm
from recoverycollege.staff.forms.fields import options, values_of
from recoverycollege.staff.queries import courses as lists
from recoverycollege.staff.queries.classes import Filters, one_class
from recoverycollege.staff.queries.classes import classes as find_classes
from recoverycollege.staff.queries.standing import standing
from recoverycollege.staff.routes.saving import (
    number_asked,
    page_number,
    refuse,
    saved,
    show_form,
    words_asked,
)
from recoverycollege.teaching import presenting
from recoverycollege.wording import zone

LATELY = timedelta(days=28)  # how long answers to invitations stay on the page
USUAL_PLACES = 12
LIST_STATES = ("coming", "needs", "draft", "open", "called_off", "over")


@staff.get("/classes")
@audience("office")
def classes() -> ResponseReturnValue:
    state = request.args.get("state", "")
    filters = Filters(
        search=words_asked(),
        term_id=number_asked("term"),
        state=state if state in LIST_STATES else "coming",
    )
    page = page_number()
    found, pages, total = find_classes(filters, page, clock.now())
    return render_template(
        "staff/classes.html",
        filters=filters,
        classes=found,
        page=page,
        pages=pages,
        total=total,
        terms=lists.term_choices(),
        states=dict(choices.CLASS_STATES),
    )


@staff.route("/classes/new", methods=["GET", "POST"])
@audience("office")
def class_new() -> ResponseReturnValue:
    course_id = number_asked("course")
    places = 1 if lists.is_one_to_one(course_id) else USUAL_PLACES
    form = NewClassForm(data={"course_id": course_id, "capacity": places})
    _offer_lists(form)
    form.course_id.choices = options(lists.course_choices(), _("Choose one"))
    if form.validate_on_submit() and (row := saved(form, lambda: _save(None, form))):
        flash(_("The class is planned. Now add its dates and its team."), "good")
        return redirect(url_for("staff.class_page", class_id=row.id), 303)
    return show_form("staff/class_edit.html", form, scheduled_class=None)


@staff.route("/classes/<int:class_id>/edit", methods=["GET", "POST"])
@audience("office")
def class_edit(class_id: int) -> ResponseReturnValue:
    found = class_or_404(class_id)
    form = ClassForm(obj=found)
    _offer_lists(form)
    if form.validate_on_submit() and saved(form, lambda: _save(class_id, form)):
        flash(_("Saved."), "good")
        return to_class(class_id)
    found = class_or_404(class_id)  # a refusal has let go of what was read
    return show_form("staff/class_edit.html", form, scheduled_class=found)


def _save(class_id: int | None, form: ClassForm) -> ScheduledClass:
    """A class is locked before its wishes are counted, so that none comes in between."""
    how = {"by_id": current_user.person_id, "now": clock.now(), "today": clock.today(zone())}
    if class_id is None:
        return planning.save_class(None, values_of(form), **how)
    row, there = planning.locked(class_id), standing(class_id)
    how |= {"wishes": there.line, "placed": there.placed, "share_room": form.share_room.data}
    return planning.save_class(row, values_of(form), **how)


def _offer_lists(form: ClassForm) -> None:
    form.term_id.choices = options(lists.term_choices(), _("No term"))
    form.venue_id.choices = options(lists.venue_choices(), _("Choose one"))


def to_class(class_id: int) -> ResponseReturnValue:
    return redirect(url_for("staff.class_page", class_id=class_id), 303)


@staff.errorhandler(planning.NotHere)
def class_is_not_here(error: planning.NotHere) -> ResponseReturnValue:
    db.session.rollback()
    return http_error(NotFound())


def class_or_404(class_id: int) -> ScheduledClass:
    return one_class(class_id) or abort(404)


@staff.get("/classes/<int:class_id>")
@audience("office")
def class_page(class_id: int) -> ResponseReturnValue:
    found = class_or_404(class_id)
    return _show(found, CapacityForm(obj=found), ReasonForm())


def _show(
    found: ScheduledClass, capacity_form: CapacityForm, open_form: Form
) -> ResponseReturnValue:
    """Everything about one class on one page, with what still keeps it from opening."""
    wrong = bool(capacity_form.errors or open_form.errors)
    page = render_template(
        "staff/class.html",
        scheduled_class=found,
        counts=counts([found.id], clock.now())[found.id],
        capacity_form=capacity_form,
        open_form=open_form,
        error_title=wrong,
        choices=choices,
        in_the_room=in_the_room(found),
        **_standing(found),
        **_team(found),
    )
    return page, 422 if wrong else 200


def _standing(found: ScheduledClass) -> dict[str, Any]:
    """What is missing, whether a manager may open it all the same, and what is worth knowing."""
    now = clock.now()
    facts = planning.opening_facts(found)
    missing = may_open(facts, now=now, today=clock.local(now, zone()).date())
    team = planning.missing_for(facts.kind, facts.perspectives)
    return {
        "now": now,
        "missing": missing if found.state == "draft" else team,
        "by_exception": bool(team) and missing == team and current_user.is_manager,
        "worth_knowing": worth_knowing(facts),
    }


def _team(found: ScheduledClass) -> dict[str, Any]:
    """How the team reads outside, what the class counts as, and who was asked or offered."""
    facts, since = member_facts(found.team), clock.now() - LATELY
    shown = shown_team(facts, "public", found.course.kind)
    sides = [member.perspective for member in facts]
    lacking = planning.missing_for(found.course.kind, sides)
    return {
        "label_inside": "" if lacking else label_inside(sides),
        "led_by": team_line(shown),
        "team_label": team_label(shown),
        "joinings": joinings_of_classes([found.id], since).get(found.id, []),
        "say": presenting,
    }


@staff.post("/classes/<int:class_id>/open")
@audience("office")
def class_open(class_id: int) -> ResponseReturnValue:
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            planning.open_class(
                class_id,
                clock.now(),
                current_user.person_id,
                zone=zone(),
                exception_reason=form.reason.data if current_user.is_manager else "",
                is_manager=current_user.is_manager,
            )
            db.session.commit()
        except NotReady as refusal:
            refuse(form, refusal)
        else:
            flash(_("Open. People can ask for places now."), "good")
            return to_class(class_id)
    found = class_or_404(class_id)
    return _show(found, CapacityForm(formdata=None, obj=found), form)


@staff.post("/classes/<int:class_id>/capacity")
@audience("office")
def class_capacity(class_id: int) -> ResponseReturnValue:
    form, now, by_id = CapacityForm(), clock.now(), current_user.person_id
    if form.validate_on_submit() and counts([class_id], now):
        try:
            change_capacity(class_id, values_of(form)["capacity"], now, by_id)
            db.session.commit()
        except Refused as refusal:
            refuse(form, refusal)
        else:
            flash(_("The class now has this many places: %(n)s.", n=form.capacity.data), "good")
            return to_class(class_id)
    return _show(class_or_404(class_id), form, ReasonForm(formdata=None))


@staff.route("/classes/<int:class_id>/call-off", methods=["GET", "POST"])
@audience("office")
def class_call_off(class_id: int) -> ResponseReturnValue:
    form = PressForm()
    found, there = class_or_404(class_id), standing(class_id)
    if form.validate_on_submit():
        call_off(class_id, clock.now(), current_user.person_id)
        forget_names(class_id)
        db.session.commit()
        flash(_called_off(there.people), "good")
        return to_class(class_id)
    return show_form("staff/class_call_off.html", form, scheduled_class=found, there=there)


def _called_off(told: int) -> str:
    return ngettext(
        "Called off. We are telling %(num)s person.",
        "Called off. We are telling %(num)s people.",
        told,
    )
