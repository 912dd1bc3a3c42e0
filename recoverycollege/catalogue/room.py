"""Sets up the catalogue room."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from flask import Flask

from recoverycollege.catalogue.blueprint import catalogue

PAGES = ("home", "browse", "course", "prospectus", "about", "support")


def init_app(app: Flask) -> None:
    """Registers the room's pages, and what it promises to the root modules."""
    for name in PAGES:
        if find_spec(f"recoverycollege.catalogue.routes.{name}"):
            import_module(f"recoverycollege.catalogue.routes.{name}")
    app.register_blueprint(catalogue)
