"""Ideas for courses: read, taken up, or not for now."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.catalogue.models import CourseIdea
from recoverycollege.catalogue.queries import ideas as queries
from recoverycollege.catalogue.rules.codesign import USUAL_TIME, check_time
from recoverycollege.catalogue.services import ideas as services
from recoverycollege.errors import say
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.fields import options, values_of
from recoverycollege.staff.forms.ideas import NotNowForm, TakeUpForm
from recoverycollege.staff.looks import look
from recoverycollege.staff.queries.courses import strand_choices
from recoverycollege.staff.routes.saving import saved
from recoverycollege.wording import zone

STATES = ("new", "taken_up", "not_now")


@staff.get("/ideas")
@audience("office")
def ideas() -> ResponseReturnValue:
    state = request.args.get("state", "")
    state = state if state in STATES else ""
    return render_template("staff/ideas.html", ideas=queries.ideas(state), state=state)


@staff.get("/ideas/<int:idea_id>")
@audience("office")
def idea(idea_id: int) -> ResponseReturnValue:
    found = idea_or_404(idea_id)
    look(found.person_id, "idea")
    return idea_page(found, take_up_form(found), NotNowForm(formdata=None))


def idea_or_404(idea_id: int) -> CourseIdea:
    return queries.idea(idea_id) or abort(404)


def take_up_form(found: CourseIdea | None = None) -> TakeUpForm:
    """As it was sent; or, of an idea, ready to be filled in."""
    form = TakeUpForm()
    if found is not None:
        until = clock.today(zone()) + USUAL_TIME
        form = TakeUpForm(formdata=None, data={"title": found.title, "until": until})
    form.strand_id.choices = options(strand_choices(), _("Choose one"))
    return form


def idea_page(found: CourseIdea, take_up: TakeUpForm, not_now: NotNowForm) -> ResponseReturnValue:
    wrong = bool(take_up.errors or not_now.errors)
    design = queries.running_design(found.course_id) if found.course_id else None
    page = render_template(
        "staff/idea.html",
        idea=found,
        take_up=take_up,
        not_now=not_now,
        design=design,
        error_title=wrong,
    )
    return page, 422 if wrong else 200


@staff.post("/ideas/<int:idea_id>/take-up")
@audience("office")
def idea_take_up(idea_id: int) -> ResponseReturnValue:
    form = take_up_form()
    if form.validate_on_submit() and still_to_come(form):
        design_id = saved(form, lambda: _take_up(idea_id, form))
        if design_id is not None:
            flash(_("Taken up. They are told, and asked to lead it. Ask others in too."), "good")
            return redirect(url_for("catalogue.design", design_id=design_id), 303)
    return idea_page(idea_or_404(idea_id), form, NotNowForm(formdata=None))


def _take_up(idea_id: int, form: TakeUpForm) -> int:
    given, by_id = values_of(form, "until"), current_user.person_id
    until = form.until.data or clock.today(zone())
    return services.take_up(idea_id, given, until=until, now=clock.now(), by_id=by_id).id


def still_to_come(form: TakeUpForm) -> bool:
    """Whether there is time left to write, and not too much; else the form says so."""
    today = clock.today(zone())
    try:
        check_time(form.until.data or today, today, today)
    except Refused as refusal:
        form.note("until", say(refusal))
        return False
    return True


@staff.post("/ideas/<int:idea_id>/not-now")
@audience("office")
def idea_not_now(idea_id: int) -> ResponseReturnValue:
    found, form, by_id = idea_or_404(idea_id), NotNowForm(), current_user.person_id
    if form.validate_on_submit() and saved(
        form, lambda: services.not_now(idea_id, form.answer.data, now=clock.now(), by_id=by_id)
    ):
        flash(_("Answered. They are told in your words."), "good")
        return redirect(url_for("staff.ideas"), 303)
    return idea_page(found, take_up_form(found), form)
