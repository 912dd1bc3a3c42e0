"""Sets up the staff room."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from flask import Flask


def init_app(app: Flask) -> None:
    """Registers the room's pages: every file in routes/ is a topic."""
    from recoverycollege.staff import routes
    from recoverycollege.staff.blueprint import staff

    for topic in iter_modules(routes.__path__):
        import_module(f"{routes.__name__}.{topic.name}")
    app.register_blueprint(staff)
