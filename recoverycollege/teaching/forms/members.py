"""Who teaches: what is shown of me, when I can, and offers to teach."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from recoverycollege.forms import Form, one_of_these


def ticks(label: Any, **how: Any) -> SelectMultipleField:
    """Several of a few, each with a box to tick. What is not among them is left out."""
    return SelectMultipleField(
        label, widget=ListWidget(), option_widget=CheckboxInput(), validate_choice=False, **how
    )


def id_or_none(value: Any) -> int | None:
    """The id that was ticked; of anything else nothing."""
    plain = str(value)
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) <= 9 else None


def known(field: SelectMultipleField) -> list[Any]:
    """What was ticked, in the order it is offered."""
    return [value for value, _words in field.choices if value in (field.data or ())]


class ShownForm(Form):
    """What a co-teacher shows of themselves, and to whom. `perspective`: the side it is about."""

    perspective = HiddenField()
    shown_name = StringField(
        _("The name people see"),
        validators=[
            DataRequired(_("Tell us the name people should see")),
            Length(max=60, message=_("Please give a shorter name, up to 60 letters")),
        ],
    )
    name_scope = RadioField(
        _("Who may see your name?"),
        choices=[
            ("public", _("Everyone, in the catalogue too")),
            ("class", _("The people in this class")),
            ("team", _("Only the teaching team")),
        ],
        validators=[one_of_these],
        validate_choice=False,
    )
    perspective_scope = RadioField(
        _("Who may see what you bring?"),
        choices=[
            ("public", _("Everyone, in the catalogue too")),
            ("class", _("The people in this class")),
            ("team", _("Only the teaching team")),
        ],
        validators=[one_of_these],
        validate_choice=False,
    )
    words = StringField(
        _("What you bring, in your words"),
        validators=[Length(max=120, message=_("Please shorten this a little"))],
    )
    label_ok = BooleanField(_("The class may be called peer-led"))

    def chosen(self) -> dict[str, Any]:
        return {
            "side": self.perspective.data or "",
            "shown_name": (self.shown_name.data or "").strip(),
            "name_scope": self.name_scope.data,
            "perspective_scope": self.perspective_scope.data,
            "words": (self.words.data or "").strip(),
            "label_ok": self.label_ok.data,
        }


class WhenForm(Form):
    """When and where a co-teacher can teach."""

    days = ticks(_("Which days?"))
    parts = ticks(_("What time of day?"))
    venue_ids = ticks(_("Where can you come to?"), coerce=id_or_none)
    words = TextAreaField(
        _("In your own words"),
        validators=[Length(max=1000, message=_("Please shorten this a little"))],
        filters=[lambda words: (words or "").strip()],
    )
    wants_letters = BooleanField(_("Tell me when a class looks for someone like me"))

    def __init__(
        self,
        *args: Any,
        day_words: Mapping[str, str],
        part_words: Mapping[str, str],
        venues: Mapping[int, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.days.choices = list(day_words.items())
        self.parts.choices = list(part_words.items())
        self.venue_ids.choices = list(venues.items())


class OfferForm(Form):
    """An offer to teach: one press, and a few words if they help."""

    words = TextAreaField(
        _("A few words with it"),
        validators=[Length(max=500, message=_("Please shorten this a little"))],
        filters=[lambda words: (words or "").strip()],
    )
