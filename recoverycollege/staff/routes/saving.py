"""How the office's forms are saved: one commit, or the rule's refusal on top of the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import render_template, request
from sqlalchemy.exc import IntegrityError

from recoverycollege.classes.services.rooms import RoomTaken
from recoverycollege.database import db
from recoverycollege.errors import say
from recoverycollege.forms import Form
from recoverycollege.refusals import N_, Refused
from recoverycollege.staff.forms.classes import RoomForm

Row = TypeVar("Row")


def saved(form: Form, deed: Callable[[], Row]) -> Row | None:
    """Does it and commits. When a rule says no, the form says why and None comes back."""
    try:
        row = deed()
        db.session.commit()
    except Refused as refusal:
        refuse(form, refusal)
        return None
    except IntegrityError:
        # Two people saved the same thing, or chose what a third has just taken away.
        refuse(form, Refused(N_("Someone else changed this just now. Please look again.")))
        return None
    return row


def refuse(form: Form, refusal: Refused) -> None:
    db.session.rollback()
    form.form_errors = [say(refusal)]
    if isinstance(refusal, RoomTaken) and isinstance(form, RoomForm):
        form.others = refusal.others


def show_form(template: str, form: Form, **facts: Any) -> tuple[str, int]:
    """The form; with 422 when it was sent and something is to be checked."""
    wrong = bool(form.errors)
    page = render_template(template, form=form, error_title=wrong, **facts)
    return page, 422 if wrong else 200


def page_number() -> int:
    """Which page of a list is asked for; anything strange is the first."""
    typed = request.args.get("page", "")
    return max(1, int(typed)) if typed.isdecimal() and len(typed) < 6 else 1


def number_asked(name: str) -> int | None:
    """An id in the query of the address."""
    typed = request.args.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None


def asked_of(form: Form) -> str:
    """What was typed about a person into a search box, which is posted; nothing else is done."""
    return " ".join(request.form.get("q", "")[:100].split()) if form.validate_on_submit() else ""


def words_asked() -> str:
    """What was typed into a search box."""
    return " ".join(request.args.get("q", "")[:100].split())
