"""Reading what was written lately, for the reader and the deputy; and who they are."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.feedback.queries import reading as queries
from recoverycollege.feedback.services import reading as services
from recoverycollege.guards import audience
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.fields import options
from recoverycollege.staff.forms.voices import ReadersForm
from recoverycollege.staff.pressing import pressed
from recoverycollege.staff.routes.saving import saved, show_form


def readers() -> queries.Reading:
    """Those who read; nobody else sees these pages."""
    who = queries.reading()
    return who if who and who.may_read(current_user.person_id) else abort(403)


@staff.get("/reading")
@audience("office")
def reading() -> ResponseReturnValue:
    """Texts of every class, also small ones: so nothing but the words is shown."""
    who = queries.reading()
    mine = who is not None and who.may_read(current_user.person_id)
    return render_template(
        "staff/reading.html",
        who=who,
        mine=mine,
        flagged=queries.flagged() if mine else [],
        unread=queries.unread(clock.now()) if mine else [],
        stuck=who is None and bool(queries.flagged()),
    )


@staff.post("/reading/<any(read,flag):deed>")
@audience("office")
def reading_deed(deed: str) -> ResponseReturnValue:
    if again := pressed():
        return again
    readers()
    text_id, now = request.form.get("text", ""), clock.now()
    if text_id not in {one for one, _words in queries.unread(now)}:
        abort(404)
    if deed == "flag":
        services.raise_flag(text_id, now, wished=False, by_id=current_user.person_id)
    services.note_read(text_id)
    db.session.commit()
    flash(
        _("Read. Thank you.")
        if deed == "read"
        else _("It is a task now, for you and your deputy."),
        "good",
    )
    return redirect(url_for("staff.reading"), 303)


@staff.route("/reading/people", methods=["GET", "POST"])
@audience("office")
def reading_people() -> ResponseReturnValue:
    """Who reads, who deputises, and when, as it is printed beside the box."""
    named, hours = queries.named(), queries.hours()
    start: dict[str, object] = {f"{part}_id": person_id for part, person_id in named.items()}
    start |= {"hours": hours.words, "pass_after": hours.pass_after} if hours else {}
    form = ReadersForm(data=start)
    for field in (form.reader_id, form.deputy_id):
        field.choices = options(queries.office_people(), _("Choose someone"))
    if form.validate_on_submit() and saved(form, lambda: name(form)):
        flash(_("Saved. The forms say so from now on."), "good")
        return redirect(url_for("staff.reading"), 303)
    return show_form("staff/reading_people.html", form, who=queries.reading())


def name(form: ReadersForm) -> bool:
    services.name_readers(
        form.reader_id.data or 0,
        form.deputy_id.data or 0,
        form.hours.data or "",
        form.pass_after.data or 0,
        current_user.person_id,
    )
    return True


@staff.post("/reading/end")
@audience("office")
def reading_end() -> ResponseReturnValue:
    if again := pressed():
        return again
    services.end_reading(current_user.person_id)
    db.session.commit()
    flash(_("The forms no longer say that anybody reads soon."), "good")
    return redirect(url_for("staff.reading"), 303)
