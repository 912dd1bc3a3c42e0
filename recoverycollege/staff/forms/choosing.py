"""Choices shown as radio buttons: one of them, and kind words when none was pressed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, Form, RadioField
from wtforms.validators import StopValidation

from recoverycollege.staff import words


def chosen(message: Any) -> Callable[[Form, Field], None]:
    """Exactly one of the choices; `message` asks for it."""

    def check(form: Form, field: Any) -> None:
        if field.data not in dict(field.choices):
            raise StopValidation(str(message))

    return check


def pick_one(label: Any, ask: Any, default: str | None = None) -> RadioField:
    """Radio buttons; the form fills in the choices when it is made."""
    return RadioField(label, [chosen(ask)], validate_choice=False, default=default)


def spoken_channels() -> list[tuple[str, str]]:
    """How someone asked, where it was not on the website."""
    return [
        (key, name[:1].upper() + name[1:]) for key, name in words.channels().items() if key != "web"
    ]


def charter_missing(channel: str) -> str:
    if channel == "paper":
        return _("Please tick when the charter is signed on the paper.")
    return _("Please read the charter out, and tick when they agree.")
