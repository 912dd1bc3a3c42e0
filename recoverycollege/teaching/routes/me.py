"""When and where I can teach, and whether I would like to hear of open needs."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.classes.models import CoTeacher
from recoverycollege.classes.queries.venues import venue_names
from recoverycollege.classes.services.co_teachers import say_when, teaches_no_more
from recoverycollege.database import db
from recoverycollege.guards import audience
from recoverycollege.teaching.blueprint import teaching
from recoverycollege.teaching.forms.members import WhenForm, known
from recoverycollege.teaching.presenting import day_words, part_words, sides_in_words
from recoverycollege.teaching.pressing import pressed


@teaching.get("/me")
@audience("team")
def me() -> ResponseReturnValue:
    return me_page(form_of(db.session.get(CoTeacher, current_user.person_id)))


def form_of(row: CoTeacher | None) -> WhenForm:
    """What was sent, else what is kept."""
    return WhenForm(obj=row, day_words=day_words(), part_words=part_words(), venues=venue_names())


def me_page(form: WhenForm, status: int = 200) -> ResponseReturnValue:
    row = db.session.get(CoTeacher, current_user.person_id)
    sides = sides_in_words(row) if row else ""
    facts = {"form": form, "sides": sides, "known": row is not None, "error_title": status == 422}
    return render_template("teaching/me.html", **facts), status


@teaching.post("/me")
@audience("team")
def me_post() -> ResponseReturnValue:
    form = form_of(None)
    if not form.validate_on_submit():
        return me_page(form, 422)
    say_when(
        current_user.person_id,
        words=form.words.data or "",
        days=known(form.days),
        parts=known(form.parts),
        venue_ids=known(form.venue_ids),
        wants_letters=form.wants_letters.data,
        now=clock.now(),
    )
    db.session.commit()
    flash(_("Saved. Thank you."), "good")
    return redirect(url_for("teaching.me"), 303)


@teaching.post("/me/no-more")
@audience("team")
def me_no_more() -> ResponseReturnValue:
    if again := pressed():
        return again
    mine = current_user.person_id
    teaches_no_more(mine, now=clock.now(), by_id=mine)
    db.session.commit()
    flash(_("Thank you for all you taught. What you told us about teaching is deleted."), "good")
    return redirect(url_for("catalogue.home"), 303)
