"""Opening a form: whose it is, and under which code its answers lie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Response, abort, current_app, make_response, session, url_for
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.enrolment.services.filling import lock
from recoverycollege.feedback.links import CLASS, OWN, TERM, opened, own_link, term_of
from recoverycollege.feedback.queries.forms import (
    ClassForm,
    Form,
    answers_of,
    class_form,
    enrolment_of,
    is_linked,
    own_form,
    states_of,
)
from recoverycollege.feedback.queries.termly import TermForm, term_form
from recoverycollege.feedback.rules.codes import code_of, term_code, text_id, untied
from recoverycollege.feedback.rules.items import WORDS, Item
from recoverycollege.feedback.services import answering
from recoverycollege.feedback.services.answering import lock_person
from recoverycollege.feedback.wording import titles

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
    own_code: str = ""  # of a form that is someone's own, also where its answers stand alone

    @property
    def items(self) -> list[Item]:
        return list(self.form.items)

    @property
    def is_open(self) -> bool:
        return self.form.window is not None and self.form.window.is_open(clock.now())

    @property
    def may_answer(self) -> bool:
        """Open, and not cut loose: whoever did that has finished with it."""
        return self.is_open and self.state != "untied"

    def answered(self) -> set[str]:
        return set(answers_of(self.code, self.form.wave))

    def next_step(self, after: int = 0) -> int | None:
        """The next question without an answer, counted from 1; None when there is none."""
        done = self.answered()
        steps = range(after + 1, len(self.items) + 1)
        return next((n for n in steps if self.items[n - 1].id not in done), None)

    def save(self, values: dict[str, int | None], now: datetime) -> None:
        zone = current_app.extensions["settings"].zone
        answering.save(self.form, self.code, values, now=now, zone=zone)

    def finish(self) -> None:
        """The form is done. Standing alone, this browser forgets it: the next person may come."""
        if self.loose:
            forget_loose(self.token)
        else:
            answering.finish(self.code, self.form.wave, "done")

    def refuse(self) -> None:
        """No more questions, in no form of this class, or of this term."""
        if isinstance(self.form, TermForm):
            answering.refuse([self.code], [self.form.wave])
        elif not self.loose:
            answering.refuse([self.code])

    def save_words(self, typed: str, now: datetime) -> None:
        if isinstance(self.form, ClassForm) and self.form.has_words:
            answering.save_words(self.form, self.words_id, typed, now)

    @property
    def enrolment_id(self) -> int | None:
        """The place this form belongs to, where whose the answers are can be chosen."""
        return self.form.enrolment_id if isinstance(self.form, ClassForm) else None

    def page(self, name: str) -> str:
        return url_for(f"feedback.{name}", token=self.token)


def open_form(token: str, *, to_write: bool = False) -> Opened:
    """The form a link leads to; a link that is not ours: 404. `to_write`: under a lock, so that
    two presses come one after the other."""
    settings = current_app.extensions["settings"]
    kind, number, wave = opened(settings.secret_key, token)
    if kind == TERM:
        return _open_term_form(token, number, wave, to_write)
    form = own_form(number, wave, settings.answer_key) if kind == OWN else None
    if kind == CLASS:
        form = class_form(number, wave)
    if form is None:
        abort(404)
    if to_write:
        lock(form.found.id)
    return _open_class_form(token, form, loose_name(kind, number, wave))


def _open_class_form(token: str, form: ClassForm, name: str) -> Opened:
    kept = session.get("loose", {}).get(name)
    key, wave = current_app.extensions["settings"].answer_key, form.wave
    if form.enrolment_id is None:
        code, words_id = kept or loose_ids()
        return Opened(token, form, code, words_id, loose=True, state="")
    own = code_of(key, form.enrolment_id)
    states = states_of(own)
    # Whoever cut their answers loose answers the other forms of the class loose as well.
    cut_elsewhere = "untied" in states.values() and wave not in states
    if kept or cut_elsewhere:
        code, words_id = kept or loose_ids()
        return Opened(token, form, code, words_id, loose=True, state="", own_code=own)
    words_id = text_id(key, form.enrolment_id, f"{wave}-{WORDS}")
    state, linked = states.get(wave, ""), is_linked(form.enrolment_id)
    return Opened(token, form, own, words_id, False, state, linked, own_code=own)


def _open_term_form(token: str, person_id: int, about: str, to_write: bool) -> Opened:
    settings, (term_id, audience) = current_app.extensions["settings"], term_of(about)
    form = term_form(person_id, term_id, audience, settings.zone)
    if form is None:
        abort(404)
    if to_write:
        lock_person(person_id)
    code = term_code(settings.answer_key, person_id, term_id, audience)
    state = states_of(code).get(form.wave, "")
    return Opened(token, form, code, "", loose=False, state=state, own_code=code)


def loose_ids() -> tuple[str, str]:
    """A new code, and a new id for words, that nothing leads to."""
    return untied(), untied()


def remember(here: Opened) -> None:
    """Lets this browser find answers again that nobody else could; and notes, where the form was
    someone's own, that it need not be asked again."""
    if here.loose:
        keep_loose(here.token, here.code, here.words_id)
        if here.own_code:
            answering.finish(here.own_code, here.form.wave, "untied")


def keep_loose(token: str, code: str, words_id: str) -> None:
    name = loose_name(*opened(current_app.extensions["settings"].secret_key, token))
    kept = {n: pair for n, pair in session.get("loose", {}).items() if n != name}
    session["loose"] = dict([*kept.items(), (name, (code, words_id))][-MOST_LOOSE:])


def forget_loose(token: str) -> None:
    name = loose_name(*opened(current_app.extensions["settings"].secret_key, token))
    session["loose"] = {n: pair for n, pair in session.get("loose", {}).items() if n != name}


def loose_name(kind: str, number: int, wave: str) -> str:
    return f"{kind} {number} {wave}"


def wants_all() -> bool:
    """Whether this browser last chose all questions on one page."""
    return bool(session.get("all_questions"))


def want_all(wanted: bool) -> None:
    """Keeps what was chosen, one by one or all on one page, for this browser's other forms."""
    if wanted != wants_all():
        session["all_questions"] = wanted


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
    return titles()[here.form.wave]


def no_store(page: str, status: int = 200) -> Response:
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response
