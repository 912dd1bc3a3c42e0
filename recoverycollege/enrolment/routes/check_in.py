"""I am here: someone checks in to one session, from the code in the room."""

from __future__ import annotations

from flask import abort, current_app, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.classes.models import ClassSession
from recoverycollege.database import db
from recoverycollege.enrolment.blueprint import enrolment
from recoverycollege.enrolment.links import session_of_word
from recoverycollege.enrolment.queries.check_in import session_of_class, standing_of
from recoverycollege.enrolment.routes.place import no_store
from recoverycollege.enrolment.rules.check_in import OPENS, door, told
from recoverycollege.enrolment.services import check_in as checking
from recoverycollege.forms import PressForm
from recoverycollege.guards import audience
from recoverycollege.security import limiter

MANY = "600 per hour"  # a whole class may come from one address


def session_of(token: str) -> ClassSession:
    """The session of a code. One that is not whole, or whose session was taken out: a page that
    says what can still be done."""
    session_id = session_of_word(current_app.extensions["settings"].secret_key, token)
    found = session_of_class(session_id) if session_id else None
    return found or abort(
        make_response(no_store(render_template("enrolment/no_check_in.html")), 404)
    )


@enrolment.get("/check-in/<token>")
@audience("link")
@limiter.limit(MANY)
def check_in(token: str) -> ResponseReturnValue:
    return check_in_page(token, session_of(token))


def check_in_page(
    token: str, session: ClassSession, press_again: bool = False
) -> ResponseReturnValue:
    mine = None
    if current_user.is_authenticated:
        _, mine = standing_of(session, current_user.person_id)
    found, now = session.scheduled_class, clock.now()
    called_off = session.called_off or found.state == "called_off"
    page = render_template(
        "enrolment/check_in.html",
        token=token,
        session=session,
        found=found,
        mine=mine,
        answer=told(door(session.starts_at, session.ends_at, now, called_off=called_off), mine),
        opens_at=session.starts_at - OPENS,
        press_again=press_again,
        error_title=press_again,
    )
    return no_store(page), 422 if press_again else 200


@enrolment.post("/check-in/<token>")
@audience("link")
@limiter.limit(MANY)
def check_in_post(token: str) -> ResponseReturnValue:
    """Whatever is pressed, the page that follows says how it stands now."""
    session = session_of(token)
    if current_user.is_authenticated:
        if not PressForm().validate_on_submit():
            return check_in_page(token, session, press_again=True)
        checking.check_in(session.class_id, session.id, current_user.person_id, clock.now())
        db.session.commit()
    return redirect(url_for("enrolment.check_in", token=token), 303)
