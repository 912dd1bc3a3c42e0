"""The second factor: asked after signing in, set up with an app, printed for a lost phone."""

from __future__ import annotations

import io
import secrets

import pyotp
from flask import current_app, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from recoverycollege import clock
from recoverycollege.accounts import browser, rules
from recoverycollege.accounts.blueprint import accounts
from recoverycollege.accounts.forms import CodeForm
from recoverycollege.accounts.models import Person
from recoverycollege.accounts.queries import session_of
from recoverycollege.accounts.routes import door
from recoverycollege.accounts.routes.account import me
from recoverycollege.accounts.services import second_factor as factor
from recoverycollege.database import db
from recoverycollege.forms import Form, PressForm
from recoverycollege.guards import audience
from recoverycollege.refusals import N_, Refused
from recoverycollege.security import limiter

NONCE = "recovery_nonce"


@accounts.get("/second-factor")
@audience("public")
def second_factor() -> ResponseReturnValue:
    if browser.halfway() is not None:
        return second_factor_page(CodeForm())
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in", next=door.onward()), 303)
    if current_user.needs_second_factor:
        return redirect(url_for("accounts.second_factor_setup"), 303)
    return redirect(door.onward() or door.start_page(), 303)


@accounts.post("/second-factor")
@audience("public")
@limiter.limit("60 per minute")
def second_factor_post() -> ResponseReturnValue:
    form, waiting = CodeForm(), browser.halfway()
    if waiting is None:
        return redirect(url_for("accounts.sign_in", next=door.onward()), 303)
    if not form.validate_on_submit():
        return second_factor_page(form, 422)
    now, key = clock.now(), f"person:{waiting.person_id}"
    door.check_tries(now, ("second", key, rules.MOST_SECOND))
    person = db.session.get_one(Person, waiting.person_id, with_for_update=True)
    if not factor.accept(person, form.code.data or "", now):
        door.count(now, "second", key)
        db.session.commit()
        form.note("code", _("This code does not fit. Wait for the next one, then try again."))
        return second_factor_page(form, 422)
    browser.sign_in(person.id, second_factor=True)
    db.session.commit()
    return door.go_in()


def second_factor_page(form: CodeForm, status: int = 200) -> ResponseReturnValue:
    facts = {"form": form, "onward": door.onward(), "error_title": status == 422}
    return render_template("accounts/second_factor.html", **facts), status


@accounts.get("/second-factor/setup")
@audience("own")
def second_factor_setup() -> ResponseReturnValue:
    return setup_page(CodeForm(), me())


@accounts.post("/second-factor/setup")
@audience("own")
def second_factor_setup_post() -> ResponseReturnValue:
    form, person, now = CodeForm(), me(lock=True), clock.now()
    if not form.validate_on_submit():
        return setup_page(form, person, 422)
    key = f"person:{person.id}"
    door.check_tries(now, ("second", key, rules.MOST_SECOND))
    secret = factor.new_secret(person, current_user.session_id)
    if not factor.set_up(person, secret, form.code.data or "", now):
        door.count(now, "second", key)
        db.session.commit()
        form.note("code", _("This code does not fit. Wait for the next one, then try again."))
        return setup_page(form, me(), 422)
    own = session_of(person.id, current_user.session_id)
    if own is not None:
        own.second_factor_at = now
    return give_recovery_codes(person)


def setup_page(form: Form, person: Person, status: int = 200) -> ResponseReturnValue:
    secret = factor.new_secret(person, current_user.session_id)
    facts = {
        "form": form,
        "picture": picture(secret),
        "typed": rules.in_fours(secret),
        "has_one": person.totp_secret is not None,
        "required": current_user.is_staff and not current_app.extensions["settings"].demo,
        "codes_left": factor.recovery_codes_left(person.id),
    }
    page = render_template("accounts/second_factor_setup.html", error_title=status == 422, **facts)
    return page, status


def picture(secret: str) -> Markup:
    """The secret as a QR code: plain SVG on its own white ground, so that dark pages show it."""
    import segno  # only here: few people ever see this page

    name = current_app.extensions["settings"].mail_name
    address = pyotp.TOTP(secret).provisioning_uri(name=current_user.name, issuer_name=name)
    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    plain = {"xmldecl": False, "svgns": False, "svgclass": None, "lineclass": None}
    code.save(out, kind="svg", scale=5, dark="#000", light="#fff", **plain)
    return Markup(out.getvalue().decode())  # noqa: S704 - made by segno from our own words


@accounts.post("/second-factor/remove")
@audience("own")
def second_factor_remove() -> ResponseReturnValue:
    person = me()
    if not PressForm().validate_on_submit():
        return setup_page(CodeForm().old(), person, 422)
    if current_user.is_staff and not current_app.extensions["settings"].demo:
        raise Refused(N_("In the office everyone signs in with a second step, for the students."))
    factor.remove(person)
    db.session.commit()
    flash(_("The second step is gone. You sign in with a code or password alone."), "good")
    return redirect(url_for("accounts.account"), 303)


@accounts.get("/second-factor/recovery-codes")
@audience("own")
def recovery_codes() -> ResponseReturnValue:
    nonce = session.pop(NONCE, None)
    codes = factor.recovery_codes(current_user.person_id, nonce) if nonce else []
    left = factor.recovery_codes_left(current_user.person_id)
    return render_template("accounts/recovery_codes.html", codes=codes, left=left)


@accounts.post("/second-factor/recovery-codes")
@audience("own")
def recovery_codes_new() -> ResponseReturnValue:
    person = me()
    if person.totp_secret is None or not PressForm().validate_on_submit():
        return setup_page(CodeForm().old(), person, 422)
    return give_recovery_codes(person)


def give_recovery_codes(person: Person) -> ResponseReturnValue:
    """Makes new ones and leads to the page that shows them once."""
    nonce = secrets.token_urlsafe(24)
    factor.renew_recovery_codes(person, nonce)
    db.session.commit()
    session[NONCE] = nonce
    return redirect(url_for("accounts.recovery_codes"), 303)
