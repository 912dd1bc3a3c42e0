"""What every form of the office shares: how it says that a page grew old."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm


def too_old() -> str:
    return _("This page had been open for a long time. Please press once more.")


class OfficeForm(FlaskForm):
    """A form whose security token says in plain words when it no longer fits."""

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        token = self._fields.get("csrf_token")
        if token is not None and token.errors:
            token.errors = [too_old()]
        return bool(good)
