"""A password, for those who like one better than a code."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege.accounts.blueprint import accounts
from recoverycollege.accounts.forms import PasswordForm
from recoverycollege.accounts.routes.account import me
from recoverycollege.accounts.routes.sessions import end_others
from recoverycollege.accounts.services import passwords
from recoverycollege.database import begin_write, db, end_read
from recoverycollege.errors import say
from recoverycollege.forms import Form, PressForm
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused


@accounts.get("/password")
@audience("own")
def password() -> ResponseReturnValue:
    return password_page(PasswordForm())


@accounts.post("/password")
@audience("own", late_write=True)
def password_post() -> ResponseReturnValue:
    form = PasswordForm()
    if not form.validate_on_submit():
        return password_page(form, 422)
    try:
        passwords.check_new_password(form.password.data or "")
    except Refused as refusal:
        form.note("password", say(refusal))
        return password_page(form, 422)
    end_read()
    kept = passwords.hash_password(form.password.data or "")
    begin_write()
    return keep(kept, _("Your password is set. You can always sign in with a code as well."))


@accounts.post("/password/remove")
@audience("own")
def password_remove() -> ResponseReturnValue:
    if not PressForm().validate_on_submit():
        return password_page(PasswordForm().old(), 422)
    return keep(None, _("Your password is removed. You sign in with a code from now on."))


def keep(kept: str | None, words: str) -> ResponseReturnValue:
    """Sets or removes it, and signs the person out everywhere but here."""
    passwords.set_password(me(), kept)
    end_others(current_user.person_id, current_user.session_id)
    db.session.commit()
    flash(words, "good")
    return redirect(url_for("accounts.account"), 303)


def password_page(form: Form, status: int = 200) -> ResponseReturnValue:
    facts = {"form": form, "has_one": me().password_hash is not None}
    return render_template("accounts/password.html", error_title=status == 422, **facts), status
