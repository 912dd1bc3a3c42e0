"""A message to the class."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import (
    HiddenField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length

from recoverycollege.enrolment.rules.messages import LONGEST
from recoverycollege.forms import Form
from recoverycollege.text import clean


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
