"""The demonstration college: loading it, and running it for a look around."""

from __future__ import annotations

import sys

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from recoverycollege import clock, supervise
from recoverycollege.commands.running import check_port
from recoverycollege.config import PREFIX, Settings
from recoverycollege.database import begin_write, db, end_read

WELCOME = """
  {college} is open:  {address}

  Sign in at {address}/account/sign-in
  with the password {password}

    student@demo.example         has a place, waits for another, was here before
    student2@demo.example        is offered a place that came free
    peer@demo.example            teaches, knowing it from the inside
    practitioner@demo.example    teaches, knowing it from work
    relative@demo.example        teaches, knowing it from home
    office@demo.example          works in the office
    manager@demo.example         manages the college

  No letter leaves this machine. Read them at {address}/demo/letters
  or as files in {letters}

  Ctrl+C ends it; everything stays in {instance}
"""


@click.command()
@click.option("--scale", type=click.Choice(["college"]), default="college", show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, other people.")
@click.option("--if-empty", is_flag=True, help="Does nothing when somebody is here already.")
@with_appcontext
def load_demo(scale: str, seed: int, if_empty: bool) -> None:
    """Fills an empty database with the demonstration college, around today's date."""
    loaded = load(_app(), seed)
    if loaded is None and not if_empty:
        raise click.ClickException("There is a college in this database already. Nothing changed.")
    if loaded is not None:
        click.echo(f"Loaded {loaded}.")


@click.command()
@with_appcontext
def run_demo() -> None:
    """Brings the database up to date, loads the demonstration if it is empty, and serves it."""
    import flask_migrate

    app = _app()
    settings: Settings = app.extensions["settings"]
    _check_demo(settings)
    check_port(settings)
    flask_migrate.upgrade()
    end_read()
    load(app, seed=1)
    db.engine.dispose()
    click.echo(welcome(settings))
    sys.exit(supervise.serve(settings))


def load(app: Flask, seed: int) -> str | None:
    """Loads the demonstration; None when somebody or something is here already."""
    from recoverycollege.catalogue.support_copy import write_help_now
    from recoverycollege.demo import load as demo

    settings: Settings = app.extensions["settings"]
    _check_demo(settings)
    begin_write()
    if not demo.is_empty():
        end_read()
        return None
    today = clock.today(settings.zone)
    world = demo.load(
        today=today,
        zone=settings.zone,
        country=settings.country,
        seed=seed,
        answer_key=settings.answer_key,
    )
    db.session.commit()
    write_help_now(app)
    return world.in_words()


def welcome(settings: Settings) -> str:
    """What someone who looks around needs to know."""
    from recoverycollege.demo.load import PASSWORD

    return WELCOME.format(
        college=settings.college_name,
        address=settings.base_url,
        password=PASSWORD,
        letters=settings.letters_folder,
        instance=settings.instance,
    )


def _check_demo(settings: Settings) -> None:
    """Its accounts have a password that everyone knows."""
    if not settings.demo:
        raise click.ClickException(f"This is only for a demonstration: {PREFIX}DEMO=1")


def _app() -> Flask:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return app
