"""Sets up the teaching room."""

from __future__ import annotations

from flask import Flask

from recoverycollege.teaching.blueprint import teaching
from recoverycollege.teaching.routes import (  # noqa: F401
    approval,
    board,
    calls,
    check_in,
    classes,
    feedback,
    invitations,
    materials,
    me,
    messages,
    paper,
    plans,
    reflection,
    register,
    register_paper,
    team,
    together,
)


def init_app(app: Flask) -> None:
    """Registers the room's pages."""
    app.register_blueprint(teaching)
