"""About the college: how it works, its charter, privacy, accessibility."""

from __future__ import annotations

from flask import abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from recoverycollege import personal
from recoverycollege.accounts.models import Charter
from recoverycollege.catalogue.blueprint import catalogue
from recoverycollege.config import Settings
from recoverycollege.database import db
from recoverycollege.guards import audience
from recoverycollege.personal import FIELD, KEPT


@catalogue.get("/how-it-works")
@audience("public")
def how_it_works() -> ResponseReturnValue:
    return render_template("catalogue/how_it_works.html", settings=settings())


@catalogue.get("/charter")
@audience("public")
def charter() -> ResponseReturnValue:
    """The newest charter, or an older one that people agreed to (`?version=1`)."""
    versions = db.session.scalars(select(Charter).order_by(Charter.version.desc())).all()
    asked = request.args.get("version")
    shown = versions[0] if versions else None
    if asked is not None:
        shown = next((c for c in versions if str(c.version) == asked), None) or abort(404)
    return render_template("catalogue/charter.html", charter=shown, versions=versions)


@catalogue.get("/privacy")
@audience("public")
def privacy() -> ResponseReturnValue:
    return render_template("catalogue/privacy.html", held=what_is_held(), settings=settings())


@catalogue.get("/accessibility")
@audience("public")
def accessibility() -> ResponseReturnValue:
    return render_template("catalogue/accessibility.html", settings=settings())


def settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


def what_is_held() -> list[tuple[str, list[str], str]]:
    """Title, what is held, and for how long: read from the register that exporting and erasing
    work by, so that this page cannot promise anything else."""
    titles = table_titles()
    found = []
    for table, held in personal.registered(current_app).items():
        columns = (c for c in held.columns.values() if c.what in {FIELD, KEPT})
        purposes = list(dict.fromkeys(_(column.purpose) for column in columns))
        if purposes:
            found.append((titles.get(table, table.replace("_", " ")), purposes, _(held.kept)))
    return found


def table_titles() -> dict[str, str]:
    """The tables of the register, as people call what is in them."""
    return {
        "person": _("You"),
        "contact": _("How we reach you"),
        "role": _("What you may do here"),
        "consent": _("What you agreed to"),
        "access_need": _("What helps you take part"),
        "task": _("What the office does for you"),
        "look": _("Who in the office looked at your page"),
        "signed_in": _("Where you are signed in"),
        "code": _("Codes to sign in"),
        "one_time_link": _("Links to sign in once"),
        "recovery_code": _("Printed codes to sign in"),
        "letter": _("Letters we sent you"),
        "history": _("What was done, and when"),
        "team_member": _("If you teach: what you show of yourself"),
        "coproduction_record": _("If you teach: what you planned together"),
        "enrolment": _("Your places"),
        "offer": _("Places kept for you"),
        "attendance": _("When you came"),
    }
