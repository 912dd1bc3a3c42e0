"""What the catalogue's forms ask: of a text that there is one and that it fits its column, of a day
that it can be read."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from wtforms import DateField
from wtforms.validators import StopValidation


def filled(field: Any, message: str, most: int) -> None:
    """Something must be there; spaces alone are not enough. `message` asks for it."""
    if not (field.data or "").strip():
        raise StopValidation(message)
    short_enough(field, most)


def short_enough(field: Any, most: int) -> None:
    if len(field.data or "") > most:
        message = gettext("Please keep this to %(most)s letters or fewer.", most=most)
        raise StopValidation(message)


class DayField(DateField):
    """A date, as a browser sends it or as people here write it."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, format=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = [value.strip() for value in valuelist if value.strip()]
        try:
            super().process_formdata(typed)
        except ValueError:
            self.data = None
            raise ValueError(gettext("Write the date like this: 14/01/2026.")) from None
