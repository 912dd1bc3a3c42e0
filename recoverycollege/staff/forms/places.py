"""A place for someone we know already, and putting someone forward in the line."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from recoverycollege.accounts.models import AccessNeed
from recoverycollege.forms import Form
from recoverycollege.staff import words
from recoverycollege.staff.forms.asked import AskedForm, NeedsFields
from recoverycollege.staff.forms.choosing import pick_one


class KnownForm(NeedsFields, AskedForm):
    """How they asked, what else would help, and the charter unless they agreed to it before."""

    def __init__(
        self, *args: Any, agreed: bool, need: AccessNeed | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.agreed, self.need = agreed, need
        if need is not None:
            self.needs.label.text = _("What else would help them take part?")
            del self.needs_for  # they said it before

    @property
    def told_to(self) -> str:
        """Who may know what would help them."""
        return self.need.told_to if self.need else str(self.needs_for.data)


class TurnForm(Form):
    """Why someone goes before others. `later`: how many asked after a form that came earlier."""

    reason = pick_one(_("Why do they go before others?"), _("Please choose a reason."))

    def __init__(self, *args: Any, later: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = words.turn_reasons()
        if not later:
            del reasons["came_earlier"]
        self.reason.choices = list(reasons.items())
