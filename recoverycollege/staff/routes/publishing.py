"""A course is written together again, put in the catalogue, kept for another year; and its
versions."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.catalogue.models import Course
from recoverycollege.catalogue.presenting import missing_words
from recoverycollege.catalogue.queries.designs import facts_of
from recoverycollege.catalogue.queries.ideas import running_design
from recoverycollege.catalogue.queries.versions import versions_of
from recoverycollege.catalogue.rules.codesign import UNTIL_REVIEW, USUAL_TIME, missing
from recoverycollege.catalogue.rules.texts import SECTIONS, Texts
from recoverycollege.catalogue.services import publishing as services
from recoverycollege.catalogue.services.designs import earlier_designers, open_design
from recoverycollege.classes.services.indexing import reindex
from recoverycollege.database import db
from recoverycollege.guards import audience
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.ideas import PublishForm
from recoverycollege.staff.pressing import pressed
from recoverycollege.staff.queries import courses as queries
from recoverycollege.staff.routes.saving import saved, show_form
from recoverycollege.wording import zone


@staff.route("/courses/<int:course_id>/publish", methods=["GET", "POST"])
@audience("office")
def course_publish(course_id: int) -> ResponseReturnValue:
    found = course_or_404(course_id)
    design = running_design(course_id) or abort(404)
    form = PublishForm(data={"review_on": clock.today(zone()) + UNTIL_REVIEW})
    if not current_user.is_manager:
        del form.reason
    design_id = design.id
    if form.validate_on_submit() and saved(form, lambda: _publish(design_id, form)):
        flash(_("It is in the catalogue. Whoever had the idea is told."), "good")
        return redirect(url_for("staff.course", course_id=course_id), 303)
    return show_form(
        "staff/course_publish.html",
        form,
        course=found,
        design=design,
        missing=[] if design.state == "agreed" else missing_words(missing(facts_of(design))),
    )


def _publish(design_id: int, form: PublishForm) -> Course:
    course = services.publish_design(
        design_id,
        form.review_on.data or clock.today(zone()) + UNTIL_REVIEW,
        now=clock.now(),
        by_id=current_user.person_id,
        is_manager=current_user.is_manager,
        exception_reason=form.reason.data if "reason" in form else "",
    )
    reindex(course.id)  # with the names its teachers show
    return course


def course_or_404(course_id: int) -> Course:
    return queries.course(course_id) or abort(404)


@staff.post("/courses/<int:course_id>/design")
@audience("office")
def course_design(course_id: int) -> ResponseReturnValue:
    """A round of writing it together; whoever wrote it before is asked again."""
    found = course_or_404(course_id)
    if again := pressed():
        return again
    design = open_design(
        found,
        until=clock.today(zone()) + USUAL_TIME,
        now=clock.now(),
        by_id=current_user.person_id,
        invited=earlier_designers(course_id),
    )
    db.session.commit()
    flash(_("It is open for writing together. Ask people in, from both sides."), "good")
    return redirect(url_for("catalogue.design", design_id=design.id), 303)


@staff.post("/courses/<int:course_id>/keep")
@audience("office")
def course_keep(course_id: int) -> ResponseReturnValue:
    """Looked at, and it stays as it is for another year."""
    course_or_404(course_id)
    if again := pressed():
        return again
    day = clock.today(zone()) + UNTIL_REVIEW
    services.keep_as_it_is(course_id, day, now=clock.now(), by_id=current_user.person_id)
    db.session.commit()
    flash(_("It stays as it is. It comes back in a year."), "good")
    return redirect(url_for("staff.course", course_id=course_id), 303)


@staff.get("/courses/<int:course_id>/versions")
@audience("office")
def course_versions(course_id: int) -> ResponseReturnValue:
    """Every version of its words, each with what it changed."""
    found = course_or_404(course_id)
    kept = versions_of(course_id)
    before = [Texts.of(v.texts) for v in kept[1:]]
    texts = [Texts.of(v.texts) for v in kept]
    changed = [new.changed(old) for new, old in zip(texts, before, strict=False)]
    return render_template(
        "staff/course_versions.html",
        course=found,
        versions=list(zip(kept, texts, [*changed, list(SECTIONS)], strict=False)),
        sections=SECTIONS,
    )
