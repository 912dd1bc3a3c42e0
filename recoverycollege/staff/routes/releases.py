"""Released reports: a manager chooses, looks, and lets one out; the office reads."""

from __future__ import annotations

import secrets

from flask import Response, abort, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.feedback import presenting
from recoverycollege.feedback import releases_told as told
from recoverycollege.feedback.models import Release
from recoverycollege.feedback.queries import choosing
from recoverycollege.feedback.queries import releases as queries
from recoverycollege.feedback.queries.quotes import quotes_of_scope
from recoverycollege.feedback.services import releases as steps
from recoverycollege.guards import audience
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.releases import ReleaseForm
from recoverycollege.staff.pressing import pressed
from recoverycollege.staff.routes.saving import saved, show_form
from recoverycollege.text import filename_safe
from recoverycollege.wording import zone

NONCE = "release_nonce"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff.get("/reports/releases")
@audience("office")
def releases() -> ResponseReturnValue:
    return render_template("staff/releases.html", releases=queries.releases(), told=told)


@staff.route("/reports/releases/new", methods=["GET", "POST"])
@audience("manager")
def release_new() -> ResponseReturnValue:
    periods = queries.periods(clock.today(zone()))
    form = ReleaseForm.offering(choosing.strands_terms_courses(), periods)
    if form.validate_on_submit() and (found := saved(form, lambda: _ask(form))):
        flash(_("Asked for. It is worked out now, and will be here in a moment."), "good")
        return redirect(url_for("staff.release", release_id=found.id), 303)
    return show_form("staff/release_new.html", form, periods=periods)


def _ask(form: ReleaseForm) -> Release:
    return steps.ask(*form.chosen(), by_id=current_user.person_id, now=clock.now())


@staff.get("/reports/releases/<int:release_id>")
@audience("office")
def release(release_id: int) -> ResponseReturnValue:
    given = queries.given(release_id) or abort(404)
    number, nonce = session.pop(NONCE, None) or (0, "")
    key = steps.key_of(release_id, nonce) if number == release_id else ""
    address = url_for("feedback.released", key=key, _external=True) if key else ""
    found = given.release
    return render_template(
        "staff/release.html",
        given=given,
        quotes=quotes_of_scope(found.scope, found.scope_id, clock.today(zone())),
        told=told,
        say=presenting,
        address=address,
        pdf_comes=told.pdf_comes(given, clock.now()),
    )


@staff.post("/reports/releases/<int:release_id>/<any(out,withdraw,link):deed>")
@audience("manager")
def release_do(release_id: int, deed: str) -> ResponseReturnValue:
    if again := pressed():
        return again
    given = queries.given(release_id) or abort(404)
    by = {"by_id": current_user.person_id, "now": clock.now()}
    if deed == "out":
        _say(steps.release(release_id, told.note(given.rows), **by))
    elif deed == "withdraw":
        steps.withdraw(release_id, **by)
        flash(_("Withdrawn. Its links lead nowhere any more."), "good")
    else:
        nonce = secrets.token_urlsafe(24)
        steps.make_link(release_id, nonce, **by)
        session[NONCE] = (release_id, nonce)
    db.session.commit()
    return redirect(url_for("staff.release", release_id=release_id), 303)


def _say(found: Release) -> None:
    if found.state == "released":
        flash(_("Released. It stays as it is from now on."), "good")
    else:
        flash(
            _("Something else was published meanwhile. This report is looked at once more; "
              "please come back in a moment.")
        )  # fmt: skip


@staff.post("/reports/releases/<int:release_id>/links/<int:link_id>/end")
@audience("manager")
def release_link_end(release_id: int, link_id: int) -> ResponseReturnValue:
    if again := pressed():
        return again
    steps.end_link(release_id, link_id, by_id=current_user.person_id, now=clock.now())
    db.session.commit()
    flash(_("The link leads nowhere any more."), "good")
    return redirect(url_for("staff.release", release_id=release_id), 303)


@staff.get("/reports/releases/<int:release_id>.<any(csv,xlsx,json,pdf):kind>")
@audience("office")
def release_file(release_id: int, kind: str) -> Response:
    """Only of a report that is out: what is only looked at leaves nothing behind."""
    given = queries.given(release_id) or abort(404)
    if not given.release.released_at:
        abort(404)
    body: str | bytes
    if kind == "pdf":
        body, content = queries.pdf(release_id) or abort(404), "application/pdf"
    elif kind == "xlsx":
        body, content = told.xlsx_file(given), XLSX
    elif kind == "csv":
        body, content = told.csv_file(given), "text/csv; charset=utf-8"
    else:
        body, content = told.codebook(given), "application/json"
    response = Response(body, content_type=content)
    words = f"report-{release_id}-{told.title(given.release)}-{given.release.period_name}"
    name = filename_safe(f"{words}.{kind}")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
