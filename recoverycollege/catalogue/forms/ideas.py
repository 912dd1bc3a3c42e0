"""An idea for a course."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import EmailField, StringField, TextAreaField
from wtforms.validators import StopValidation

from recoverycollege.accounts.rules import email_key
from recoverycollege.catalogue.forms.checks import filled, short_enough
from recoverycollege.forms import Form


class IdeaForm(Form):
    """What it is called, what it gives people, for whom; and by whom, unless they are signed in."""

    title = StringField(_("What could the course be called?"))
    gives = TextAreaField(_("What would it give people?"))
    for_whom = StringField(_("Who would it be for?"))
    name = StringField(_("What should we call you?"))
    email = EmailField(_("Your e-mail address"))

    def __init__(self, *args: Any, signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if signed_in:
            del self.name, self.email

    def validate_title(self, field: Any) -> None:
        filled(field, gettext("Please give it a name. It can change later."), 120)

    def validate_gives(self, field: Any) -> None:
        filled(field, gettext("Please write a few words. Rough ones are fine."), 4000)

    def validate_for_whom(self, field: Any) -> None:
        short_enough(field, 300)

    def validate_name(self, field: Any) -> None:
        filled(field, gettext("Please tell us what to call you. Any name will do."), 100)

    def validate_email(self, field: Any) -> None:
        filled(field, gettext("Please tell us where to write to you."), 250)
        if email_key(field.data) is None:
            raise StopValidation(
                gettext("This does not look like an e-mail address. It has an @ in the middle.")
            )

    @property
    def idea(self) -> dict[str, str]:
        names = ("title", "gives", "for_whom")
        return {name: (self[name].data or "").strip() for name in names}
