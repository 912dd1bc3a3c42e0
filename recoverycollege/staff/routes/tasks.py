"""Tasks: what the office has to do, by when, for whom, and what came of it."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.accounts.services.tasks import finish_task, take_task
from recoverycollege.database import db
from recoverycollege.guards import audience
from recoverycollege.staff import sayings, words
from recoverycollege.staff.asked import typed
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.tasks import DoneForm
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
        to_say=sayings.to_say,
        now=clock.now(),
    )


@staff.route("/tasks/<int:task_id>", methods=["GET", "POST"])
@audience("office")
def task(task_id: int) -> ResponseReturnValue:
    found = task_or_404(task_id)
    if request.method == "GET" and found.person_id:
        look(found.person_id, "task")
    form = DoneForm()
    if form.validate_on_submit():
        done = form.outcome.data
        finish_task(task_id, by_id=current_user.person_id, outcome=done, now=clock.now())
        db.session.commit()
        flash(_("Done, and noted."), "good")
        return redirect(url_for("staff.tasks"), 303)
    page = render_template(
        "staff/task.html", task=found, form=form, words=words, to_say=sayings.to_say
    )
    return page, 422 if form.errors else 200


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
