"""What can be chosen here depends on the college's settings."""

from __future__ import annotations

from babel import Locale
from flask_babel import gettext as _

from recoverycollege.config import Settings


def contact_routes(settings: Settings) -> list[tuple[str, str]]:
    """The ways to be reached; texts only where there is a gateway."""
    routes = [
        ("email", _("By e-mail")),
        ("text", _("By text message")),
        ("phone", _("By phone")),
        ("letter", _("By letter")),
    ]
    return [(name, words) for name, words in routes if name != "text" or settings.text_url]


def languages(settings: Settings) -> list[tuple[str, str]]:
    """The languages of the college, each in its own words."""
    return [
        (code, Locale.parse(code, sep="-" if "-" in code else "_").get_display_name() or code)
        for code in settings.language_list
    ]
