"""Writing to the college."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import ValidationError

from recoverycollege.catalogue.forms.checks import filled, short_enough
from recoverycollege.forms import Form

LONGEST = {"name": 100, "reach": 400, "words": 4000}


class ContactForm(Form):
    """What it is about, the words, and how to answer."""

    about = RadioField(
        _("What is it about?"),
        choices=[
            ("get_back", _("A question, or something you would like us to do")),
            ("problem", _("Something went wrong, and you want the manager to know")),
        ],
        default="get_back",
        validate_choice=False,
    )
    words = TextAreaField(_("What would you like to tell us?"))
    name = StringField(_("What should we call you?"))
    reach = TextAreaField(_("How can we reach you?"))

    def validate_about(self, field: Any) -> None:
        if field.data not in {value for value, _label in field.choices}:
            raise ValidationError(gettext("Please choose what it is about."))

    def validate_words(self, field: Any) -> None:
        _filled(field, gettext("Please write a few words, so that we know how to help."))

    def validate_name(self, field: Any) -> None:
        if self.about.data == "get_back":
            _filled(field, gettext("Please tell us what to call you. Any name will do."))
        _short_enough(field)

    def validate_reach(self, field: Any) -> None:
        if self.about.data == "get_back":
            _filled(field, gettext("Please tell us how to get back to you."))
        _short_enough(field)


def _filled(field: Any, message: str) -> None:
    filled(field, message, LONGEST[field.name])


def _short_enough(field: Any) -> None:
    short_enough(field, LONGEST[field.name])
