"""You said, we did: notes on the course of a class, for those who teach it."""

from __future__ import annotations

from datetime import timedelta

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.classes.queries import team_class
from recoverycollege.database import db
from recoverycollege.feedback.queries import said as queries
from recoverycollege.feedback.services import telling_back
from recoverycollege.guards import audience
from recoverycollege.teaching.blueprint import teaching
from recoverycollege.teaching.forms.said import SaidForm
from recoverycollege.teaching.pressing import pressed
from recoverycollege.wording import zone


def mine(class_id: int) -> ScheduledClass:
    """A class I teach."""
    return team_class(current_user.person_id, class_id) or abort(404)


@teaching.get("/classes/<int:class_id>/you-said")
@audience("team")
def you_said(class_id: int) -> ResponseReturnValue:
    return said_page(mine(class_id), SaidForm(formdata=None))


def said_page(found: ScheduledClass, form: SaidForm, status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "teaching/you_said.html",
        found=found,
        notes=queries.all_notes(found.course_id),
        form=form,
        today=clock.today(zone()),
        error_title=status == 422,
    )
    return page, status


@teaching.post("/classes/<int:class_id>/you-said")
@audience("team")
def you_said_tell(class_id: int) -> ResponseReturnValue:
    found, form, today = mine(class_id), SaidForm(), clock.today(zone())
    if not form.validate_on_submit():
        return said_page(found, form, 422)
    until = today + timedelta(days=round(int(form.months.data) * 365 / 12))
    said, did, by_id = form.said.data or "", form.did.data or "", current_user.person_id
    telling_back.tell(found.course_id, said, did, until=until, today=today, by_id=by_id)
    db.session.commit()
    flash(_("It is on the course's page, and on those of its next classes."), "good")
    return redirect(url_for("teaching.you_said", class_id=class_id), 303)


@teaching.post("/classes/<int:class_id>/you-said/<int:note_id>/take-down")
@audience("team")
def you_said_take_down(class_id: int, note_id: int) -> ResponseReturnValue:
    if again := pressed():
        return again
    note = queries.note(mine(class_id).course_id, note_id) or abort(404)
    telling_back.take_down(note, current_user.person_id)
    db.session.commit()
    flash(_("Taken down."), "good")
    return redirect(url_for("teaching.you_said", class_id=class_id), 303)
