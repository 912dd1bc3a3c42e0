"""Sets up the classes room."""

from __future__ import annotations

from flask import Flask

from recoverycollege.classes.blueprint import classes
from recoverycollege.classes.queries import teaches


def init_app(app: Flask) -> None:
    """Registers the room's pages, and what it promises to the root modules."""
    from recoverycollege.classes import models, routes  # noqa: F401

    app.register_blueprint(classes)
    app.extensions.setdefault("role_sources", {})["teaches"] = teaches
