"""A break from our letters, for someone who asked the office for it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from recoverycollege.forms import Form
from recoverycollege.staff.forms.fields import DayField, Given


class PauseForm(Form):
    until = DayField(
        _("Until when?"), [Given(_("Please choose the day on which we may write again."))]
    )
