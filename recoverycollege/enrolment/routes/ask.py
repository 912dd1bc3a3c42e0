"""Asking for a place: one press when signed in, else a short form and a code or link."""

from __future__ import annotations

from datetime import timedelta

from flask import abort, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recoverycollege import clock, letters
from recoverycollege.accounts import browser
from recoverycollege.accounts.models import Person
from recoverycollege.accounts.rules import address_key, email_key, phone_key
from recoverycollege.accounts.services.codes import ask_code, use_code
from recoverycollege.accounts.services.people import (
    add_person,
    agree_to_charter,
    has_agreed,
    known_person,
    set_need,
)
from recoverycollege.accounts.services.tasks import add_task
from recoverycollege.accounts.services.throttle import count_try, tries
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.blueprint import enrolment
from recoverycollege.enrolment.forms import ROUTES, AskForm, CodeForm, PressForm
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.queries.people import place_on_class
from recoverycollege.enrolment.queries.places import counts
from recoverycollege.enrolment.rules.places import check_open
from recoverycollege.enrolment.services import answering, asking
from recoverycollege.errors import say
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.security import limiter

MOST_ASKS = 6
PER = timedelta(hours=1)


@enrolment.get("/classes/<int:class_id>/ask")
@audience("public")
def ask(class_id: int) -> ResponseReturnValue:
    found = open_class(class_id)
    if current_user.is_authenticated:
        mine = place_on_class(current_user.person_id, class_id)
        if mine:
            return redirect(url_for("enrolment.place", enrolment_id=mine), 303)
        facts = signed_in_facts(found)
        return render_template("enrolment/ask_signed_in.html", found=found, **facts)
    return ask_page(found, ask_form())


@enrolment.post("/classes/<int:class_id>/ask")
@audience("public")
@limiter.limit("30 per hour; 8 per minute")
def ask_post(class_id: int) -> ResponseReturnValue:
    found = open_class(class_id)
    if current_user.is_authenticated:
        return ask_signed_in(found)
    form = ask_form()
    if not form.validate_on_submit():
        return ask_page(found, form, 422)
    now = clock.now()
    key = contact_key(form)
    if tries("ask", key, now - PER) >= MOST_ASKS:
        abort(429)
    count_try("ask", key, now)
    try:
        keeps_place = ask_unconfirmed(found, form)
    except Refused as refusal:
        form.contact_by.errors = [*form.contact_by.errors, say(refusal)]
        db.session.rollback()
        return ask_page(open_class(class_id), form, 422)
    db.session.commit()
    session["asked"] = {"class": class_id, "place": keeps_place, "by": form.contact_by.data}
    return redirect(url_for("enrolment.ask_sent", class_id=class_id), 303)


def open_class(class_id: int) -> ScheduledClass:
    """The class, or 404 for one the public does not see."""
    found = db.session.get(ScheduledClass, class_id)
    if found is None or found.state == "draft":
        abort(404)
    return found


def ask_form() -> AskForm:
    settings = current_app.extensions["settings"]
    routes = [route for route in ROUTES if route != "text" or settings.text_url]
    return AskForm(routes=routes, country=settings.country)


def ask_page(found: ScheduledClass, form: AskForm, status: int = 200) -> ResponseReturnValue:
    """The form; or, when the class cannot be asked for, why not and where else to look."""
    try:
        now = clock.now()
        check_open(asking.openness(found), now, asking.local_day(found, now))
    except Refused as refusal:
        return render_template("enrolment/not_open.html", found=found, words=say(refusal)), 200
    facts = {"counts": counts([found.id])[found.id], "error_title": status == 422}
    return render_template("enrolment/ask.html", found=found, form=form, **facts), status


def signed_in_facts(found: ScheduledClass) -> dict[str, object]:
    return {
        "counts": counts([found.id])[found.id],
        "agreed": has_agreed(current_user.person_id),
        "form": PressForm(),
    }


