"""The charter, for managers: a new version, looked at before it is published."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.accounts.queries import charter
from recoverycollege.accounts.services.office import publish_charter
from recoverycollege.database import db
from recoverycollege.errors import say
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.charter import CharterForm
from recoverycollege.text import markdown
from recoverycollege.wording import day_year, zone


@staff.route("/charter", methods=["GET", "POST"])
@audience("manager")
def charter_edit() -> ResponseReturnValue:
    now_in_force = charter()
    form = CharterForm(data={"title": now_in_force.title, "words": now_in_force.words})
    preview = None
    if form.validate_on_submit():
        if request.form.get("deed") == "publish":
            try:
                return _publish(form)
            except Refused as refusal:
                db.session.rollback()
                form.in_force_from.errors = [say(refusal)]
        else:
            preview = markdown(form.words.data)
    page = render_template(
        "staff/charter_edit.html", form=form, charter=now_in_force, preview=preview
    )
    return page, 422 if form.errors else 200


def _publish(form: CharterForm) -> ResponseReturnValue:
    today = clock.today(zone())
    published = publish_charter(
        form.title.data,
        form.words.data,
        form.in_force_from.data or today,
        by_id=current_user.person_id,
        today=today,
    )
    db.session.commit()
    begins = day_year(published.in_force_from)
    flash(_("Saved. The new charter begins on %(day)s.", day=begins), "good")
    return redirect(url_for("staff.charter_edit"), 303)
