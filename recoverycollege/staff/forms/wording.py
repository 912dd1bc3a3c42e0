"""The office's own words for a letter."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import StopValidation

from recoverycollege.errors import say
from recoverycollege.forms import Form
from recoverycollege.letters.gaps import slips
from recoverycollege.letters.kinds import Kind
from recoverycollege.letters.wording import LONGEST
from recoverycollege.staff.forms.fields import text_field
from recoverycollege.text import clean


class WordingForm(Form):
    """Its words are checked by what the kind of letter has and needs on this channel."""

    words = text_field(_("The words"), _("Please write some words."), LONGEST)

    def __init__(self, kind: Kind, channel: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.channel = kind, channel

    def validate_words(self, field: TextAreaField) -> None:
        field.data = clean(field.data)
        found = slips(field.data, self.kind.has, self.kind.must, self.channel)
        if found:
            raise StopValidation(" ".join(say(one) for one in found))
