"""`instruments …`: whether definitions may be used."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from recoverycollege.feedback.rules.instruments.definition import Definition


@click.group()
def instruments() -> None:
    """Definitions of instruments: what they ask, and how answers score."""


@instruments.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]…")
def check(files: tuple[Path, ...]) -> None:
    """Checks every definition that is shipped, and each FILE, and runs their worked answers.
    Changes nothing. Ends with 2 at a fault, and names its line."""
    from recoverycollege.feedback.queries.instruments import (
        load_given,
        load_shipped,
        shipped_files,
    )

    sound = [_checked(load_shipped, path) for path in shipped_files()]
    sound += [_checked(load_given, path) for path in files]
    if not all(sound):
        sys.exit(2)


def _checked(how: Callable[[Path], Definition], path: Path) -> bool:
    from recoverycollege.feedback.rules.instruments.reading import Faulty

    try:
        click.echo(_line(how(path)))
    except Faulty as problem:
        click.echo(f"refused  {path}")
        click.echo("\n".join(f"         {line}" for line in str(problem).splitlines()))
        return False
    except OSError as problem:
        click.echo(f"refused  {path}: {problem.strerror}")
        return False
    return True


def _line(definition: Definition) -> str:
    scores, examples = len(definition.scores), len(definition.examples)
    verified = "verified" if definition.verified else "not all verified"
    return (
        f"     ok  {definition.key:<20} {definition.content:<6}{len(definition.items):>3} items"
        f"{scores:>3} {'score ' if scores == 1 else 'scores'}{examples:>3} worked  {verified}"
    )
