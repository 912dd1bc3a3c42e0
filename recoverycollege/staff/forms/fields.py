"""Fields of the office's forms: kind words where WTForms would be curt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, StopValidation, ValidationError

from recoverycollege.forms import Form

YEARS = range(2000, 2101)
LONG_TEXT = 4000


class Given:
    """Something must be filled in; spaces alone are not enough. `message` asks for it."""

    field_flags: dict[str, Any] = {}

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        empty = field.data is None or (isinstance(field.data, str) and not field.data.strip())
        if empty and not field.errors:
            raise StopValidation(str(self.message))


class UpTo(Length):
    """No longer than its column."""

    def __init__(self, most: int) -> None:
        super().__init__(max=most)

    def __call__(self, form: Any, field: Any) -> None:
        if len(field.data or "") > self.max:
            raise ValidationError(
                str(_("Please keep this to %(most)s letters or fewer.", most=self.max))
            )


class DayField(DateField):
    """A date, as a browser sends it or as people here write it."""

    def _value(self) -> str:
        typed = " ".join(str(value) for value in self.raw_data or ())
        return self.data.isoformat() if self.data else typed

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = (valuelist[0] if valuelist else "").strip()
        self.data = read_day(typed)
        if typed and self.data is None:
            raise ValueError(str(_("Write the date like this: 14/01/2026.")))


class ClockField(TimeField):
    """A time of day, such as 10:30."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, format=["%H:%M", "%H.%M", "%H:%M:%S"], **kwargs)

    def _value(self) -> str:
        typed = " ".join(str(value) for value in self.raw_data or ())
        return self.data.strftime("%H:%M") if self.data else typed

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata([valuelist[0].strip()])
        except ValueError:
            self.data = None
            raise ValueError(str(_("Write the time like this: 10:30."))) from None


class WholeField(IntegerField):
    """A whole number from `least` to `most`."""

    def __init__(self, label: Any, validators: Any = None, *, least: int, most: int, **kw: Any):
        super().__init__(label, validators, **kw)
        self.least, self.most = least, most

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = (valuelist[0] if valuelist else "").strip()
        self.data = int(typed) if typed.isdecimal() and len(typed) < 10 else None
        if self.data is None or not self.least <= self.data <= self.most:
            self.data = None
            raise ValueError(
                str(
                    _(
                        "Write a number from %(least)s to %(most)s.",
                        least=self.least,
                        most=self.most,
                    )
                )
            )


class PickField(SelectField):
    """One of a list. `ask` asks for it when nothing was chosen and something must be."""

    def __init__(self, label: Any = None, *, ask: Any = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.ask = ask

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None

    def pre_validate(self, form: Any) -> None:
        offered = any(chosen for _value, _label, chosen, *_rest in self.iter_choices())
        if not offered or (self.ask and self.data is None):
            raise ValidationError(str(self.ask or _("Please choose one from the list.")))


def line_field(label: Any, most: int, ask: Any = None) -> StringField:
    """One line of text, up to its column's length; `ask` when it must be filled in."""
    return StringField(label, [*([Given(ask)] if ask else []), UpTo(most)], filters=[_trim])


def text_field(label: Any, ask: Any = None, most: int = LONG_TEXT) -> TextAreaField:
    """Several lines of text."""
    return TextAreaField(label, [*([Given(ask)] if ask else []), UpTo(most)], filters=[_trim])


def options(pairs: Iterable[tuple[Any, Any]], empty: Any = None) -> list[SelectChoice]:
    """What a field offers: (value, words); with `empty` the words of choosing nothing, first."""
    first = [SelectChoice("", empty)] if empty is not None else []
    return first + [SelectChoice(value, words) for value, words in pairs]


def read_day(typed: str) -> date | None:
    """A date as a browser sends it (2026-01-14) or as people here write it (14/01/2026)."""
    parts = typed.split("/")[::-1] if "/" in typed else typed.split("-")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) <= 4 for part in parts):
        return None
    year, month, day = (int(part) for part in parts)
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def values_of(form: Form, *but: str) -> dict[str, Any]:
    """What was filled in, by the name of its field; without the token and the fields in `but`."""
    return {name: value for name, value in form.data.items() if name not in {"csrf_token", *but}}


def number_or_none(value: Any) -> int | None:
    """The id of a choice; the empty choice is None."""
    return int(value) if value not in (None, "", "None") else None


def not_before(field: DayField, earlier: date | None, message: Any) -> None:
    """Raises beside the field when its day comes before another."""
    if field.data and earlier and field.data < earlier:
        raise ValidationError(str(message))


def _trim(value: str | None) -> str:
    return (value or "").strip()
