"""Sets up the enrolment room."""

from __future__ import annotations

from flask import Flask

from recoverycollege import personal
from recoverycollege.enrolment import audits, letters, message_letters, models, sweeps
from recoverycollege.enrolment.blueprint import enrolment
from recoverycollege.enrolment.personal import HELD
from recoverycollege.enrolment.routes import (
    ask,
    ask_sent,
    calendars,
    check_in,
    learning,
    my_calendar,
    pause,
    place,
)
from recoverycollege.enrolment.services import answering

PAGES = (ask, ask_sent, place, check_in, learning, calendars, my_calendar, pause)
TABLES = (
    models.Enrolment,
    models.Offer,
    models.Attendance,
    models.Reminder,
    models.ClassMessage,
)


def init_app(app: Flask) -> None:
    """Registers the room's pages, and what it promises to the root modules."""
    app.register_blueprint(enrolment)
    personal.register(app, *HELD)
    letters.register(app)
    message_letters.register(app)
    sweeps.register(app)
    audits.register(app)
    app.extensions.setdefault("before_erase", []).append(answering.let_everything_go)
