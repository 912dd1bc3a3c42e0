"""Forms of the public pages: the shape of what is typed, one file per topic."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm


class PublicForm(FlaskForm):
    """Says in plain words when the page had been open too long."""

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if self.csrf_token.errors:
            self.csrf_token.errors = [
                _("This page had been open for a long time. Please press once more.")
            ]
        return bool(good)
