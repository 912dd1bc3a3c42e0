"""A new version of the charter."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from recoverycollege.forms import Form
from recoverycollege.staff.forms.fields import DayField, Given, line_field, text_field


class CharterForm(Form):
    """Its title, its words, and the day it begins."""

    title = line_field(_("Title"), 200, _("Please give it a title."))
    words = text_field(_("Words"), _("Please write the charter."), 20_000)
    in_force_from = DayField(_("It begins on"), [Given(_("Please choose the day it begins."))])
