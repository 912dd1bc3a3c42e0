"""What the letters about feedback say. Whether they are still wanted is looked up, with the key,
when they leave."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask, current_app
from sqlalchemy import select

from recoverycollege import clock, letters
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.queries.turns import first_start
from recoverycollege.feedback.links import own_link
from recoverycollege.feedback.queries.forms import answers_of, own_form, state_of
from recoverycollege.feedback.queries.reading import flagged
from recoverycollege.feedback.queries.waiting import waits_for
from recoverycollege.feedback.rules.codes import code_of
from recoverycollege.feedback.services import waiting
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
    letters.register(
        app,
        waiting.KIND,
        something_waits,
        by_day=True,
        on_paper=False,
        has=("link", "help"),
        must=("link",),
        example=hope_words,
    )
    letters.register(
        app,
        LETTER,
        text_flagged,
        on_paper=False,
        has=("link", "help"),
        must=("link",),
        example=reading_words,
    )


def text_flagged(letter: Letter) -> Words | None:
    """To who reads: nothing once somebody has taken it."""
    found = next(iter(flagged(letter.facts["flag_id"])), None)
    open_still = found and found.task.done_at is None and found.task.owner_id is None
    return reading_words() if open_still else None


def reading_words() -> Words:
    return Words(
        subject=letters.subject(),
        secrets={"link": letters.page("/staff/reading")},
        gaps={"help": letters.help_page()},
    )


def something_waits(letter: Letter) -> Words | None:
    """That something of their own waits under My hope; nothing once it does not."""
    settings = current_app.extensions["settings"]
    today = clock.today(settings.zone)
    return hope_words() if waits_for(letter.person_id, settings.answer_key, today) else None


def hope_words() -> Words:
    return Words(
        subject=letters.subject(),
        secrets={"link": letters.page("/my-learning/hope")},
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
