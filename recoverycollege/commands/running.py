"""`serve`, and the two halves of what it keeps running."""

from __future__ import annotations

import socket
import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from recoverycollege import supervise
from recoverycollege.config import PREFIX, Settings


@click.command()
@with_appcontext
def serve() -> None:
    """Runs the web server and the worker of this machine until told to stop."""
    settings: Settings = current_app.extensions["settings"]
    check_port(settings)
    sys.exit(supervise.serve(settings))


@click.command()
@with_appcontext
def web() -> None:
    """Runs the web servers of this machine without the worker."""
    settings: Settings = current_app.extensions["settings"]
    check_port(settings)
    sys.exit(supervise.serve(settings, worker=False))


@click.command()
@click.option("--once", is_flag=True, help="Does what is due now, and ends.")
@with_appcontext
def worker(once: bool) -> None:
    """Delivers letters, offers places, reminds, forgets: whatever time brings."""
    from recoverycollege import worker

    app = current_app._get_current_object()  # type: ignore[attr-defined]
    if not once:
        worker.run(app)
    for name, done in worker.run_once(app).items():
        if done:
            click.echo(f"{name}: {done}")


def check_port(settings: Settings) -> None:
    """Says so when the port is taken, instead of failing in every child. Exits then."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((settings.host, settings.port))
        except OSError as problem:
            raise click.ClickException(
                f"Port {settings.port} on {settings.host} cannot be used ({problem.strerror}). "
                f"Is the college running already? Another port: {PREFIX}PORT={settings.port + 1}"
            ) from None
