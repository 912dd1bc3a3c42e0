"""Sets up the teaching room."""

from __future__ import annotations

from flask import Flask

from recoverycollege.teaching.blueprint import teaching
from recoverycollege.teaching.routes import (
    calls,
    classes,
    feedback,
    materials,
    paper,
    plans,
    register,
)

PAGES = (calls, classes, feedback, materials, paper, plans, register)


def init_app(app: Flask) -> None:
    """Registers the room's pages."""
    app.register_blueprint(teaching)
