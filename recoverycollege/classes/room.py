"""Sets up the classes room."""

from __future__ import annotations

from flask import Flask

from recoverycollege import personal
from recoverycollege.classes import letters, reflection_letters, routes, sweeps  # noqa: F401
from recoverycollege.classes.audit import (
    files_are_whole,
    records_are_signed_by_their_team,
    sessions_are_in_order,
    teams_are_whole,
    times_are_for_one,
)
from recoverycollege.classes.blueprint import classes
from recoverycollege.classes.personal import HELD
from recoverycollege.classes.queries import teaches
from recoverycollege.classes.services import shown, teams


def init_app(app: Flask) -> None:
    """Registers the room's pages, and what it promises to the root modules."""
    app.register_blueprint(classes)
    personal.register(app, *HELD)
    letters.register(app)
    reflection_letters.register(app)
    sweeps.register(app)
    app.extensions.setdefault("before_erase", []).extend([teams.leave_all, shown.forget_name])
    app.extensions.setdefault("role_sources", {})["teaches"] = teaches
    app.extensions.setdefault("audits", {}).update(
        {
            "classes: dates": sessions_are_in_order,
            "classes: teams": teams_are_whole,
            "classes: one-to-one times": times_are_for_one,
            "classes: records": records_are_signed_by_their_team,
            "classes: files": files_are_whole,
        }
    )
