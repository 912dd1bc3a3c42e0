"""The shape of what co-teachers send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from recoverycollege.classes.rules import records, reflections
from recoverycollege.enrolment.rules.messages import LONGEST
from recoverycollege.forms import Form, one_of_these
from recoverycollege.text import clean


class ShownForm(Form):
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


class MessageForm(Form):
    """A message to the class. What is written on one page has one `once`, and is sent once."""

    words = TextAreaField(
        _("Your message"),
        validators=[
            DataRequired(_("Please write a few words first")),
            Length(max=LONGEST, message=_("Please shorten this: it must fit on a page")),
        ],
        filters=[lambda words: clean(words or "").strip()],
    )
    once = HiddenField(validators=[Length(max=32)])


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