def ask_signed_in(found: ScheduledClass) -> ResponseReturnValue:
    """One press. The charter, if not agreed yet, is a tick on the way."""
    agreed = has_agreed(current_user.person_id)
    if not PressForm().validate_on_submit() or not (agreed or "charter" in request.form):
        facts = signed_in_facts(found) | {"error_title": True}
        return render_template("enrolment/ask_signed_in.html", found=found, **facts), 422
    now = clock.now()
    if not agreed:
        agree_to_charter(current_user.person_id, "web", now)
    wish = asking.ask(found.id, current_user.person_id, now=now)
    db.session.commit()
    return redirect(url_for("enrolment.place", enrolment_id=wish.id), 303)


def contact_key(form: AskForm) -> str:
    value, by = form.value, form.contact_by.data
    country = current_app.extensions["settings"].country
    keys = {"email": email_key(value), "letter": address_key(value)}
    return keys.get(by) or phone_key(value, country) or value


def ask_unconfirmed(found: ScheduledClass, form: AskForm) -> bool:
    """Asks for someone who is not signed in. Known or not, the answer is the same: whether a
    place would be kept for someone new. Raises `Refused`."""
    now = clock.now()
    keeps_place = counts([found.id])[found.id].public_free > 0
    person = the_person(form)
    wish = asking.ask(found.id, person.id, now=now, confirmed=False)
    if form.needs.data:
        remember_needs(person, wish, form)
    if form.contact_by.data in {"email", "text"}:
        post_code(person, wish, form)
    return keeps_place


def the_person(form: AskForm) -> Person:
    """Someone known by the same contact and the same name, else someone new. What is stored of
    a known person is never overwritten by what a stranger types."""
    country = current_app.extensions["settings"].country
    by, name = form.contact_by.data, form.name.data.strip()
    person = known_person(by, form.value, name, country=country)
    if person is None:
        person = add_person(
            name=name,
            contact_by=by,
            value=form.value,
            now=clock.now(),
            country=country,
            message_ok=form.message_ok.data,
        )
        agree_to_charter(person.id, "web", clock.now())
        if form.needs.data:
            set_need(person.id, form.needs.data, form.needs_for.data, clock.now())
    return person


def remember_needs(person: Person, wish: Enrolment, form: AskForm) -> None:
    now = clock.now()
    add_task(
        "access",
        now=now,
        due_at=now + timedelta(days=3),
        person_id=person.id,
        about_id=wish.id,
        words=form.needs.data,
    )


def post_code(person: Person, wish: Enrolment, form: AskForm) -> None:
    """The letter with code and link; its contact is the one typed, so it goes nowhere else."""
    contact = person.reach("email" if form.contact_by.data == "email" else "phone")
    if contact is None:
        return
    code = ask_code(
        person,
        contact,
        purpose="place",
        handle=browser.handle(),
        now=clock.now(),
        about_id=wish.id,
    )
    letters.post(
        "place_to_confirm",
        person.id,
        contact_id=contact.id,
        enrolment_id=wish.id,
        code_id=code.id,
    )


@enrolment.get("/classes/<int:class_id>/ask/sent")
@audience("public")
def ask_sent(class_id: int) -> ResponseReturnValue:
    return sent_page(class_id, CodeForm())


@enrolment.post("/classes/<int:class_id>/ask/sent")
@audience("public")
@limiter.limit("60 per hour")
def ask_code_post(class_id: int) -> ResponseReturnValue:
    form = CodeForm()
    if not form.validate_on_submit():
        return sent_page(class_id, form, 422)
    try:
        code = use_code(browser.handle(), form.code.data or "", clock.now())
        if code.purpose != "place" or code.about_id is None:
            abort(404)
        wish = answering.confirm(code.about_id, clock.now())
    except Refused as refusal:
        db.session.commit()  # a failed try counts
        form.code.errors = [say(refusal)]
        return sent_page(class_id, form, 422)
    browser.sign_in(wish.person_id)
    db.session.commit()
    return redirect(url_for("enrolment.place", enrolment_id=wish.id), 303)


def sent_page(class_id: int, form: CodeForm, status: int = 200) -> ResponseReturnValue:
    """What happens next, the same words for everyone who asked this way for this class."""
    asked = session.get("asked") or {}
    if asked.get("class") != class_id:
        return redirect(url_for("classes.scheduled_class", class_id=class_id), 303)
    return (
        render_template(
            "enrolment/ask_sent.html",
            found=open_class(class_id),
            asked=asked,
            form=form,
            error_title=status == 422,
        ),
        status,
    )
