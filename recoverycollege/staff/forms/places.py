"""A place for someone we know already."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField
from wtforms.validators import ValidationError

from recoverycollege.forms import Form
from recoverycollege.staff.forms.choosing import charter_missing, pick_one, spoken_channels


class KnownForm(Form):
    """How they asked; and the charter, unless they agreed to it before."""

    channel = pick_one(_("How did they ask?"), _("Please choose how they asked."), "phone")
    charter = BooleanField(_("I read the charter out, and they agree"))

    def __init__(self, *args: Any, agreed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreed = agreed
        self.channel.choices = spoken_channels()

    def validate_charter(self, field: BooleanField) -> None:
        if not (self.agreed or field.data):
            raise ValidationError(charter_missing())
