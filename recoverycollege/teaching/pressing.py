"""Buttons that are forms of their own: was it really pressed here?"""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from recoverycollege.forms import really_pressed


def pressed() -> ResponseReturnValue | None:
    """None when it was; else a page for co-teachers with the same button."""
    return really_pressed("teaching/again.html")
