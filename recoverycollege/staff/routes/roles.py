"""Roles, for managers: who works in the office, and who manages it."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.accounts.queries import find_people
from recoverycollege.accounts.services import office
from recoverycollege.database import db
from recoverycollege.guards import audience
from recoverycollege.staff import sayings
from recoverycollege.staff.asked import typed
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.pressing import pressed
from recoverycollege.staff.queries import people
from recoverycollege.staff.queries import roles as queries


@staff.route("/roles", methods=["GET", "POST"])
@audience("manager", late_write=True)
def roles() -> ResponseReturnValue:
    q = typed()
    return render_template(
        "staff/roles.html",
        held=queries.roles(),
        q=q,
        people=find_people(q) if q else [],
        in_use=people.in_use,
        names=sayings.roles(),
    )


@staff.post("/roles/<int:person_id>/<any(office,manager):name>/<any(give,take):deed>")
@audience("manager")
def role_change(person_id: int, name: str, deed: str) -> ResponseReturnValue:
    if again := pressed():
        return again
    person = people.person(person_id) or abort(404)
    change = office.give_role if deed == "give" else office.take_role
    change(person_id, name, by_id=current_user.person_id, now=clock.now())
    db.session.commit()
    role = sayings.roles()[name]
    flash(
        _("%(name)s now has the role “%(role)s”.", name=person.name, role=role)
        if deed == "give"
        else _("%(name)s no longer has the role “%(role)s”.", name=person.name, role=role),
        "good",
    )
    return redirect(url_for("staff.roles"), 303)
