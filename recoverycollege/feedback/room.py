"""Sets up the feedback room."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from flask import Flask

from recoverycollege import personal
from recoverycollege.feedback import audits, letters, models, sweeps
from recoverycollege.feedback.blueprint import feedback
from recoverycollege.feedback.personal import HELD
from recoverycollege.feedback.queries.mine import codes_and_texts, given_out
from recoverycollege.feedback.queries.own import letters_given_out
from recoverycollege.feedback.routes import (
    form,
    hope,
    mine,
    my_text,
    own_letters,
    own_notes,
    quotes,
    released,
    whole,
    whose,
)
from recoverycollege.feedback.services.answering import forget

PAGES = (form, whole, whose, mine, hope, my_text, own_notes, own_letters, quotes, released)
TABLES = (models.Answer, models.FreeText, models.FormState, models.Quote)


def init_app(app: Flask) -> None:
    """Registers the room's pages, and what it promises to the root modules."""
    key: str = app.extensions["settings"].answer_key
    app.register_blueprint(feedback)
    personal.register(app, *HELD)
    personal.register_keyed(app, "answers", partial(given_out, key=key))
    personal.register_keyed(app, "letters_to_myself", partial(letters_given_out, key=key))
    letters.register(app)
    sweeps.register(app)
    audits.register(app)
    app.extensions.setdefault("before_erase", []).append(partial(forget_answers, key))


def forget_answers(key: str, person_id: int, now: datetime) -> None:
    """Before someone is erased: what they answered goes too."""
    forget(key, *codes_and_texts(person_id, key), now)
