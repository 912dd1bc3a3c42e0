"""What the letters about places say. Facts are read again when a letter is sent: whoever has
left is not written to, and nothing is said that is no longer so."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from flask import Flask, current_app
from flask_babel import gettext as _
from sqlalchemy import select

from recoverycollege import clock, letters
from recoverycollege.accounts.services.codes import make_code
from recoverycollege.database import db
from recoverycollege.daytime import next_daytime
from recoverycollege.enrolment.letter_facts import (
    HAS,
    links_of,
    next_date,
    one_date,
    position,
    soon,
    words,
)
from recoverycollege.enrolment.models import LIVE, Enrolment, Offer
from recoverycollege.enrolment.queries.own import about
from recoverycollege.enrolment.queries.people import line_positions, place
from recoverycollege.enrolment.queries.turns import gathers
from recoverycollege.enrolment.services.absence import told_us
from recoverycollege.letters import Letter, Words
from recoverycollege.wording import moment, moment_brief, zone

LATEST = timedelta(hours=36)  # further away a reminder would speak of another day
TRUE_IN = {
    "place_saved": ("enrolled",),
    "waiting": ("waiting",),
    "declined": ("declined",),
    "withdrawn": ("withdrawn",),
    "offer_ended": ("lapsed",),
    "called_off": ("withdrawn",),
    "dates_changed": ("enrolled", "offered", "waiting"),
    "access_arranged": ("enrolled", "offered", "waiting"),
}
MUST = {
    "access_arranged": ("link",),
    "called_off": ("next", "link"),
    "place_saved": ("link",),
    "waiting": ("link",),
    "offer_ended": ("link",),
    "dates_changed": ("when", "link"),
}


def register(app: Flask) -> None:
    _register(app, "place_to_confirm", to_confirm, ("link", "code"), ("standing",), asked_for=True)
    _register(app, "offer", offer, ("link", "answer_by"), by_day=True)
    must = ("link", "answer_by")
    _register(app, "offer_halfway", offer, must, by_day=True, on_paper=False)
    _register(app, "reminder", reminder, ("when", "link"), by_day=True, on_paper=False)
    for kind in TRUE_IN:
        more = ("position",) if kind == "waiting" else ()
        by_day = kind == "offer_ended"
        compose = called_off if kind == "called_off" else about_place
        _register(app, kind, compose, MUST.get(kind, ()), more, by_day=by_day)


def _register(
    app: Flask,
    kind: str,
    compose: letters.Compose,
    must: tuple[str, ...],
    more: tuple[str, ...] = (),
    **when: bool,
) -> None:
    """`must` and `more`: the placeholders it needs, and has besides those of every place."""
    has = tuple(dict.fromkeys((*HAS, *must, *more)))
    example = partial(example_of, kind)
    letters.register(app, kind, compose, has=has, must=must, example=example, **when)


def about_place(letter: Letter) -> Words | None:
    """Any letter that is true while its place is in one state."""
    enrolment = place(letter.facts["enrolment_id"])
    if enrolment is None or enrolment.state not in TRUE_IN[letter.kind]:
        return None
    return _about(enrolment, links_of(enrolment))


def called_off(letter: Letter) -> Words | None:
    """The class does not go ahead; and the next date, where their turn is kept."""
    enrolment = place(letter.facts["enrolment_id"])
    if enrolment is None or enrolment.state not in TRUE_IN[letter.kind]:
        return None
    following = place(letter.facts.get("next_id") or 0)
    if following is not None and following.state not in LIVE:
        following = None
    return words(enrolment, links_of(following or enrolment), {"next": next_date(following)})


def offer(letter: Letter) -> Words | None:
    """A place came free. Not sent once the offer is answered or over."""
    enrolment = place(letter.facts["enrolment_id"])
    running = db.session.get(Offer, letter.facts["offer_id"])
    if enrolment is None or running is None or running.answer is not None:
        return None
    if running.ends_at <= clock.now():
        return None
    return words(enrolment, links_of(enrolment), *_until(running.ends_at))


def reminder(letter: Letter) -> Words | None:
    """The day before a session. Nothing where it was moved or called off, where they told us that
    they can't come, or where they have left."""
    enrolment = place(letter.facts["enrolment_id"])
    session_id = letter.facts["session_id"]
    if enrolment is None or enrolment.state != "enrolled" or session_id in told_us(enrolment.id):
        return None
    session = next((s for s in enrolment.scheduled_class.sessions if s.id == session_id), None)
    now = clock.now()
    if session is None or session.called_off or not now < session.starts_at <= now + LATEST:
        return None
    return words(enrolment, links_of(enrolment), *_on(session))


