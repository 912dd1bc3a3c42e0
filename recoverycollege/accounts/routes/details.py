"""Changing what we call you, how we reach you, and what would help you."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recoverycollege import clock
from recoverycollege.accounts import browser, choices, rules
from recoverycollege.accounts.blueprint import accounts
from recoverycollege.accounts.forms import CodeForm, DetailsForm, NeedForm, ReachForm
from recoverycollege.accounts.models import Contact
from recoverycollege.accounts.queries import need_of
from recoverycollege.accounts.routes import door
from recoverycollege.accounts.routes.account import me
from recoverycollege.accounts.services import people
from recoverycollege.accounts.services.codes import ask_code, use_code
from recoverycollege.database import db
from recoverycollege.errors import say
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused


@accounts.get("/details")
@audience("own")
def details() -> ResponseReturnValue:
    return details_page(_details_form(obj=me()))


@accounts.post("/details")
@audience("own")
def details_post() -> ResponseReturnValue:
    form = _details_form()
    if not form.validate_on_submit():
        return details_page(form, 422)
    person = me()
    people.change_details(
        person,
        name=form.name.data or "",
        envelope_name=form.envelope_name.data or "",
        message_ok=form.message_ok.data,
        call_if_missed=form.call_if_missed.data,
        language=form.language.data,
        now=clock.now(),
        by_id=person.id,
    )
    db.session.commit()
    return saved()


def _details_form(**start: object) -> DetailsForm:
    form = DetailsForm(**start)
    form.language.choices = choices.languages(current_app.extensions["settings"])
    return form


def details_page(form: DetailsForm, status: int = 200) -> ResponseReturnValue:
    facts = {"form": form, "error_title": status == 422}
    return render_template("accounts/details.html", **facts), status


def saved() -> ResponseReturnValue:
    flash(_("Saved. Thank you for telling us."), "good")
    return redirect(url_for("accounts.account"), 303)


@accounts.get("/reach")
@audience("own")
def reach() -> ResponseReturnValue:
    person = me()
    start = {"contact_by": person.contact_by}
    for kind in ("email", "phone", "address"):
        contact = person.reach(kind)
        start[kind] = contact.value if contact else ""
    return reach_page(_reach_form(data=start))


@accounts.post("/reach")
@audience("own")
def reach_post() -> ResponseReturnValue:
    form = _reach_form()
    if not form.validate_on_submit():
        return reach_page(form, 422)
    now, person = clock.now(), me()
    door.check_tries(now, ("ask", f"person:{person.id}", rules.MOST_ASKED))
    field, value = form.chosen()
    country = current_app.extensions["settings"].country
    try:
        contact = people.change_contact(
            person, form.contact_by.data, value, now=now, country=country, by_id=person.id
        )
    except Refused as refusal:
        form.note(field, say(refusal))
        return reach_page(form, 422)
    if contact.verified_at is None:
        return confirm_first(contact)
    db.session.commit()
    return saved()


def confirm_first(contact: Contact) -> ResponseReturnValue:
    """A code goes to the new address; until it is typed, the old one stays in use."""
    now = clock.now()
    door.count(now, "ask", f"person:{contact.person_id}")
    ask_code("sign_in_code", contact, browser.handle())
    db.session.commit()
    return redirect(url_for("accounts.reach_code"), 303)


def _reach_form(**start: object) -> ReachForm:
    form = ReachForm(**start)
    form.contact_by.choices = choices.contact_routes(current_app.extensions["settings"])
    return form


def reach_page(form: ReachForm, status: int = 200) -> ResponseReturnValue:
    facts = {"form": form, "error_title": status == 422}
    return render_template("accounts/reach.html", **facts), status


@accounts.get("/reach/code")
@audience("own")
def reach_code() -> ResponseReturnValue:
    return reach_code_page(CodeForm())


@accounts.post("/reach/code")
@audience("own")
def reach_code_post() -> ResponseReturnValue:
    form = CodeForm()
    if not form.validate_on_submit():
        return reach_code_page(form, 422)
    now, person = clock.now(), me()
    try:
        code = use_code(
            browser.handle(), form.code.data or "", now, purpose="sign_in", person_id=person.id
        )
    except Refused as refusal:
        db.session.commit()  # the try counts
        form.note("code", say(refusal))
        return reach_code_page(form, 422)
    people.confirm_contact(db.session.get_one(Contact, code.contact_id), now, by_id=person.id)
    person.contact_by = "email"
    db.session.commit()
    return saved()


def reach_code_page(form: CodeForm, status: int = 200) -> ResponseReturnValue:
    facts = {"form": form, "error_title": status == 422}
    return render_template("accounts/reach_code.html", **facts), status


@accounts.get("/needs")
@audience("own")
def needs() -> ResponseReturnValue:
    need = need_of(me().id)
    start = {"needs": need.words, "told_to": need.told_to} if need else {}
    return needs_page(NeedForm(data=start))


@accounts.post("/needs")
@audience("own")
def needs_post() -> ResponseReturnValue:
    form = NeedForm()
    if not form.validate_on_submit():
        return needs_page(form, 422)
    people.set_need(me().id, form.needs.data or "", form.told_to.data, clock.now())
    db.session.commit()
    return saved()


def needs_page(form: NeedForm, status: int = 200) -> ResponseReturnValue:
    facts = {"form": form, "error_title": status == 422}
    return render_template("accounts/needs.html", **facts), status
