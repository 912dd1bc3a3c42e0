"""Terms: the named periods of the college's year."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock, history
from recoverycollege.catalogue.models import Term
from recoverycollege.catalogue.services import save_term
from recoverycollege.database import db
from recoverycollege.guards import audience
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.courses import TermForm
from recoverycollege.staff.forms.fields import values_of
from recoverycollege.staff.queries import courses as queries
from recoverycollege.staff.routes.saving import saved, show_form
from recoverycollege.wording import zone


@staff.get("/terms")
@audience("office")
def terms() -> ResponseReturnValue:
    return render_template("staff/terms.html", terms=queries.terms(), today=clock.today(zone()))


@staff.route("/terms/new", methods=["GET", "POST"])
@audience("office")
def term_new() -> ResponseReturnValue:
    return _edit(None)


@staff.route("/terms/<int:term_id>", methods=["GET", "POST"])
@audience("office")
def term_edit(term_id: int) -> ResponseReturnValue:
    return _edit(db.session.get(Term, term_id) or abort(404))


def _edit(term: Term | None) -> ResponseReturnValue:
    form = TermForm(obj=term)
    if form.validate_on_submit() and saved(form, lambda: _save(term, form)):
        flash(_("Saved."), "good")
        return redirect(url_for("staff.terms"), 303)
    return show_form("staff/term_edit.html", form, term=term)


def _save(term: Term | None, form: TermForm) -> Term:
    row = save_term(term, values_of(form))
    action = "term.changed" if term else "term.made"
    history.record(action, "term", row.id, actor_id=current_user.person_id)
    return row
