"""Buttons that are forms of their own: was it really pressed here?"""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from recoverycollege.forms import PressForm


def pressed() -> ResponseReturnValue | None:
    """None when it was; else a page with the same button, for one more press."""
    if PressForm().validate_on_submit():
        return None
    fields = {name: value for name, value in request.form.items() if name != "csrf_token"}
    page = render_template("teaching/again.html", fields=fields, action=request.path)
    return page, 422
