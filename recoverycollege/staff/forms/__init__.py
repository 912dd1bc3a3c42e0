"""Forms of the office: the shape of input only, one file per topic."""

from __future__ import annotations

from flask_wtf import FlaskForm


class PressForm(FlaskForm):
    """A form that is one button."""
