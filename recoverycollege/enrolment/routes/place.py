"""My place on a class: everything practical, and the buttons that change it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import (
    Response,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.classes.presenting import (
    first_session_words,
    team_line,
    what_it_is,
    where_line,
)
from recoverycollege.classes.queries import member_facts
from recoverycollege.classes.rules.team import Viewer, shown_team
from recoverycollege.database import LARGEST_ID, db
from recoverycollege.enrolment.blueprint import enrolment
from recoverycollege.enrolment.links import opened
from recoverycollege.enrolment.models import LIVE, Enrolment
from recoverycollege.enrolment.presenting import clash_words, writer_of
from recoverycollege.enrolment.queries.chances import freed
from recoverycollege.enrolment.queries.clashes import clashes_of
from recoverycollege.enrolment.queries.materials import materials_for
from recoverycollege.enrolment.queries.messages import messages_of
from recoverycollege.enrolment.queries.own import about, on_next_date
from recoverycollege.enrolment.queries.people import (
    is_theirs,
    line_positions,
    next_session,
    place_of,
    running_offer,
    state_of_place,
)
from recoverycollege.enrolment.queries.people import place as find_place
from recoverycollege.enrolment.queries.turns import gathers
from recoverycollege.enrolment.rules.attendance import ON_REGISTER
from recoverycollege.enrolment.rules.chances import chance
from recoverycollege.enrolment.services import answering
from recoverycollege.enrolment.services.absence import say_absent, take_back, told_us
from recoverycollege.feedback.queries.forms import MAY_ANSWER, state_of
from recoverycollege.feedback.rules.codes import code_of
from recoverycollege.feedback.rules.windows import Meeting, open_wave
from recoverycollege.forms import PressForm
from recoverycollege.guards import audience

DEEDS: dict[str, Callable[[int, datetime], Enrolment]] = {
    "confirm": answering.confirm,
    "accept": answering.accept,
    "decline": answering.decline,
    "withdraw": answering.withdraw,
    "rejoin": answering.rejoin,
}


# What was answered already, in another tab or by the letter, when this is pressed in these states.
ANSWERED = {"accept": (("declined", "withdrawn"), "no"), "decline": (("enrolled",), "yes")}


def do(deed: str, enrolment_id: int) -> tuple[int, str]:
    """One of the deeds: which place it led to, and what was answered already where the opposite
    was. Raises `Refused`, also for one course more than the college allows."""
    states, answer = ANSWERED.get(deed, ((), ""))
    if states and state_of_place(enrolment_id) in states:
        return enrolment_id, answer
    return DEEDS[deed](enrolment_id, clock.now()).id, ""


def mine(enrolment_id: int) -> Enrolment:
    found = place_of(current_user.person_id, enrolment_id)
    if found is None:
        abort(404)
    return found


@enrolment.get("/places/<int:enrolment_id>")
@audience("own")
def place(enrolment_id: int) -> ResponseReturnValue:
    found = mine(enrolment_id)
    facts = place_facts(found) | {"clash": clash_of(found), "following": following(found)}
    facts["materials"] = materials_for(found.person_id, found.class_id, clock.now())
    return render_template("enrolment/place.html", place=found, **facts)


def following(found: Enrolment) -> Enrolment | None:
    """Where their turn is kept when a class was called off. Only for the person, when signed in."""
    called_off = found.scheduled_class.state == "called_off"
    return on_next_date(found, clock.now()) if called_off else None


def clash_of(found: Enrolment) -> str:
    """That it meets while another class of theirs does. Only for the person, when signed in."""
    if found.state not in LIVE:
        return ""
    return clash_words(clashes_of(found.person_id, found.scheduled_class, clock.now()))


def place_facts(found: Enrolment) -> dict[str, object]:
    """Everything the pages of a place show."""
    offer = running_offer(found)
    waiting, now = found.state == "waiting", clock.now()
    position = line_positions([found.id]).get(found.id) if waiting else None
    # What the team shows to the class is for those who have a place in it.
    found_class, in_class = found.scheduled_class, found.state in ON_REGISTER
    viewer: Viewer = "class" if in_class else "public"
    team = shown_team(member_facts(found_class.team), viewer, found_class.course.kind)
    return {
        "found": found.scheduled_class,
        "where": where_line(found.scheduled_class),
        "led_by": team_line(team),
        "offer": offer,
        "position": position,
        "chance": chance(position, freed(found.scheduled_class.course_id, now)) if position else "",
        "gathers": gathers(found.scheduled_class),
        "about": about(found, now),
        "answered": request.args.get("answered", ""),
        "next_session": next_session(found.scheduled_class, clock.now()),
        "messages": messages_of(found.class_id) if in_class else [],
        "writer_of": writer_of,
        "absent": told_us(found.id) if found.state == "enrolled" else set(),
        "now": clock.now(),
        "first_session": first_session_words(found.scheduled_class, clock.now()),
        "wave": form_to_answer(found),
        "what_it_is": what_it_is,
        "form": PressForm(),
    }


def form_to_answer(found: Enrolment) -> str:
    """The feedback form that waits for someone with a place: before, after, or none."""
    if found.state not in MAY_ANSWER or found.companion:
        return ""
    sessions = [s for s in found.scheduled_class.sessions if not s.called_off]
    wave = open_wave([Meeting(s.starts_at, s.ends_at) for s in sessions], clock.now())
    key = current_app.extensions["settings"].answer_key
    return "" if wave and state_of(code_of(key, found.id), wave) else wave


@enrolment.post("/places/<int:enrolment_id>/<any(confirm,accept,decline,withdraw,rejoin):deed>")
@audience("own")
def place_deed(enrolment_id: int, deed: str) -> ResponseReturnValue:
    if not is_theirs(current_user.person_id, enrolment_id):
        abort(404)
    if not PressForm().validate_on_submit():
        found = mine(enrolment_id)
        facts = place_facts(found) | {"error_title": True, "press_again": True}
        return render_template("enrolment/place.html", place=found, **facts), 422
    done_id, answered = do(deed, enrolment_id)
    db.session.commit()
    to = url_for("enrolment.place", enrolment_id=done_id, answered=answered or None)
    return redirect(to, 303)


@enrolment.post("/places/<int:enrolment_id>/absent")
@audience("own")
def place_absent(enrolment_id: int) -> ResponseReturnValue:
    if not is_theirs(current_user.person_id, enrolment_id):
        abort(404)
    if not PressForm().validate_on_submit():
        found = mine(enrolment_id)
        facts = place_facts(found) | {"error_title": True, "press_again": True}
        return render_template("enrolment/place.html", place=found, **facts), 422
    absent_or_not(enrolment_id)
    return redirect(url_for("enrolment.place", enrolment_id=enrolment_id), 303)


def absent_or_not(enrolment_id: int) -> None:
    """Not this time, or after all: for the session whose button was pressed."""
    session_id = request.form.get("session", 0, type=int)
    deed = take_back if request.form.get("after_all") else say_absent
    deed(enrolment_id, session_id if 0 < session_id <= LARGEST_ID else 0, clock.now())
    db.session.commit()


@enrolment.get("/places/link/<token>")
@audience("link")
def link(token: str) -> ResponseReturnValue:
    """From a letter: the class and the buttons, never needs, answers or other places."""
    found = linked(token)
    return no_store(render_template("enrolment/link.html", token=token, **link_facts(found)))


@enrolment.post("/places/link/<token>/<any(confirm,accept,decline,withdraw,rejoin):deed>")
@audience("link")
def link_deed(token: str, deed: str) -> ResponseReturnValue:
    if not PressForm().validate_on_submit():
        facts = link_facts(linked(token)) | {"error_title": True, "press_again": True}
        return render_template("enrolment/link.html", token=token, **facts), 422
    _, answered = do(deed, linked_id(token))
    db.session.commit()
    return redirect(url_for("enrolment.link", token=token, answered=answered or None), 303)


@enrolment.post("/places/link/<token>/absent")
@audience("link")
def link_absent(token: str) -> ResponseReturnValue:
    if not PressForm().validate_on_submit():
        facts = link_facts(linked(token)) | {"error_title": True, "press_again": True}
        return render_template("enrolment/link.html", token=token, **facts), 422
    absent_or_not(linked_id(token))
    return redirect(url_for("enrolment.link", token=token), 303)


def linked_id(token: str) -> int:
    """The id of the place a letter's link opens. A link that is not whole, or of someone erased:
    a page that says what can still be done."""
    enrolment_id, person_id = opened(current_app.extensions["settings"].secret_key, token)
    if not is_theirs(person_id, enrolment_id):
        abort(make_response(no_store(render_template("enrolment/link_over.html")), 404))
    return enrolment_id


def linked(token: str) -> Enrolment:
    return find_place(linked_id(token)) or abort(404)


def link_facts(found: Enrolment) -> dict[str, object]:
    return {"place": found, **place_facts(found)}


def no_store(page: str) -> Response:
    return Response(page, headers={"Cache-Control": "no-store"})