def to_confirm(letter: Letter) -> Words | None:
    """The code and link that confirm a place; the code is made now, as the letter leaves. Nothing
    when it was answered meanwhile, by the link of an earlier letter or in the office."""
    enrolment = place(letter.facts["enrolment_id"])
    if enrolment is None or enrolment.state in {"declined", "withdrawn", "completed"}:
        return None
    made = make_code(letter, "place", clock.now(), about_id=enrolment.id)
    if made is None:
        return None
    return words(enrolment, links_of(enrolment) | {"code": made}, _standing(enrolment))


def example_of(kind: str) -> Words | None:
    """The newest place such a letter could be about, with links that open nothing."""
    query = select(Enrolment.id).order_by(Enrolment.id.desc()).limit(1)
    fitting = query.where(Enrolment.state.in_(TRUE_IN.get(kind, ("offered", "enrolled"))))
    enrolment_id = db.session.scalar(fitting) or db.session.scalar(query)
    enrolment = place(enrolment_id) if enrolment_id else None
    if enrolment is None:
        return None
    links = {"link": f"{current_app.extensions['settings'].base_url}/places/link/example"}
    if kind == "place_to_confirm":
        return words(enrolment, links | {"code": "123456"}, _standing(enrolment))
    if kind in ("offer", "offer_halfway"):
        ends_at = next_daytime(clock.now() + timedelta(hours=48), zone())
        return words(enrolment, links, *_until(ends_at))
    if kind == "reminder" and enrolment.scheduled_class.sessions:
        return words(enrolment, links, *_on(enrolment.scheduled_class.sessions[0]))
    if kind == "called_off":
        return words(enrolment, links, {"next": next_date(enrolment)})
    return _about(enrolment, links)


def _about(enrolment: Enrolment, links: dict[str, str]) -> Words:
    """With the turn in the line of someone who waits (before a lot nobody has one), and with what
    stays of someone who left."""
    waits = enrolment.state == "waiting" and not gathers(enrolment.scheduled_class)
    turn = line_positions([enrolment.id]).get(enrolment.id) if waits else None
    left: dict[str, Any] = (
        {"about": about(enrolment, clock.now())} if enrolment.state == "withdrawn" else {}
    )
    return words(enrolment, links, {"position": position(turn)}, turn=turn, **left)


def _until(ends_at: Any) -> tuple[dict[str, str], dict[str, str]]:
    return {"answer_by": moment(ends_at)}, {"answer_by": moment_brief(ends_at)}


def _on(session: Any) -> tuple[dict[str, str], dict[str, str]]:
    return {"when": one_date(session)}, {"when": soon(session.starts_at)}


def _standing(enrolment: Enrolment) -> dict[str, str]:
    """What there is to confirm, and how."""
    course = enrolment.scheduled_class.course.title
    if enrolment.state == "enrolled":
        said = _("You already have a place on %(course)s. Nothing more is needed.", course=course)
        how = _("To see it, open this link:")
    elif enrolment.state == "offered":
        said = _("We are keeping a place for you on %(course)s.", course=course)
        how = _("To save it, open this link within two hours and press the button:")
    else:
        said = _("You asked for a place on %(course)s.", course=course)
        how = _("To say that it was you, open this link and press the button:")
    return {"standing": f"{said}\n{how}"}
