"""Typing in what was ticked on a paper register: the same for a co-teacher and for the office."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.classes.models import ClassSession
from recoverycollege.database import db
from recoverycollege.enrolment.presenting import mark_words
from recoverycollege.enrolment.rules.calls import Calls
from recoverycollege.enrolment.services.register import mark_all
from recoverycollege.errors import say
from recoverycollege.forms import PressForm, too_old
from recoverycollege.refusals import Refused
from recoverycollege.teaching.queries import register_rows


def sheet_facts(session: ClassSession) -> dict[str, Any]:
    """What a register on paper is made of."""
    return {"session": session, "rows": register_rows(session), "marks": mark_words()}


def entry_page(
    template: str, session: ClassSession, chosen: Mapping[int, str], words: str = ""
) -> ResponseReturnValue:
    """The page to type in. `words`: why nothing was saved; what was `chosen` is still there."""
    facts = sheet_facts(session) | {"chosen": chosen, "words": words, "error_title": bool(words)}
    return render_template(template, **facts), 422 if words else 200


def type_in(session_id: int, chosen: Mapping[int, str]) -> str:
    """Marks what was typed in; the caller commits where there are no words. The words say why
    nothing was saved."""
    if not PressForm().validate_on_submit():
        return too_old()
    by_id, calls = current_user.person_id, Calls.of(current_app.extensions["settings"])
    try:
        mark_all(session_id, chosen, by_id=by_id, now=clock.now(), calls=calls)
    except Refused as refusal:
        db.session.rollback()
        return say(refusal)
    return ""


def typed_in_words(chosen: Mapping[int, str]) -> str:
    if not chosen:
        return _("Nothing new was chosen, so all is as it was.")
    return _("Saved. When all is typed in, please shred the sheet.")
