"""The shape of what is chosen about one's answers, and of words that may be quoted."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, RadioField, TextAreaField
from wtforms.validators import DataRequired, Length

from recoverycollege.feedback.rules.items import MOST_WORDS
from recoverycollege.forms import Form, one_of_these
from recoverycollege.text import clean


def trimmed(words: str | None) -> str:
    """Without what nobody sees, and without space around it."""
    return clean(words or "").strip()


class WhoseForm(Form):
    """Linked to me, under a code, or standing alone."""

    whose = RadioField(
        _("How shall we keep them?"),
        choices=[
            ("coded", _("Kept under a code")),
            ("linked", _("Linked to me")),
            ("untied", _("Standing alone")),
        ],
        validators=[one_of_these],
        validate_choice=False,
    )


class OfferForm(Form):
    """That words of one's own may be quoted, and what may stand beside them."""

    with_name = BooleanField(_("With my first name"))
    with_place = BooleanField(_("With the place where the class was"))


class PublishForm(OfferForm):
    """The author's yes to the exact words; or other words, for the moderators to read again."""

    final = TextAreaField(_("The words"), filters=[trimmed])
    months = RadioField(
        _("How long may it stand there?"),
        choices=[
            ("3", _("Three months")),
            ("6", _("Half a year")),
            ("12", _("A year")),
        ],
        default="12",
        validators=[one_of_these],
        validate_choice=False,
    )


class NoteForm(Form):
    """A goal, or something that helped, in one's own words."""

    words = TextAreaField(
        _("In your own words"),
        validators=[
            DataRequired(_("Write a few words first")),
            Length(max=500, message=_("Please shorten this a little")),
        ],
        filters=[trimmed],
    )


class LetterForm(Form):
    """A letter to one's future self, and when it opens."""

    words = TextAreaField(
        _("Your letter"),
        validators=[
            DataRequired(_("Write a few words first")),
            Length(max=MOST_WORDS, message=_("Please shorten this a little")),
        ],
        filters=[trimmed],
    )
    weeks = RadioField(
        _("When would you like to read it?"),
        choices=[
            ("4", _("In four weeks")),
            ("12", _("In twelve weeks")),
            ("26", _("In half a year")),
            ("52", _("In a year")),
        ],
        default="12",
        validators=[one_of_these],
        validate_choice=False,
    )


class YesForm(Form):
    """A moderator's yes. `read`: the words that stood there."""

    read = HiddenField()
    final = TextAreaField(_("The words as they would be shown"), filters=[trimmed])
