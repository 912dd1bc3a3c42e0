"""You said, we did: a short note on what came of what students said."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired, Length

from recoverycollege.forms import Form, one_of_these
from recoverycollege.text import clean

LONGEST = 300


class SaidForm(Form):
    """What students said, what was done about it, and how long it is shown."""

    said = TextAreaField(
        _("You said …"),
        validators=[
            DataRequired(_("Write what students said, in a few words")),
            Length(max=LONGEST, message=_("Please shorten this a little")),
        ],
        filters=[lambda words: clean(words or "").strip()],
    )
    did = TextAreaField(
        _("We did …"),
        validators=[
            DataRequired(_("Write what you did about it")),
            Length(max=LONGEST, message=_("Please shorten this a little")),
        ],
        filters=[lambda words: clean(words or "").strip()],
    )
    months = RadioField(
        _("How long may it stand there?"),
        choices=[("3", _("Three months")), ("6", _("Half a year")), ("12", _("A year"))],
        default="6",
        validators=[one_of_these],
        validate_choice=False,
    )
