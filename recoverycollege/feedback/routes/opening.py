"""Opening a form: whose it is, and under which code its answers lie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Response, abort, current_app, make_response, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.feedback.links import CLASS, OWN, opened, own_link
from recoverycollege.feedback.queries.forms import (
    Form,
    answers_of,
    class_form,
    enrolment_of,
    is_linked,
    own_form,
    state_of,
)
from recoverycollege.feedback.rules.codes import code_of, text_id, untied
from recoverycollege.feedback.rules.items import WORDS, Item
from recoverycollege.feedback.services import answering

MOST_LOOSE = 5  # forms answered without a name that one browser remembers


@dataclass(frozen=True)
class Opened:
    """A form in someone's hands. `code` and `words_id` say where its answers lie."""

    token: str
    form: Form
    code: str
    words_id: str
    loose: bool  # answers that stand alone: only this browser knows them
    state: str
    linked: bool = False  # the office may see whose they are

    @property
    def items(self) -> list[Item]:
        return list(self.form.items)

    @property
    def is_open(self) -> bool:
        return self.form.window is not None and self.form.window.is_open(clock.now())

    def answered(self) -> set[str]:
        return set(answers_of(self.code, self.form.wave))

    def next_step(self, after: int = 0) -> int | None:
        """The next question without an answer, counted from 1; None when there is none."""
        done = self.answered()
        steps = range(after + 1, len(self.items) + 1)
        return next((n for n in steps if self.items[n - 1].id not in done), None)

    def save(self, values: dict[str, int | None], now: datetime) -> None:
        settings = current_app.extensions["settings"]
        key, zone = settings.answer_key, settings.zone
        answering.save(self.form, self.code, values, key=key, now=now, zone=zone)

    def finish(self, state: str) -> None:
        """Notes that the form need not be asked again. Standing alone there is nothing to note."""
        if not self.loose:
            answering.finish(self.code, self.form.wave, state)

    def page(self, name: str) -> str:
        return url_for(f"feedback.{name}", token=self.token)


def open_form(token: str) -> Opened:
    """The form a link leads to; a link that is not ours: 404. Nothing is written."""
    settings = current_app.extensions["settings"]
    kind, number, wave = opened(settings.secret_key, token)
    form = own_form(number, wave, settings.answer_key) if kind == OWN else None
    if kind == CLASS:
        form = class_form(number, wave)
    if form is None:
        abort(404)
    kept = session.get("loose", {}).get(loose_name(kind, number, wave))
    if kept or form.enrolment_id is None:
        code, words_id = kept or (untied(), untied())
        return Opened(token, form, code, words_id, loose=True, state="")
    code = code_of(settings.answer_key, form.enrolment_id)
    words_id = text_id(settings.answer_key, form.enrolment_id, f"{wave}-{WORDS}")
    state, linked = state_of(code, wave), is_linked(form.enrolment_id)
    return Opened(token, form, code, words_id, loose=False, state=state, linked=linked)


def remember(here: Opened) -> None:
    """Lets this browser find answers again that nobody else could."""
    keep_loose(here.token, here.code, here.words_id)


def keep_loose(token: str, code: str, words_id: str) -> None:
    name = loose_name(*opened(current_app.extensions["settings"].secret_key, token))
    kept = {n: pair for n, pair in session.get("loose", {}).items() if n != name}
    session["loose"] = dict([*kept.items(), (name, (code, words_id))][-MOST_LOOSE:])


def loose_name(kind: str, number: int, wave: str) -> str:
    return f"{kind} {number} {wave}"


def own_token(token: str) -> str | None:
    """The own form of someone signed in who has a place, where they opened that of their class."""
    settings = current_app.extensions["settings"]
    kind, class_id, wave = opened(settings.secret_key, token)
    if kind != CLASS or not current_user.is_authenticated:
        return None
    enrolment_id = enrolment_of(current_user.person_id, class_id)
    return own_link(settings.secret_key, enrolment_id, wave) if enrolment_id else None


def title_of(here: Opened) -> str:
    """The form's name."""
    return _("Before we start") if here.form.wave == "before" else _("Looking back")


def no_store(page: str, status: int = 200) -> Response:
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response
