"""The commands: `flask --app wsgi …`. Those about people are added by the accounts room."""

from __future__ import annotations

from flask import Flask

from recoverycollege.commands import audit, backup, demonstration, running, schema
from recoverycollege.feedback.commands import evidence, instruments


def init_app(app: Flask) -> None:
    """Adds every command to the app."""
    schema.init_app(app)
    for command in (
        running.serve,
        running.web,
        running.worker,
        demonstration.load_demo,
        demonstration.run_demo,
        audit.audit,
        backup.backup,
        backup.restore,
        evidence.evidence,
        instruments.instruments,
    ):
        app.cli.add_command(command)
