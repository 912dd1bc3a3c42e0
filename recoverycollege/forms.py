"""What every form shares: plain words when a page had been open too long, or nothing fits."""

from __future__ import annotations

from typing import Any, Self

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, ValidationError


def too_old() -> str:
    return _("This page had been open for a long time. Please press once more.")


class Form(FlaskForm):
    """A form whose security token says in plain words when it no longer fits."""

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        token = self._fields.get("csrf_token")
        if token is not None and token.errors:
            token.errors = [too_old()]
        return bool(good)

    def old(self) -> Self:
        """This form, saying that the page it stands on had been open too long."""
        self.form_errors = [too_old()]
        return self

    def note(self, field: str, words: str) -> None:
        """Adds what a rule said about a field."""
        found = self[field]
        found.errors = [*found.errors, words]


class PressForm(Form):
    """A button and nothing else."""


def really_pressed(again: str) -> ResponseReturnValue | None:
    """Of a button that is a form of its own: None when it was pressed on our page; else the page
    `again` (a template) with the same button, for one more press."""
    if PressForm().validate_on_submit():
        return None
    fields = {name: value for name, value in request.form.items() if name != "csrf_token"}
    return render_template(again, fields=fields, action=request.full_path.rstrip("?")), 422


def one_of_these(form: FlaskForm, field: Field) -> None:
    """In our own words, where WTForms would only say that it is not valid."""
    if field.data not in {value for value, _words in field.choices}:
        raise ValidationError(_("Choose one of these"))
