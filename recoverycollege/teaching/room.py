"""Sets up the teaching room."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Registers the room's pages."""
