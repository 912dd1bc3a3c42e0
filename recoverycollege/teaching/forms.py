"""The shape of what co-teachers send."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField, ValidationError
from wtforms.validators import DataRequired, Length


class PressForm(FlaskForm):
    """A button and nothing else; the register's marks are read by their names."""


def one_of_these(form: FlaskForm, field: RadioField) -> None:
    """In our own words, where WTForms would only say that it is not valid."""
    if field.data not in {value for value, _words in field.choices}:
        raise ValidationError(_("Choose one of these"))


class ShownForm(FlaskForm):
    """What a co-teacher shows of themselves, and to whom."""

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
