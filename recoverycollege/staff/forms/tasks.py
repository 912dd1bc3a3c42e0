"""What came of a task."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from recoverycollege.forms import Form
from recoverycollege.staff.forms.choosing import pick_one
from recoverycollege.staff.forms.fields import text_field


class DoneForm(Form):
    """A few words, so that whoever answers the phone next knows."""

    outcome = text_field(
        _("What came of it?"), _("Please write a few words, such as: rang back, all is well.")
    )


class CallForm(Form):
    """How a friendly call went: one press, and a few words if they help."""

    result = pick_one(
        _("How did it go? One press, and it is noted."), _("Please press how it went.")
    )
    outcome = text_field(_("A few words for the others"), most=500)

    def __init__(self, *args: Any, results: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.result.choices = list(results.items())
