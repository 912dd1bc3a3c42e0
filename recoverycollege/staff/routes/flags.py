"""Someone may be in distress: their words, and, where they asked for it or two people agree, who
they are."""

from __future__ import annotations

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.accounts.models import Person
from recoverycollege.database import db
from recoverycollege.feedback.queries import reading as queries
from recoverycollege.feedback.services import reading as services
from recoverycollege.guards import audience
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.voices import WhyForm
from recoverycollege.staff.looks import look
from recoverycollege.staff.pressing import pressed
from recoverycollege.staff.routes.reading import readers
from recoverycollege.staff.routes.saving import saved


def flag_or_404(flag_id: int) -> queries.Flagged:
    readers()
    return next(iter(queries.flagged(flag_id)), None) or abort(404)


def author(found: queries.Flagged) -> int | None:
    return queries.author_of(found, current_app.extensions["settings"].answer_key)


@staff.get("/reading/<int:flag_id>")
@audience("office")
def flag(flag_id: int) -> ResponseReturnValue:
    return flag_page(flag_or_404(flag_id), WhyForm(formdata=None))


def flag_page(found: queries.Flagged, form: WhyForm) -> ResponseReturnValue:
    page = render_template(
        "staff/flag.html",
        found=found,
        form=form,
        can_be_found=author(found) is not None,
        may_see=may_see(found),
        error_title=bool(form.errors),
    )
    return page, 422 if form.errors else 200


def may_see(found: queries.Flagged) -> bool:
    """Who wrote it: where the writer asked for it, or two people agreed, to those two."""
    return found.flag.wished or found.agreed_by(current_user.person_id)


@staff.post("/reading/<int:flag_id>/ask")
@audience("office")
def flag_ask(flag_id: int) -> ResponseReturnValue:
    found, form = flag_or_404(flag_id), WhyForm()
    by_id, now = current_user.person_id, clock.now()
    if form.validate_on_submit():
        if saved(form, lambda: services.ask_who(found, form.why.data or "", by_id, now)):
            flash(_("Asked. The other of you two needs to agree."), "good")
            return redirect(url_for("staff.flag", flag_id=flag_id), 303)
        found = flag_or_404(flag_id)
    return flag_page(found, form)


@staff.post("/reading/<int:flag_id>/agree")
@audience("office")
def flag_agree(flag_id: int) -> ResponseReturnValue:
    if again := pressed():
        return again
    found = flag_or_404(flag_id)
    services.agree_who(found, author(found), current_user.person_id)
    db.session.commit()
    return redirect(url_for("staff.flag_who", flag_id=flag_id), 303)


@staff.get("/reading/<int:flag_id>/who")
@audience("office")
def flag_who(flag_id: int) -> ResponseReturnValue:
    """Each look is written down, and shown to the person."""
    found = flag_or_404(flag_id)
    person_id = author(found) if may_see(found) else None
    person = db.session.get(Person, person_id) if person_id else None
    if person is None:
        abort(404)
    look(person.id, "words_you_wrote")
    return render_template("staff/flag_who.html", found=found, person=person)
