"""How the pages should look, for this browser."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField
from wtforms.validators import ValidationError

from recoverycollege.forms import Form
from recoverycollege.language import READING


class ReadingForm(Form):
    """One choice each; the empty value is the way the college looks by itself."""

    text = RadioField(
        _("Size of the letters"),
        choices=[("", _("As it is")), ("large", _("Large")), ("larger", _("Larger still"))],
    )
    face = RadioField(
        _("Shape of the letters"),
        choices=[
            ("", _("As it is")),
            ("plain", _("The letters your device uses")),
            ("dyslexic", _("Letters that are easy to tell apart")),
        ],
    )
    spacing = RadioField(
        _("Space between the lines"), choices=[("", _("As it is")), ("more", _("More space"))]
    )
    colours = RadioField(
        _("Colours"), choices=[("", _("As they are")), ("calm", _("Calmer colours"))]
    )
    after = HiddenField()

    def __init__(self, **chosen: Any) -> None:
        super().__init__(**chosen)
        for name in READING:
            self[name].validators = [_known]
            self[name].validate_choice = False

    @property
    def cookie(self) -> str:
        """The choices as the cookie keeps them; empty when all is as it was."""
        return ".".join(f"{name}-{self[name].data}" for name in READING if self[name].data)


def _known(form: Any, field: Any) -> None:
    if (field.data or "") not in {value for value, _label in field.choices}:
        raise ValidationError(str(_("Please choose one of these.")))
