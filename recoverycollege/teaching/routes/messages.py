"""Writing to the class: write, look at it as it will be read, send it once."""

from __future__ import annotations

import secrets
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.classes.queries import team_class
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.presenting import writer_of
from recoverycollege.enrolment.queries.messages import messages_of, readers, sent_from, ways
from recoverycollege.enrolment.services.messaging import check_message, send_message
from recoverycollege.errors import say
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.teaching.blueprint import teaching
from recoverycollege.teaching.forms.messages import MessageForm


def mine(class_id: int) -> ScheduledClass:
    """A class I teach."""
    return team_class(current_user.person_id, class_id) or abort(404)


@teaching.get("/classes/<int:class_id>/messages")
@audience("team")
def messages(class_id: int) -> ResponseReturnValue:
    return messages_page(mine(class_id), MessageForm())


def messages_page(
    found: ScheduledClass, form: MessageForm, words: str = "", status: int = 200
) -> ResponseReturnValue:
    people = readers(found.id)
    form.once.data = form.once.data or new_word()
    facts = {"found": found, "form": form, "people": people, "words": words}
    facts |= {"error_title": status == 422, "not_now": "" if words else not_now(found, people)}
    facts |= {"messages": messages_of(found.id), "writer_of": writer_of}
    return render_template("teaching/messages.html", **facts), status


def not_now(found: ScheduledClass, people: list[Enrolment]) -> str:
    """Why the team cannot write to its class now; empty where it can."""
    try:
        check_message(found, people, clock.now())
    except Refused as refusal:
        return say(refusal)
    return ""


@teaching.post("/classes/<int:class_id>/messages/preview")
@audience("team", late_write=True)  # it writes nothing
def message_preview(class_id: int) -> ResponseReturnValue:
    found, form = mine(class_id), MessageForm()
    if not form.validate_on_submit():
        return messages_page(found, form, status=422)
    people = readers(class_id)
    if words := not_now(found, people):
        return messages_page(found, form, words, 422)
    if earlier := sent_from(class_id, form.once.data or ""):
        if earlier.words == form.words.data:  # back in the browser, and here once more
            return sent_already(class_id)
        form.once.data = new_word()
    return render_template("teaching/message_preview.html", **preview(found, form, people))


def new_word() -> str:
    """What is written on one page is sent once."""
    return secrets.token_hex(16)


def sent_already(class_id: int) -> ResponseReturnValue:
    flash(_("It was sent already, once."), "good")
    return redirect(url_for("teaching.messages", class_id=class_id), 303)


def preview(found: ScheduledClass, form: MessageForm, people: list[Enrolment]) -> dict[str, Any]:
    """The message as it will be read, and how it reaches people."""
    writer = writer_of(found.team, current_user.person_id)
    return {"found": found, "form": form, "people": people, "ways": ways(people), "writer": writer}


@teaching.post("/classes/<int:class_id>/messages")
@audience("team")
def messages_post(class_id: int) -> ResponseReturnValue:
    found, form = mine(class_id), MessageForm()
    if not form.validate_on_submit() or not form.once.data:
        return messages_page(found, form, status=422)
    by_id, once, now = current_user.person_id, form.once.data, clock.now()
    try:
        sent = send_message(class_id, by_id, form.words.data or "", once=once, now=now)
    except Refused as refusal:
        db.session.rollback()
        return messages_page(mine(class_id), form, say(refusal), 422)
    db.session.commit()
    if sent is None:
        return sent_already(class_id)
    flash(sent_words(sent.people), "good")
    return redirect(url_for("teaching.messages", class_id=class_id), 303)


def sent_words(people: int) -> str:
    return ngettext("Sent to %(num)s person.", "Sent to %(num)s people.", people)
