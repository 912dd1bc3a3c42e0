"""Forms about who teaches."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from recoverycollege.classes.models import PERSPECTIVES
from recoverycollege.forms import Form
from recoverycollege.staff import choices
from recoverycollege.staff.forms.choosing import pick_one
from recoverycollege.staff.forms.fields import text_field


class SidesForm(Form):
    """The sides someone teaches from."""

    peer = BooleanField(_("Peer"))
    practitioner = BooleanField(_("Practitioner"))
    relative = BooleanField(_("Relative"))

    def chosen(self) -> list[str]:
        return [name for name in PERSPECTIVES if self[name].data]


class InviteForm(Form):
    """Asking someone into a team."""

    perspective = pick_one(_("Perspective"), _("Choose a perspective."))
    lead = BooleanField(_("They would lead the class"))
    words = text_field(_("A few words to them"), most=1000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.perspective.choices = choices.PERSPECTIVES
