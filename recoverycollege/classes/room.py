"""Sets up the classes room."""

from __future__ import annotations

from flask import Flask

from recoverycollege import personal
from recoverycollege.classes import routes, sweeps  # noqa: F401
from recoverycollege.classes.audit import sessions_are_in_order, teams_are_whole
from recoverycollege.classes.blueprint import classes
from recoverycollege.classes.personal import HELD
from recoverycollege.classes.queries import teaches
from recoverycollege.classes.services import shown
from recoverycollege.worker import register_sweep


def init_app(app: Flask) -> None:
    """Registers the room's pages, and what it promises to the root modules."""
    app.register_blueprint(classes)
    personal.register(app, *HELD)
    app.extensions.setdefault("before_erase", []).append(shown.forget_name)
    app.extensions.setdefault("role_sources", {})["teaches"] = teaches
    register_sweep(app, "taught_from", sweeps.taught_from, every_seconds=60)
    app.extensions.setdefault("audits", {}).update(
        {"classes: dates": sessions_are_in_order, "classes: teams": teams_are_whole}
    )
