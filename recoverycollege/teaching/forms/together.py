"""What a team signs together, and what each looks back on alone."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    HiddenField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length

from recoverycollege.classes.rules import records, reflections
from recoverycollege.forms import Form


def as_typed(words: str | None) -> str:
    """What was typed, with the same line ends from every browser."""
    return (words or "").replace("\r\n", "\n").strip()


class RecordForm(Form):
    """A record of the class in the team's own words. `seen`: which words were there before."""

    seen = HiddenField()
    words = TextAreaField(
        _("What we did together"),
        validators=[
            DataRequired(_("Write a sentence or two")),
            Length(max=records.LONGEST, message=_("Please shorten this a little")),
        ],
        filters=[as_typed],
    )


class ReflectionForm(Form):
    """Two questions after a class. One of them is enough."""

    went_well = TextAreaField(
        _("What did we do well together?"),
        validators=[
            Length(max=reflections.LONGEST, message=_("Please shorten this a little")),
        ],
        filters=[as_typed],
    )
    differently = TextAreaField(
        _("What would I like us to do differently?"),
        validators=[
            Length(max=reflections.LONGEST, message=_("Please shorten this a little")),
        ],
        filters=[as_typed],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if good and not (self.went_well.data or self.differently.data):
            self.note(
                "went_well", _("Write a few words in one of the boxes, or press Not this time")
            )
            return False
        return good
