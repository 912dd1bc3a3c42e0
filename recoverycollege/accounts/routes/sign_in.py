"""Signing in with a code that is sent, or with a password; and signing out."""

from __future__ import annotations

import time

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.accounts import browser, rules
from recoverycollege.accounts.blueprint import accounts
from recoverycollege.accounts.forms import CodeForm, SignInForm
from recoverycollege.accounts.models import Contact
from recoverycollege.accounts.queries import person_at
from recoverycollege.accounts.routes import door
from recoverycollege.accounts.services.codes import ask_code, use_code
from recoverycollege.accounts.services.passwords import fits
from recoverycollege.accounts.services.people import confirm_contact
from recoverycollege.database import begin_write, db, end_read
from recoverycollege.errors import say
from recoverycollege.forms import PressForm
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.security import limiter


@accounts.get("/sign-in")
@audience("public")
def sign_in() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(door.onward() or door.start_page(), 303)
    if browser.halfway() is not None:
        return redirect(url_for("accounts.second_factor", next=door.onward()), 303)
    return sign_in_page(SignInForm())


@accounts.post("/sign-in")
@audience("public", late_write=True)
@limiter.limit("60 per minute")
def sign_in_post() -> ResponseReturnValue:
    if "code" in request.form:
        return with_code(CodeForm())
    form = SignInForm()
    good = form.validate_on_submit()
    key = rules.email_key(form.email.data or "")
    if form.email.data and not form.email.errors and key is None:
        form.note("email", _("This does not look like an e-mail address. Please check it."))
    if not good or key is None:
        return sign_in_page(form, 422)
    return with_password(form, key) if form.password.data else send_codes(key)


def send_codes(key: str) -> ResponseReturnValue:
    """A code for each person at the address. Nobody there: the same answer, and no letter."""
    started, now = time.monotonic(), clock.now()
    begin_write()
    door.check_tries(
        now,
        ("ask", key, rules.MOST_ASKED),
        ("ask", door.here(), rules.MOST_FROM_ONE_PLACE),
    )
    door.count(now, "ask", key, door.here())
    handle = browser.handle()
    for person in person_at(key):
        contact = next(c for c in person.contacts if c.key == key and not c.replaced_at)
        ask_code("sign_in_code", contact, handle)
    db.session.commit()
    door.even_out(started)
    return redirect(url_for("accounts.sign_in_code", next=door.onward()), 303)


def with_password(form: SignInForm, key: str) -> ResponseReturnValue:
    """The password is checked before the write lock is taken: checking is slow on purpose."""
    started, now = time.monotonic(), clock.now()
    door.check_tries(
        now,
        ("password", key, rules.MOST_WRONG),
        ("password", door.here(), rules.MOST_FROM_ONE_PLACE),
    )
    known = [(person.id, person.password_hash) for person in person_at(key)]
    end_read()
    right = fits([kept for _id, kept in known], form.password.data or "")
    fitting = [person_id for (person_id, _hash), fit in zip(known, right, strict=True) if fit]
    begin_write()
    if len(fitting) != 1:
        door.count(now, "password", key, door.here())
        db.session.commit()
        door.even_out(started)
        form.note("password", _("This does not fit. Try again, or leave it empty for a code."))
        return sign_in_page(form, 422)
    browser.sign_in(fitting[0])
    db.session.commit()
    return door.go_in()


def with_code(form: CodeForm) -> ResponseReturnValue:
    """Uses the code that was typed. A wrong one is counted, and the count is kept."""
    if not form.validate_on_submit():
        return code_page(form, 422)
    started, now = time.monotonic(), clock.now()
    begin_write()
    door.check_tries(now, ("code", door.here(), rules.MOST_FROM_ONE_PLACE))
    try:
        code = use_code(browser.handle(), form.code.data or "", now, purpose="sign_in")
    except Refused as refusal:
        door.count(now, "code", door.here())
        db.session.commit()
        door.even_out(started)
        form.note("code", say(refusal))
        return code_page(form, 422)
    confirm_contact(db.session.get_one(Contact, code.contact_id), now)
    browser.sign_in(code.person_id)
    db.session.commit()
    return door.go_in()


def sign_in_page(form: SignInForm, status: int = 200) -> ResponseReturnValue:
    return (
        render_template(
            "accounts/sign_in.html", form=form, onward=door.onward(), error_title=status == 422
        ),
        status,
    )


@accounts.get("/sign-in/code")
@audience("public")
def sign_in_code() -> ResponseReturnValue:
    return code_page(CodeForm())


def code_page(form: CodeForm, status: int = 200) -> ResponseReturnValue:
    return (
        render_template(
            "accounts/sign_in_code.html",
            form=form,
            onward=door.onward(),
            mail_name=current_app.extensions["settings"].mail_name,
            error_title=status == 422,
        ),
        status,
    )


@accounts.post("/sign-out")
@audience("public")
def sign_out() -> ResponseReturnValue:
    if PressForm().validate_on_submit():
        browser.sign_out()
        db.session.commit()
        flash(_("You are signed out. See you soon."), "good")
        return redirect(url_for("catalogue.home"), 303)
    flash(_("This page had been open for a long time. Please press once more."), "careful")
    return redirect(url_for("accounts.account"), 303)
