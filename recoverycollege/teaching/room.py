"""Sets up the teaching room."""

from __future__ import annotations

from flask import Flask

from recoverycollege.teaching.blueprint import teaching
from recoverycollege.teaching.routes import (
    board,
    calls,
    classes,
    feedback,
    invitations,
    me,
    paper,
    register,
    team,
)

PAGES = (board, calls, classes, feedback, invitations, me, paper, register, team)


def init_app(app: Flask) -> None:
    """Registers the room's pages."""
    app.register_blueprint(teaching)
