"""How a friendly call went."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    RadioField,
    TextAreaField,
)
from wtforms.validators import Length

from recoverycollege.forms import Form, one_of_these


class CallForm(Form):
    """How a friendly call went: one press, and a few words for whoever looks next."""

    result = RadioField(
        _("How did it go? One press, and it is noted."),
        validators=[one_of_these],
        validate_choice=False,
    )
    words = TextAreaField(
        _("A few words for the others"),
        validators=[Length(max=500, message=_("Please shorten this a little"))],
        filters=[lambda words: (words or "").strip()],
    )

    def __init__(self, *args: Any, results: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.result.choices = list(results.items())
