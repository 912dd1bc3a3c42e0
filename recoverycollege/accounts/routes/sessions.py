"""Where you are signed in, and ending it there."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.accounts import browser
from recoverycollege.accounts.blueprint import accounts
from recoverycollege.accounts.queries import session_of, sessions_of
from recoverycollege.database import db
from recoverycollege.forms import Form, PressForm
from recoverycollege.guards import audience


@accounts.get("/sessions")
@audience("own")
def sessions() -> ResponseReturnValue:
    return sessions_page(PressForm())


def sessions_page(form: Form, status: int = 200) -> ResponseReturnValue:
    found = sessions_of(current_user.person_id, clock.now())
    facts = {"found": found, "own_id": current_user.session_id, "error_title": status == 422}
    return render_template("accounts/sessions.html", form=form, **facts), status


@accounts.post("/sessions/<int:session_id>/end")
@audience("own")
def end_session(session_id: int) -> ResponseReturnValue:
    found = session_of(current_user.person_id, session_id)
    if found is None:
        abort(404)
    if not PressForm().validate_on_submit():
        return sessions_page(PressForm().old(), 422)
    if session_id == current_user.session_id:
        browser.sign_out()
    found.ended_at = found.ended_at or clock.now()
    db.session.commit()
    flash(_("That browser is signed out."), "good")
    return redirect(url_for("accounts.sessions"), 303)


@accounts.post("/sessions/end-others")
@audience("own")
def end_other_sessions() -> ResponseReturnValue:
    if not PressForm().validate_on_submit():
        return sessions_page(PressForm().old(), 422)
    end_others(current_user.person_id, current_user.session_id)
    db.session.commit()
    flash(_("You are signed out everywhere but here."), "good")
    return redirect(url_for("accounts.sessions"), 303)


def end_others(person_id: int, keep_id: int) -> None:
    """Ends every other browser of a person."""
    now = clock.now()
    for found in sessions_of(person_id, now):
        if found.id != keep_id:
            found.ended_at = now
