"""Recovery College: a catalogue, places, teaching and feedback for a college of recovery.

`create_app` is the table of contents: the root parts first, then the rooms in the order of their
rank. A room may use the rooms before it.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from flask import Flask

from recoverycollege import (
    config,
    database,
    demo,
    errors,
    guards,
    health,
    language,
    security,
    wire,
    wording,
    worker,
)

__version__ = "0.1.0"

ROOMS = ("accounts", "catalogue", "classes", "enrolment", "feedback", "teaching", "staff")


def create_app(settings: config.Settings | None = None, *, commands: bool = True) -> Flask:
    """The application of one installation. Raises `UnsafeSettings` before anything runs.

    Web processes are made without commands: what only those need would fill their memory.
    """
    settings = settings or config.load()
    app = Flask(__name__, instance_path=str(settings.instance))
    app.extensions["settings"] = settings
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        MIGRATIONS=str(migrations_folder()),
    )
    settings.instance.mkdir(parents=True, exist_ok=True)
    for part in (database, wire, security, language, wording, errors, guards, worker, health):
        part.init_app(app)
    for room in ROOMS:
        import_module(f"{__name__}.{room}.room").init_app(app)
    demo.init_app(app)
    if commands:
        import_module(f"{__name__}.cli").init_app(app)
    return app


def migrations_folder() -> Path:
    """In the source tree beside the package; inside it once installed."""
    inside = Path(__file__).parent / "migrations"
    return inside if inside.exists() else Path(__file__).parent.parent / "migrations"
