"""`evidence …`: figures of a file, by the code that the reports use. Nothing is stored."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from recoverycollege.feedback.commands.files import NotUnderstood, as_json, table_of
from recoverycollege.feedback.commands.paired_words import paired_lines
from recoverycollege.feedback.rules.columns import Unclear, before_and_after, numbers

if TYPE_CHECKING:
    from recoverycollege.feedback.rules.instruments.definition import Definition

POSITIVE = click.FloatRange(min=0, min_open=True, max=1e100)
FILE = click.Path(path_type=Path)


@click.group()
def evidence() -> None:
    """Figures of a file of answers, as the reports compute them. Nothing is stored."""


@evidence.command()
@click.argument("file", type=FILE)
@click.option("--before", metavar="COL", help="The column of answers before.")
@click.option("--after", metavar="COL", help="The column of answers after.")
@click.option(
    "--reliability",
    type=click.FloatRange(min=0, max=1, max_open=True),
    help="Of the instrument, for reliable change.",
)
@click.option(
    "--direction",
    type=click.Choice(["up", "down"]),
    default="up",
    show_default=True,
    help="Which way a score goes as things get better.",
)
@click.option("--group-mean", type=float, help="The mean before, in place of the file's own.")
@click.option("--group-sd", type=POSITIVE, help="The deviation before, in place of the file's own.")
@click.option("--norm-mean", type=float, help="The mean of the norms, for cutoffs b and c.")
@click.option("--norm-sd", type=POSITIVE, help="The deviation of the norms.")
@click.option("--json", "json_", is_flag=True, help="Every figure, for programs.")
def paired(
    file: Path,
    before: str | None,
    after: str | None,
    reliability: float | None,
    direction: str,
    group_mean: float | None,
    group_sd: float | None,
    norm_mean: float | None,
    norm_sd: float | None,
    json_: bool,
) -> None:
    """Compares two columns of FILE, a table with one person a row (CSV).

    Without --before and --after these are the columns of that name, else the first two with
    numbers. An empty cell is a missing answer."""
    from recoverycollege.feedback.rules import evidence as rules

    if (norm_mean is None) != (norm_sd is None):
        raise click.UsageError("Norms need both --norm-mean and --norm-sd.")
    norm = None if norm_mean is None or norm_sd is None else (norm_mean, norm_sd)
    table = table_of(file)
    try:
        chosen = before_and_after(table, before, after)
        rows = list(zip(*numbers(table, chosen), strict=True))
    except Unclear as problem:
        raise NotUnderstood(f"{file}: {problem}") from None
    asked = rules.Asked(reliability, direction, (group_mean, group_sd), norm)
    names = (table.names[position] for position in chosen)
    columns = dict(zip(("before", "after"), names, strict=True))
    figures = {"columns": columns, **rules.paired(rows, asked)}
    click.echo(as_json(figures) if json_ else "\n".join(paired_lines(figures)))


@evidence.command()
@click.argument("instrument")
@click.argument("file", type=FILE)
@click.option("--json", "json_", is_flag=True, help="Every row and figure, for programs.")
def score(instrument: str, file: Path, json_: bool) -> None:
    """Scores the rows of FILE, a table with one person a row and one column for each item.

    INSTRUMENT is an id, id@version, or the path of a definition. An empty cell is a missing
    answer; what that means for a score, its missing rule says."""
    from recoverycollege.feedback.commands.score_words import score_figures, score_lines
    from recoverycollege.feedback.rules.instruments.sheets import scored

    definition = _definition(instrument)
    table = table_of(file)
    try:
        sheets = scored(definition, table)
    except Unclear as problem:
        raise NotUnderstood(f"{file}: {problem}") from None
    if json_:
        click.echo(as_json(score_figures(definition, sheets)))
    else:
        click.echo("\n".join(score_lines(definition, sheets)))


def _definition(name: str) -> Definition:
    from recoverycollege.feedback.queries.instruments import Unknown, find
    from recoverycollege.feedback.rules.instruments.reading import Faulty

    try:
        return find(name)
    except Unknown as problem:
        raise NotUnderstood(str(problem)) from None
    except Faulty as problem:
        raise NotUnderstood(f"This definition may not be used.\n{problem}") from None
    except OSError as problem:
        raise NotUnderstood(f"{name} cannot be read: {problem.strerror}.") from None
