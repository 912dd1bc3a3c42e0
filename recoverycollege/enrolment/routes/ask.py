"""Asking for a place: one press when signed in, else a short form and a code or link."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import (
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.accounts import browser
from recoverycollege.accounts.models import Person
from recoverycollege.accounts.queries import charter
from recoverycollege.accounts.rules import CONTACT_KINDS
from recoverycollege.accounts.services.codes import ask_code
from recoverycollege.accounts.services.people import (
    add_person,
    agree_to_charter,
    has_agreed,
    set_need,
)
from recoverycollege.accounts.services.throttle import try_once
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.classes.rules.gate import ONE_TO_ONE
from recoverycollege.database import db
from recoverycollege.enrolment.blueprint import enrolment
from recoverycollege.enrolment.forms import ROUTES, AskForm
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.presenting import clash_words
from recoverycollege.enrolment.queries.clashes import clashes_of
from recoverycollege.enrolment.queries.people import at_contact, place_on_class
from recoverycollege.enrolment.queries.places import counts
from recoverycollege.enrolment.rules.places import has_place
from recoverycollege.enrolment.services import asking
from recoverycollege.enrolment.services.access import TO_ARRANGE
from recoverycollege.enrolment.services.calling_off import next_date
from recoverycollege.enrolment.services.filling import lock, standing
from recoverycollege.enrolment.services.telling import ask_office
from recoverycollege.enrolment.wanting import WantForm
from recoverycollege.errors import say
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.security import limiter

MOST_ASKS = 6
PER = timedelta(hours=1)
TOO_OFTEN = _l("You have asked many times in a short while. Please wait an hour, or ring us.")


@enrolment.get("/classes/<int:class_id>/ask")
@audience("public")
def ask(class_id: int) -> ResponseReturnValue:
    found = open_class(class_id)
    if current_user.is_authenticated:
        mine = place_on_class(current_user.person_id, class_id)
        if mine:
            return redirect(url_for("enrolment.place", enrolment_id=mine), 303)
    return ask_page(found)


@enrolment.post("/classes/<int:class_id>/ask")
@audience("public")
@limiter.limit("30 per hour; 8 per minute")
def ask_post(class_id: int) -> ResponseReturnValue:
    if current_user.is_authenticated:
        return ask_signed_in(open_class(class_id, locked=True))
    form = ask_form()
    if not form.validate_on_submit():
        return ask_page(open_class(class_id), form, 422)
    now = clock.now()
    if not try_once("ask", form.key, now, most=MOST_ASKS, per=PER):
        form.form_errors = [TOO_OFTEN]
        slower = make_response(ask_page(open_class(class_id), form, 429))
        slower.headers["Retry-After"] = "300"
        return slower
    try:
        kept = ask_unconfirmed(open_class(class_id, locked=True), form, now)
    except Refused:
        db.session.rollback()
        return ask_page(open_class(class_id), form, 409)
    db.session.commit()
    by = form.contact_by.data
    to = form.value if by in {"email", "text"} else ""
    session["asked"] = {"class": class_id, "kept": kept, "by": by, "to": to}
    return redirect(url_for("enrolment.ask_sent", class_id=class_id), 303)


def open_class(class_id: int, *, locked: bool = False) -> ScheduledClass:
    """The class, or 404 for one the public does not see."""
    found = lock(class_id) if locked else db.session.get(ScheduledClass, class_id)
    if found is None or found.state == "draft":
        abort(404)
    return found


def ask_form() -> AskForm:
    settings = current_app.extensions["settings"]
    routes = [route for route in ROUTES if route != "text" or settings.text_url]
    return AskForm(data=chosen(), routes=routes, country=settings.country)


def chosen() -> dict[str, bool]:
    """What a link to the form has chosen already: that any time would do."""
    return {"any_class": request.args.get("any") == "1"}


def ask_page(
    found: ScheduledClass, form: AskForm | None = None, status: int = 200
) -> ResponseReturnValue:
    """The form; or, when the class cannot be asked for, why not and where else to look."""
    facts: dict[str, object] = {"found": found, "error_title": status in {422, 429}}
    now = clock.now()
    try:
        asking.check(found, now)
    except Refused as refusal:
        return render_template("enrolment/not_open.html", words=say(refusal), **facts), status
    there = counts([found.id], now)[found.id]
    facts |= {"counts": there, "waits": there.gathering or not there.public_free}
    facts["one_to_one"] = found.course.kind == ONE_TO_ONE
    facts["other_dates"] = facts["one_to_one"] or next_date(found.id, now) is not None
    if not current_user.is_authenticated:
        facts |= {"form": form or ask_form(), "charter": charter()}
        return render_template("enrolment/ask.html", **facts), status
    facts |= {"agreed": has_agreed(current_user.person_id), "form": form or WantForm(data=chosen())}
    facts["clash"] = clash_words(clashes_of(current_user.person_id, found, now))
    facts["charter"] = charter()
    return render_template("enrolment/ask_signed_in.html", **facts), status


def ask_signed_in(found: ScheduledClass) -> ResponseReturnValue:
    """One press. The charter, if not agreed yet, is a tick on the way."""
    person_id, now = current_user.person_id, clock.now()
    agreed = has_agreed(person_id)
    form = WantForm()
    if not form.validate_on_submit() or not (agreed or "charter" in request.form):
        return ask_page(found, form, 422)
    if not agreed:
        agree_to_charter(person_id, "web", now)
    wish_id = asking.ask_confirmed(found, person_id, now=now, want=form.want).id
    db.session.commit()
    return redirect(url_for("enrolment.place", enrolment_id=wish_id), 303)


def ask_unconfirmed(found: ScheduledClass, form: AskForm, now: datetime) -> bool:
    """Asks for someone who is not signed in. Known or not, the answer is the same: whether a
    place would be kept for someone new. Raises `Refused`."""
    asking.check(found, now)
    there, by = standing(found.id, now), form.contact_by.data
    contact = at_contact(CONTACT_KINDS[by], form.key, form.name.data)
    person = contact.person or newcomer(form, now)
    wish = asking.live_wish(found.id, person.id) if contact.person else None
    if wish is None or (wish.state == "waiting" and wish.confirmed_at is None):
        wish = asking.ask_unconfirmed(
            found,
            person,
            there,
            now=now,
            contact_by=by,
            held=contact.held,
            wish=wish,
            want=form.want,
        )
    if form.needs.data and wish.confirmed_at is None:  # a stranger cannot hold up a known turn
        ask_office("access", wish, due_at=now + TO_ARRANGE, now=now, words=form.needs.data)
    if by in {"email", "text"}:
        post_code(person, wish, by)
    return has_place(there, form.want.places)


def newcomer(form: AskForm, now: datetime) -> Person:
    """Someone we did not know by this contact and this name. What is stored of a known person
    is never overwritten by what a stranger types."""
    person = add_person(
        name=form.name.data,
        contact_by=form.contact_by.data,
        value=form.value,
        now=now,
        country=form.country,
        message_ok=form.message_ok.data,
    )
    agree_to_charter(person.id, "web", now, is_new=True)
    if form.needs.data:
        set_need(person.id, form.needs.data, form.needs_for.data, now, is_new=True)
    return person


def post_code(person: Person, wish: Enrolment, by: str) -> None:
    """The letter with code and link; its contact is the one typed, so it goes nowhere else."""
    contact = person.reach(CONTACT_KINDS[by])
    if contact is not None:
        ask_code("place_to_confirm", contact, browser.handle(), enrolment_id=wish.id)
