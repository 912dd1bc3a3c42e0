"""One line of the support directory."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField
from wtforms.validators import ValidationError

from recoverycollege.forms import Form
from recoverycollege.staff.forms.fields import DayField, line_field, text_field

_WEB = re.compile(r"https?://[^\s/]+\.[^\s]+\Z", re.IGNORECASE)


class SupportForm(Form):
    """Who helps, how to reach them, and when."""

    name = line_field(_("Name"), 120, _("Please type who it is."))
    topic = line_field(_("Topic"), 40, _("Please type a topic, such as crisis or money."))
    area = line_field(_("Area"), 80)
    phone = line_field(_("Phone"), 40)
    text_number = line_field(_("Text message"), 80)
    sign_language = line_field(_("Sign language"), 200)
    url = line_field(_("Web address"), 300)
    hours = line_field(_("Hours"), 200)
    words = text_field(_("In a few words"))
    help_now = BooleanField(_("Show it on “Get help now”"))
    checked_on = DayField(_("Checked on"))

    def validate_url(self, field: Any) -> None:
        if field.data and not _WEB.match(field.data):
            raise ValidationError(_("Please begin the web address with https://"))

    def values(self) -> dict[str, Any]:
        """What was typed, by column."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}
