"""The author's helper: how easy a text is to read, told while it is typed."""

from __future__ import annotations

from flask import jsonify, render_template_string, request
from flask.typing import ResponseReturnValue

from recoverycollege.catalogue.blueprint import catalogue
from recoverycollege.forms import PressForm
from recoverycollege.guards import audience

TOLD = '{% from "macros/reading.html" import told %}{{ told(reading) }}'


@catalogue.post("/words/reading")
@audience("signed_in", late_write=True)
def words_reading() -> ResponseReturnValue:
    """Keeps nothing and changes nothing: a POST, because a text is too long for an address."""
    if not PressForm().validate_on_submit():
        return jsonify(html=""), 422
    from recoverycollege.catalogue.reading import read  # only authors need it

    reading = read(request.form.get("text", ""))
    return jsonify(html=render_template_string(TOLD, reading=reading))
