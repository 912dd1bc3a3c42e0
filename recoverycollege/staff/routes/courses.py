"""Courses: find, write, change, bring into the catalogue."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock, history
from recoverycollege.catalogue.models import Course
from recoverycollege.catalogue.queries.designs import awaits_agreement
from recoverycollege.catalogue.queries.ideas import running_design
from recoverycollege.catalogue.queries.versions import newest_version, texts_of, versions_of
from recoverycollege.catalogue.rules.texts import SECTIONS, Texts
from recoverycollege.catalogue.services import save_course
from recoverycollege.classes.services.indexing import reindex
from recoverycollege.classes.services.planning import allow_kind
from recoverycollege.guards import audience
from recoverycollege.staff import choices
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.courses import CourseForm
from recoverycollege.staff.forms.fields import options, values_of
from recoverycollege.staff.queries import courses as queries
from recoverycollege.staff.queries.classes import Filters, classes
from recoverycollege.staff.routes.saving import saved, show_form, words_asked
from recoverycollege.text import clean
from recoverycollege.wording import zone

# The texts whose reading level is told.
READ = ("summary", "outcomes", "description", "expect", "who_for", "content_note")


@staff.get("/courses")
@audience("office")
def courses() -> ResponseReturnValue:
    q, state = words_asked(), request.args.get("state", "")
    found = queries.courses(q, state, clock.now())
    return render_template(
        "staff/courses.html", q=q, state=state, courses=found, kinds=dict(choices.KINDS)
    )


@staff.route("/courses/new", methods=["GET", "POST"])
@audience("office")
def course_new() -> ResponseReturnValue:
    form = _form(None, [])
    if looked := _look(form, None):
        return looked
    if form.validate_on_submit() and (row := saved(form, lambda: _save(None, form))):
        flash(_("The course is saved. Next, you can plan a class of it."), "good")
        return redirect(url_for("staff.course", course_id=row.id), 303)
    return show_form("staff/course_edit.html", form, course=None, readings={}, together=None)


@staff.get("/courses/<int:course_id>")
@audience("office")
def course(course_id: int) -> ResponseReturnValue:
    found = queries.course(course_id) or abort(404)
    versions = versions_of(course_id)
    lines = classes(Filters(course_id=course_id, state="coming"), 1, clock.now())[0]
    return render_template(
        "staff/course.html",
        course=found,
        classes=lines,
        choices=choices,
        design=running_design(course_id),
        version=versions[0] if versions else None,
        review_due=found.review_on is not None and found.review_on <= clock.today(zone()),
    )


@staff.route("/courses/<int:course_id>/edit", methods=["GET", "POST"])
@audience("office")
def course_edit(course_id: int) -> ResponseReturnValue:
    found = queries.course(course_id) or abort(404)
    design = running_design(course_id)
    state = _state(course_id, design is not None)
    shown_as = request.form.get("shown_as", ".".join(state))
    form = _form(found, shown_as.split("."))
    facts = {"course": found, "readings": {}, "together": design.id if design else None}
    if shown_as != ".".join(state):  # nothing is saved over what has become otherwise meanwhile
        form.form_errors = [_changed_meanwhile()]
        return show_form("staff/course_edit.html", form, **facts)[0], 409
    if looked := _look(form, found):
        return looked
    good = form.validate_on_submit() and _explained(found, form)
    if good and saved(form, lambda: _save(found, form)):
        flash(_("Saved."), "good")
        return redirect(url_for("staff.course", course_id=course_id), 303)
    return show_form("staff/course_edit.html", form, **facts)


def _look(form: CourseForm, course: Course | None) -> ResponseReturnValue | None:
    """The form again, with how easy its texts are to read, where that was asked: nothing is
    saved."""
    if "look" not in request.form or "summary" not in form:
        return None
    from recoverycollege.catalogue.reading import read  # only authors need it

    readings = {name: read(form[name].data or "") for name in READ}
    facts = {"course": course, "readings": readings, "together": None}
    return render_template("staff/course_edit.html", form=form, error_title=False, **facts)


def _state(course_id: int, together: bool) -> list[str]:
    """What the form of a course depends on, by the names `CourseForm` gives it."""
    version = newest_version(course_id)
    signed = version is not None and version.agreed_at is not None and not together
    now = {"together": together, "awaited": awaits_agreement(course_id), "signed": signed}
    return [name for name, so in now.items() if so]


def _changed_meanwhile() -> str:
    return _(
        "This course has changed since you opened the page: it began to be written together, was "
        "signed, or came into the catalogue. So nothing was saved. What you typed is still here "
        "to be copied. Please open the page once more."
    )


def _form(course: Course | None, state: list[str]) -> CourseForm:
    form = CourseForm(
        data=(_known(course) if course else {}) | {"shown_as": ".".join(state)},
        **{name: name in state for name in ("together", "awaited", "signed")},
    )
    form.strand_id.choices = options(queries.strand_choices(), _("Choose one"))
    return form


def _known(course: Course) -> dict[str, Any]:
    columns = {column.key: getattr(course, column.key) for column in Course.__table__.columns}
    return columns | {"outcomes": "\n".join(outcome.words for outcome in course.outcomes)}


def _explained(course: Course, form: CourseForm) -> bool:
    """Whether words that both sides signed stay as they are, or it is said why not; else the form
    asks."""
    if "reason" not in form or form.reason.data or not _rewords(course, form):
        return True
    form.note("reason", _("Please say why. It stays in the history."))
    return False


def _rewords(course: Course, form: CourseForm) -> bool:
    """Whether the form holds other words than the course has."""
    typed = {name: clean(form[name].data or "") for name in SECTIONS}
    one_line = {"summary": " ".join(typed["summary"].split())}
    new = Texts.of(typed | one_line | {"outcomes": form.outcome_lines()})
    return bool(new.changed(texts_of(course)))


def _save(course: Course | None, form: CourseForm) -> Course:
    given = values_of(form, "outcomes", "shown_as", "reason")
    unsigned = course is not None and "reason" in form and _rewords(course, form)
    if course is None or "summary" in given:
        given["summary"] = " ".join(given["summary"].split())  # one line, for cards and letters
    other_kind = course is not None and course.kind != given["kind"]
    if course and other_kind:
        allow_kind(course.id, given["kind"])
    shown = given.get("in_catalogue", False)
    comes_back = course is not None and shown and not course.in_catalogue
    row = save_course(course, given, _outcomes(course, form), now=clock.now())
    if comes_back or other_kind:
        reindex(row.id)  # out of the catalogue names are forgotten; the kind may hide one
    action = "course.changed" if course else "course.made"
    if unsigned:
        history.record(
            "course.unsigned",
            "course",
            row.id,
            actor_id=current_user.person_id,
            exception=form.reason.data,
        )
    history.record(
        action, "course", row.id, actor_id=current_user.person_id, in_catalogue=row.in_catalogue
    )
    return row


def _outcomes(course: Course | None, form: CourseForm) -> list[str]:
    """What was typed; while the words are written elsewhere, what there is."""
    if course is None or "outcomes" in form:
        return form.outcome_lines()
    return [outcome.words for outcome in course.outcomes]
