"""Sets up the feedback room."""

from __future__ import annotations

from flask import Flask

from recoverycollege import personal
from recoverycollege.feedback import models  # noqa: F401
from recoverycollege.feedback.blueprint import feedback
from recoverycollege.feedback.personal import HELD


def init_app(app: Flask) -> None:
    """Registers the room's pages, and what it promises to the root modules."""
    app.register_blueprint(feedback)
    personal.register(app, *HELD)
