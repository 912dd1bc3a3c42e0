"""The support directory: who helps near here, kept right by the office."""

from __future__ import annotations

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.catalogue import support_list as steps
from recoverycollege.catalogue.models import SupportEntry
from recoverycollege.catalogue.support_copy import write_help_now
from recoverycollege.database import db
from recoverycollege.guards import audience
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.support import SupportForm
from recoverycollege.staff.pressing import pressed
from recoverycollege.wording import zone


def entry_or_404(entry_id: int) -> SupportEntry:
    return db.session.get(SupportEntry, entry_id) or abort(404)


def _saved(words: str) -> ResponseReturnValue:
    """Commits, and copies the help lines to where no database is needed to read them."""
    db.session.commit()
    write_help_now(current_app._get_current_object())  # type: ignore[attr-defined]
    flash(words, "good")
    return redirect(url_for("staff.support_list"), 303)


@staff.get("/support-list")
@audience("office")
def support_list() -> ResponseReturnValue:
    return render_template("staff/support_list.html", entries=steps.entries())


@staff.route("/support-list/new", methods=["GET", "POST"])
@audience("office")
def support_new() -> ResponseReturnValue:
    form = SupportForm(data={"checked_on": clock.today(zone())})
    if form.validate_on_submit():
        steps.save_entry(None, form.values(), by_id=current_user.person_id)
        return _saved(_("Added to the list."))
    page = render_template("staff/support_entry.html", form=form, entry=None)
    return page, 422 if form.errors else 200


@staff.route("/support-list/<int:entry_id>", methods=["GET", "POST"])
@audience("office")
def support_edit(entry_id: int) -> ResponseReturnValue:
    entry = entry_or_404(entry_id)
    form = SupportForm(obj=entry)
    if form.validate_on_submit():
        steps.save_entry(entry, form.values(), by_id=current_user.person_id)
        return _saved(_("Saved."))
    page = render_template("staff/support_entry.html", form=form, entry=entry)
    return page, 422 if form.errors else 200


@staff.post("/support-list/<int:entry_id>/<any(up,down):way>")
@audience("office")
def support_move(entry_id: int, way: str) -> ResponseReturnValue:
    if again := pressed():
        return again
    steps.move_entry(entry_or_404(entry_id), way == "up", by_id=current_user.person_id)
    return _saved(_("Moved."))


@staff.post("/support-list/<int:entry_id>/checked")
@audience("office")
def support_checked(entry_id: int) -> ResponseReturnValue:
    if again := pressed():
        return again
    entry = entry_or_404(entry_id)
    steps.check_entry(entry, clock.today(zone()), by_id=current_user.person_id)
    return _saved(_("Marked as checked today."))


@staff.route("/support-list/<int:entry_id>/delete", methods=["GET", "POST"])
@audience("office")
def support_delete(entry_id: int) -> ResponseReturnValue:
    entry = entry_or_404(entry_id)
    if request.method == "GET":
        return render_template("staff/support_delete.html", entry=entry)
    if again := pressed():
        return again
    steps.delete_entry(entry, by_id=current_user.person_id)
    return _saved(_("Taken off the list."))
