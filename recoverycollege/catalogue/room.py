"""Sets up the catalogue room."""

from __future__ import annotations

from functools import partial

from flask import Flask

from recoverycollege import personal
from recoverycollege.catalogue import letters, sweeps
from recoverycollege.catalogue.audit import (
    search_is_true,
    versions_are_kept,
    words_are_counted,
)
from recoverycollege.catalogue.blueprint import catalogue
from recoverycollege.catalogue.personal import HELD
from recoverycollege.catalogue.routes import (
    about,
    browse,
    contact,
    course,
    design_hand_over,
    design_lead,
    design_notes,
    design_people,
    design_words,
    designs,
    home,
    ideas,
    prospectus,
    reading,
    reading_settings,
    support,
)
from recoverycollege.catalogue.support_copy import write_help_now
from recoverycollege.worker import register_sweep

PAGES = (
    *(about, browse, contact, course, home, prospectus, reading, reading_settings, support),
    *(design_hand_over, design_lead, design_notes, design_people, design_words, designs, ideas),
)


def init_app(app: Flask) -> None:
    """Registers the room's pages, and what it promises to the root modules."""
    app.register_blueprint(catalogue)
    personal.register(app, *HELD)
    letters.register(app)
    app.extensions.setdefault("audits", {}).update(
        {
            "catalogue: search": search_is_true,
            "catalogue: versions": versions_are_kept,
            "catalogue: words": words_are_counted,
        }
    )
    zone = app.extensions["settings"].zone
    register_sweep(app, "come_back", partial(sweeps.come_back, zone), every_seconds=600)
    register_sweep(app, "help_now", lambda now: write_help_now(app), every_seconds=60)
