"""The commands: `flask --app wsgi …`."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Adds every command to the app."""
