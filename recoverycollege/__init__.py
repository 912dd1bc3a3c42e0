"""Recovery College: a catalogue, places, teaching and feedback for a college of recovery.

`create_app` is the table of contents: the root parts first, then the rooms in the order of their
rank. A room may use the rooms before it.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from recoverycollege import config

if TYPE_CHECKING:
    from flask import Flask

__version__ = "0.1.0"

PARTS = (
    "database",
    "wire",
    "security",
    "language",
    "wording",
    "errors",
    "guards",
    "worker",
    "health",
)
ROOMS = ("accounts", "catalogue", "classes", "enrolment", "feedback", "teaching", "staff")


def create_app(
    settings: config.Settings | None = None, *, commands: bool = True, rooms: bool = True
) -> Flask:
    """The application of one installation. Raises `UnsafeSettings` before anything runs.

    Everything is loaded here and not before. Web processes are made without commands, and the
    supervisor, which answers nobody, without rooms: what they do not need costs time and memory.
    """
    from flask import Flask

    settings = settings or config.load()
    app = Flask(__name__, instance_path=str(settings.instance))
    app.extensions["settings"] = settings
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        MIGRATIONS=str(migrations_folder()),
    )
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    if rooms:
        for part in (*PARTS, *(f"{room}.room" for room in ROOMS), "demo"):
            import_module(f"{__name__}.{part}").init_app(app)
    if commands:
        import_module(f"{__name__}.cli").init_app(app)
    return app


def migrations_folder() -> Path:
    """In the source tree beside the package; inside it once installed."""
    inside = Path(__file__).parent / "migrations"
    return inside if inside.exists() else Path(__file__).parent.parent / "migrations"
