"""The shape of what is chosen about one's answers."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import RadioField

from recoverycollege.forms import Form, one_of_these


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
