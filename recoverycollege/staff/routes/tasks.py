"""Tasks: what the office has to do, by when, for whom, and what came of it."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock, wording
from recoverycollege.accounts.models import Task
from recoverycollege.accounts.services.tasks import finish_task, note_words, take_task
from recoverycollege.accounts.wording import call_results
from recoverycollege.catalogue.models import Course
from recoverycollege.catalogue.services.publishing import looked_at
from recoverycollege.database import db
from recoverycollege.enrolment.services.access import arranged
from recoverycollege.enrolment.services.calling import finish_call
from recoverycollege.guards import audience
from recoverycollege.staff import passing_on, words
from recoverycollege.staff.asked import typed
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.tasks import CallForm, DoneForm
from recoverycollege.staff.looks import look
from recoverycollege.staff.pressing import pressed
from recoverycollege.staff.queries import tasks as queries


def task_or_404(task_id: int) -> queries.OfficeTask:
    """A task as this member of staff may see it."""
    return queries.task(task_id, queries.roles_seen(current_user.is_manager)) or abort(404)


@staff.get("/tasks")
@audience("office")
def tasks() -> ResponseReturnValue:
    roles = queries.roles_seen(current_user.is_manager)
    kind = typed("kind")
    return render_template(
        "staff/tasks.html",
        tasks=queries.open_tasks(roles, kind),
        counts=queries.counts(roles),
        kind=kind,
        words=words,
        to_say=passing_on.to_say,
        now=clock.now(),
    )


@staff.route("/tasks/<int:task_id>", methods=["GET", "POST"])
@audience("office")
def task(task_id: int) -> ResponseReturnValue:
    found = task_or_404(task_id)
    if request.method == "GET" and found.person_id:
        look(found.person_id, "task")
    form = form_of(found)
    if form.validate_on_submit():
        return done(found, form)
    page = render_template(
        "staff/task.html",
        task=found,
        form=form,
        words=words,
        results=call_results(),
        to_say=passing_on.to_say,
    )
    return page, 422 if form.errors else 200


def form_of(found: queries.OfficeTask) -> CallForm | DoneForm:
    if found.kind == "call":
        return CallForm(results=call_results(bool(found.message_ok)))
    return DoneForm()


def done(found: queries.OfficeTask, form: CallForm | DoneForm) -> ResponseReturnValue:
    """On to the next task. Whoever would like to leave is helped at once: their task stays open
    until they have left."""
    if would_leave(found, form):
        note_words(found.id, form.outcome.data)
        db.session.commit()
        way = url_for("staff.withdraw", enrolment_id=found.about_id, back="tasks")
        return redirect(way, 303)
    finish(found, form)
    db.session.commit()
    flash(noted(found, form), "good")
    return redirect(url_for("staff.tasks"), 303)


def would_leave(found: queries.OfficeTask, form: CallForm | DoneForm) -> bool:
    leaves = isinstance(form, CallForm) and form.result.data == "would_leave"
    return leaves and found.place_state == "enrolled" and found.done_at is None


def noted(found: queries.OfficeTask, form: CallForm | DoneForm) -> str:
    """What the office is told; where nobody answered, whether somebody rings again."""
    if not (isinstance(form, CallForm) and form.result.data == "no_answer" and found.about_id):
        return _("Done, and noted.")
    due_at = queries.next_call(found.about_id)
    if due_at is None:
        return _("Noted. Nobody rings again for now, and their place stays theirs.")
    return _(
        "Noted. A new call is set for %(day)s. We try three times in all.", day=wording.day(due_at)
    )


def finish(found: queries.OfficeTask, form: CallForm | DoneForm) -> None:
    by_id, now, outcome = current_user.person_id, clock.now(), form.outcome.data
    if found.kind == "access" and found.about_id and found.class_id:
        arranged(found.class_id, found.about_id, now, by_id)  # locks the class: before the task
    if found.kind == "review" and found.about_id and found.done_at is None:
        course = db.session.get(Course, found.about_id, with_for_update=True)
        if course is not None:
            looked_at(course, clock.today(wording.zone()))
    if isinstance(form, CallForm):
        task = db.session.get_one(Task, found.id, with_for_update=True)
        finish_call(task, form.result.data, outcome, by_id=by_id, now=now)
    else:
        finish_task(found.id, by_id=by_id, outcome=outcome, now=now)


@staff.post("/tasks/<int:task_id>/take")
@audience("office")
def task_take(task_id: int) -> ResponseReturnValue:
    if again := pressed():
        return again
    task_or_404(task_id)
    take_task(task_id, current_user.person_id)
    db.session.commit()
    flash(_("This one is yours now."), "good")
    return redirect(url_for("staff.task", task_id=task_id), 303)
