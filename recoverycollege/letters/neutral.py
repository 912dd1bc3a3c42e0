"""What every letter has that says nothing of what it is about."""

from __future__ import annotations

from flask import current_app
from flask_babel import gettext as _


def subject() -> str:
    """Neutral: the college's name itself can disclose, a course title even more."""
    return _("A message from %(name)s", name=current_app.extensions["settings"].mail_name)


def page(path: str) -> str:
    """The whole address of one of our pages."""
    base: str = current_app.extensions["settings"].base_url
    return base + path


def help_page() -> str:
    return page("/help-now")
