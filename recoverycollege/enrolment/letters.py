"""What the letters about places say. Facts are read again when a letter is sent: whoever has
left is not written to, and nothing is said that is no longer so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask, current_app
from flask_babel import gettext as _

from recoverycollege import clock, letters
from recoverycollege.accounts.services.codes import make_code
from recoverycollege.database import db
from recoverycollege.enrolment.links import token_for
from recoverycollege.enrolment.models import LIVE, Enrolment, Offer
from recoverycollege.enrolment.queries.people import line_positions, next_session, place
from recoverycollege.enrolment.services.absence import told_us
from recoverycollege.letters import Letter, Words

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


def register(app: Flask) -> None:
    letters.register(app, "place_to_confirm", to_confirm, asked_for=True)
    letters.register(app, "offer", offer, by_day=True)
    letters.register(app, "offer_halfway", offer, by_day=True)
    letters.register(app, "reminder", reminder, by_day=True)
    for kind in TRUE_IN:
        words = called_off if kind == "called_off" else about_place
        letters.register(app, kind, words, by_day=kind == "offer_ended")


def subject() -> str:
    """Neutral: the college's name itself can disclose, a course title even more."""
    name = current_app.extensions["settings"].mail_name
    return _("A message from %(name)s", name=name)


def about_place(letter: Letter) -> Words | None:
    """Any letter that is true while its place is in one state."""
    enrolment = place(letter.facts["enrolment_id"])
    if enrolment is None or enrolment.state not in TRUE_IN[letter.kind]:
        return None
    return Words(subject(), facts(enrolment), secrets(enrolment))


def offer(letter: Letter) -> Words | None:
    """A place came free. Not sent once the offer is answered or over."""
    enrolment = place(letter.facts["enrolment_id"])
    running = db.session.get(Offer, letter.facts["offer_id"])
    if enrolment is None or running is None or running.answer is not None:
        return None
    if running.ends_at <= clock.now():
        return None
    return Words(subject(), facts(enrolment) | {"ends_at": running.ends_at}, secrets(enrolment))


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
    return Words(subject(), facts(enrolment) | {"session": session}, secrets(enrolment))


def to_confirm(letter: Letter) -> Words | None:
    """The code and link that confirm a place; the code is made now, as the letter leaves. Nothing
    when it was answered meanwhile, by the link of an earlier letter or in the office."""
    enrolment = place(letter.facts["enrolment_id"])
    if enrolment is None or enrolment.state in {"declined", "withdrawn", "completed"}:
        return None
    made = make_code(letter, "place", clock.now(), about_id=enrolment.id)
    if made is None:
        return None
    return Words(subject(), facts(enrolment), secrets(enrolment) | {"code": made})


def called_off(letter: Letter) -> Words | None:
    """The class does not go ahead; and the next date, where their turn is kept."""
    words = about_place(letter)
    if words is None:
        return None
    following = place(letter.facts.get("next_id") or 0)
    session = next_session(following.scheduled_class, clock.now()) if following else None
    if following is None or session is None or following.state not in LIVE:
        return Words(words.subject, words.facts | {"next_date": None}, words.secrets)
    more = {"next_date": session.starts_at}
    link = {"next_link": secrets(following)["link"]}
    return Words(words.subject, words.facts | more, words.secrets | link)


def facts(enrolment: Enrolment) -> dict[str, Any]:
    """What every letter about a place may say of it."""
    found = enrolment.scheduled_class
    settings = current_app.extensions["settings"]
    positions = line_positions([enrolment.id]) if enrolment.state == "waiting" else {}
    return {
        "state": enrolment.state,
        "course": course_of(enrolment),
        "course_address": f"{settings.base_url}/courses/{found.course.slug}",
        "sessions": [s for s in found.sessions if not s.called_off],
        "next_session": next_session(found, clock.now()),
        "venue": found.venue,
        "format": found.format,
        "joining_link": found.joining_link if enrolment.state == "enrolled" else "",
        "position": positions.get(enrolment.id),
        "phone": settings.college_phone,
        "help_address": f"{settings.base_url}/help-now",
    }


def course_of(enrolment: Enrolment) -> str:
    """The course; and that it is about the place of a friend, where it is."""
    title = enrolment.scheduled_class.course.title
    return _("%(course)s (for your friend)", course=title) if enrolment.companion else title


def secrets(enrolment: Enrolment) -> dict[str, str]:
    settings = current_app.extensions["settings"]
    token = token_for(settings.secret_key, enrolment.id, enrolment.person_id)
    return {"link": f"{settings.base_url}/places/link/{token}"}
