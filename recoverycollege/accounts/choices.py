"""What can be chosen here depends on the college's settings."""

from __future__ import annotations

from babel import Locale
from flask_babel import gettext as _
from wtforms import SelectChoice

from recoverycollege.config import Settings


def contact_routes(settings: Settings) -> list[SelectChoice]:
    """The ways to be reached; texts only where there is a gateway."""
    routes = [
        ("email", _("By e-mail")),
        ("text", _("By text message")),
        ("phone", _("By phone")),
        ("letter", _("By letter")),
    ]
    return [
        SelectChoice(name, words) for name, words in routes if name != "text" or settings.text_url
    ]


def languages(settings: Settings) -> list[SelectChoice]:
    """The languages of the college, each in its own words."""
    return [
        SelectChoice(code, Locale.parse(code.replace("-", "_")).get_display_name() or code)
        for code in settings.language_list
    ]
