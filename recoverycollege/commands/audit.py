"""Checks what must always be true."""

from __future__ import annotations

import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from recoverycollege.database import end_read


@click.command()
@with_appcontext
def audit() -> None:
    """Checks every invariant and changes nothing. Ends with 2 when one is broken."""
    broken = 0
    audits = current_app.extensions.get("audits", {})
    for name, check in sorted(audits.items()):
        breaches = check()
        end_read()
        broken += len(breaches)
        click.echo(f"{'broken' if breaches else 'ok':>6}  {name}")
        for breach in breaches:
            click.echo(f"        {breach}")
    if broken:
        sys.exit(2)
