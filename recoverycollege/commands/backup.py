"""A copy of the database, and back again. The keys are never in it: keep them elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import URL, make_url

from recoverycollege import clock
from recoverycollege.commands import postgresql_copy, sqlite_copy
from recoverycollege.config import Settings
from recoverycollege.database import db


class NotPossible(click.ClickException):
    """Nothing was changed; the text says why."""


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """Copies the database into FILE while the college goes on working."""
    if file.exists():
        raise NotPossible(f"{file} is there already. A backup never overwrites anything.")
    url, way = _way()
    with _reasons():
        way.save(url, file)
    click.echo(f"Saved {file} ({file.stat().st_size / 1e6:.1f} MB). The keys are not in it.")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def restore(file: Path) -> None:
    """Puts the college back to the state in FILE. What was there is kept beside it."""
    if not file.exists():
        raise NotPossible(f"{file} is not there.")
    url, way = _way()
    settings: Settings = current_app.extensions["settings"]
    kept = settings.instance / f"before-restore-{clock.now():%Y%m%dT%H%M%S}{way.ENDING}"
    with _reasons():
        version = way.check(file)
        _check_version(version)
        db.engine.dispose()
        way.put_back(url, file, kept)
    click.echo(f"Restored {file}.")
    if kept.exists():
        click.echo(f"What was there before is in {kept}")
    if version != _versions()[0]:
        click.echo("It comes from an older release. Next: flask --app wsgi db upgrade")


def _way() -> tuple[URL, Any]:
    url = make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])
    return url, sqlite_copy if url.get_backend_name() == "sqlite" else postgresql_copy


@contextmanager
def _reasons() -> Iterator[None]:
    """Turns what can go wrong with a copy into one line."""
    try:
        yield
    except (OSError, ValueError) as problem:
        raise NotPossible(str(problem)) from None


def _versions() -> list[str]:
    """The versions of the schema this release knows, the newest first."""
    from alembic.script import ScriptDirectory

    folder = ScriptDirectory(current_app.config["MIGRATIONS"])
    return [script.revision for script in folder.walk_revisions()]


def _check_version(version: str) -> None:
    if version not in _versions():
        raise NotPossible(
            f"The backup comes from a newer release (schema {version}). Update the college first."
        )
