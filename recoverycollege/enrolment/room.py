"""Sets up the enrolment room."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Registers the room's pages, and what it promises to the root modules."""
    from recoverycollege.enrolment import models  # noqa: F401
