"""What came of a task."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from recoverycollege.forms import Form
from recoverycollege.staff.forms.fields import text_field


class DoneForm(Form):
    """A few words, so that whoever answers the phone next knows."""

    outcome = text_field(
        _("What came of it?"), _("Please write a few words, such as: rang back, all is well.")
    )
