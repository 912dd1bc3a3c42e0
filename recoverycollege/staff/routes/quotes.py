"""Quotes: what stands on the courses' pages, and who reads it before its author is asked."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege.accounts.queries import find_people
from recoverycollege.database import db
from recoverycollege.feedback.queries import quotes as queries
from recoverycollege.feedback.services import quoting
from recoverycollege.guards import audience
from recoverycollege.staff.asked import typed
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.pressing import pressed
from recoverycollege.staff.queries import people


@staff.route("/quotes", methods=["GET", "POST"])
@audience("office", late_write=True)
def quotes() -> ResponseReturnValue:
    """What is typed about a person is posted, so that it stands in no address."""
    q = typed()
    moderators = queries.moderators()
    return render_template(
        "staff/quotes.html",
        published=queries.published(),
        counts=queries.counts(),
        moderators=moderators,
        named={one.person_id for one in moderators},
        q=q,
        people=find_people(q) if q else [],
        in_use=people.in_use,
    )


@staff.post("/quotes/take-off")
@audience("office")
def quote_take_off() -> ResponseReturnValue:
    if again := pressed():
        return again
    quoting.take_off(request.form.get("quote", ""), current_user.person_id)
    db.session.commit()
    flash(_("Taken off. It is on no page any more."), "good")
    return redirect(url_for("staff.quotes"), 303)


@staff.post("/quotes/moderators/<int:person_id>/<any(name,dismiss):deed>")
@audience("office")
def quote_moderator(person_id: int, deed: str) -> ResponseReturnValue:
    if again := pressed():
        return again
    person = people.person(person_id) or abort(404)
    change = quoting.name_moderator if deed == "name" else quoting.dismiss_moderator
    change(person.id, current_user.person_id)
    db.session.commit()
    flash(_("Saved. They find it under My learning."), "good")
    return redirect(url_for("staff.quotes"), 303)
