"""What the letters about feedback say. Whether they are still wanted is looked up, with the key,
when they leave."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask, current_app
from sqlalchemy import select

from recoverycollege import clock, letters
from recoverycollege.catalogue.models import Term
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.queries.turns import first_start
from recoverycollege.feedback.links import own_link, term_link
from recoverycollege.feedback.queries.forms import answers_of, own_form, state_of
from recoverycollege.feedback.queries.reading import flagged
from recoverycollege.feedback.queries.termly import term_form
from recoverycollege.feedback.queries.waiting import waits_for
from recoverycollege.feedback.rules.codes import code_of, term_code
from recoverycollege.feedback.services import inviting_termly, waiting
from recoverycollege.feedback.services.inviting import KINDS
from recoverycollege.feedback.services.reading import LETTER
from recoverycollege.letters import Letter, Words
from recoverycollege.wording import day


def register(app: Flask) -> None:
    for kind in KINDS:
        letters.register(
            app,
            kind,
            about_form,
            by_day=True,
            on_paper=False,
            has=("course", "when", "link", "answer_by", "help"),
            must=("link",),
            example=example,
        )
    for kind in inviting_termly.KINDS:
        letters.register(
            app,
            kind,
            once_a_term,
            by_day=True,
            on_paper=False,
            has=("term", "link", "answer_by", "help"),
            must=("link",),
            example=example_of_term,
        )
    for kind, about, words, by_day in (
        (waiting.KIND, something_waits, hope_words, True),
        (LETTER, text_flagged, reading_words, False),
    ):
        letters.register(
            app,
            kind,
            about,
            by_day=by_day,
            on_paper=False,
            has=("link", "help"),
            must=("link",),
            example=words,
        )


def text_flagged(letter: Letter) -> Words | None:
    """To who reads: nothing once somebody has taken it."""
    found = next(iter(flagged(letter.facts["flag_id"])), None)
    open_still = found and found.task.done_at is None and found.task.owner_id is None
    return reading_words() if open_still else None


def reading_words() -> Words:
    return _words_to("/staff/reading")


def something_waits(letter: Letter) -> Words | None:
    """That something of their own waits under My hope; nothing once it does not."""
    settings = current_app.extensions["settings"]
    today = clock.today(settings.zone)
    return hope_words() if waits_for(letter.person_id, settings.answer_key, today) else None


def hope_words() -> Words:
    return _words_to("/my-learning/hope")


def _words_to(path: str) -> Words:
    return Words(
        subject=letters.subject(),
        secrets={"link": letters.page(path)},
        gaps={"help": letters.help_page()},
    )


def about_form(letter: Letter) -> Words | None:
    """The way to a form. Nothing once it is closed, finished, refused or fully answered."""
    settings = current_app.extensions["settings"]
    enrolment_id, wave = letter.facts["enrolment_id"], letter.facts["wave"]
    form = own_form(enrolment_id, wave, settings.answer_key)
    if form is None or form.window is None or not form.window.is_open(clock.now()):
        return None
    code = code_of(settings.answer_key, enrolment_id)
    asked = {item.id for item in form.items}
    if not asked or state_of(code, wave) or asked <= set(answers_of(code, wave)):
        return None
    token = own_link(settings.secret_key, enrolment_id, wave)
    links = {"link": letters.page(f"/feedback/{token}")}
    return _words(form.found, form.window.closes_at, links)


def once_a_term(letter: Letter) -> Words | None:
    """The way to what is asked once a term. Nothing once it is closed, refused or begun."""
    settings = current_app.extensions["settings"]
    person_id = letter.person_id
    term_id, audience = letter.facts["term_id"], letter.facts["audience"]
    form = term_form(person_id, term_id, audience, settings.zone) if person_id else None
    if form is None or form.window is None or not form.window.is_open(clock.now()):
        return None
    code = term_code(settings.answer_key, person_id, term_id, audience)
    asked = {item.id for item in form.items}
    if state_of(code, form.wave) or asked <= set(answers_of(code, form.wave)):
        return None
    token = term_link(settings.secret_key, person_id, term_id, audience)
    return _words_of_term(form.about, form.window.closes_at, f"/feedback/{token}")


def example_of_term() -> Words | None:
    """The newest term, with a link that opens nothing."""
    newest = db.session.scalar(select(Term.name).order_by(Term.starts_on.desc()).limit(1))
    now = clock.now()
    return _words_of_term(newest or str(now.year), now + timedelta(days=14), "/feedback/example")


def _words_of_term(term: str, closes_at: datetime, path: str) -> Words:
    gaps = {"term": term, "answer_by": day(closes_at), "help": letters.help_page()}
    links = {"link": letters.page(path)}
    return Words(subject=letters.subject(), secrets=links, gaps=gaps)


def example() -> Words | None:
    """The newest place someone had, with a link that opens nothing."""
    newest = select(ScheduledClass).join(Enrolment).order_by(Enrolment.id.desc()).limit(1)
    found = db.session.scalar(newest)
    if found is None:
        return None
    links = {"link": letters.page("/feedback/example")}
    return _words(found, clock.now() + timedelta(days=14), links)


def _words(found: ScheduledClass, closes_at: datetime, links: dict[str, str]) -> Words:
    starts_at = first_start(found)
    return Words(
        subject=letters.subject(),
        facts={"begun": starts_at is None or starts_at <= clock.now()},
        secrets=links,
        gaps={
            "course": found.course.title,
            "when": day(starts_at) if starts_at else "",
            "answer_by": day(closes_at),
            "help": letters.help_page(),
        },
    )
