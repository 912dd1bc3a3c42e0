"""What the letters about feedback say. Whether they are still wanted is looked up, with the key,
when they leave."""

from __future__ import annotations

from flask import Flask, current_app
from flask_babel import gettext as _

from recoverycollege import clock, letters
from recoverycollege.feedback.links import own_link
from recoverycollege.feedback.queries.forms import answers_of, own_form, state_of
from recoverycollege.feedback.rules.codes import code_of
from recoverycollege.feedback.services.inviting import KINDS
from recoverycollege.letters import Letter, Words


def register(app: Flask) -> None:
    for kind in KINDS:
        letters.register(app, kind, about_form, by_day=True)


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
    return Words(
        subject=_("A message from %(name)s", name=settings.mail_name),
        facts={
            "course": form.found.course.title,
            "wave": wave,
            "closes_at": form.window.closes_at,
            "help_address": f"{settings.base_url}/help-now",
            "phone": settings.college_phone,
        },
        secrets={"link": f"{settings.base_url}/feedback/{token}"},
    )
