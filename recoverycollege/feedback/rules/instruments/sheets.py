"""A table of answers, one person a row, scored by a definition. No numpy: pages may use it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from typing import Any

from recoverycollege.feedback.rules.columns import KEYS, Table, Unclear, numbers
from recoverycollege.feedback.rules.instruments.definition import Definition
from recoverycollege.feedback.rules.instruments.scoring import Scored, scores_of, shown

MOST_TOLD = 20
FEW = "Fewer than two scores have no spread."


@dataclass(frozen=True)
class Sheet:
    """One person's answers and scores. `key`: what the row is called, if anything."""

    line: int
    key: str
    scores: dict[str, Scored]


def scored(definition: Definition, table: Table) -> list[Sheet]:
    """Every row. Raises Unclear where a column is missing, or an answer is none of the options; the
    message names line and column."""
    columns = _columns(definition, table)
    values = numbers(table, columns.values())
    answers = [dict(zip(columns, row, strict=True)) for row in zip(*values, strict=True)]
    _check(definition, table, columns, answers)
    key = _key(table, set(columns.values()))
    return [
        Sheet(row.line, "" if key is None else row.cells[key], scores_of(definition, given))
        for row, given in zip(table.rows, answers, strict=True)
    ]


def summary(sheets: Sequence[Sheet], score_id: str) -> dict[str, Any]:
    """How many have a score, and what it is on average."""
    found = [sheet.scores[score_id].value for sheet in sheets]
    values = [value for value in found if value is not None]
    n = len(values)
    mean = fsum(values) / n if n else None
    spread = fsum((value - (mean or 0)) ** 2 for value in values)
    return {
        "n": n,
        "missing": len(found) - n,
        "mean": mean,
        "sd": sqrt(spread / (n - 1)) if n > 1 else None,
        "lowest": min(values, default=None),
        "highest": max(values, default=None),
        "reason": "" if n > 1 else FEW,
    }


def _columns(definition: Definition, table: Table) -> dict[str, int]:
    """Item → its column. Capitals and signs do not matter, ids do."""
    columns, gone = {}, []
    for item in definition.items:
        found = [i for i, name in enumerate(table.names) if name.casefold() == item.id]
        found = found or [i for i, n in enumerate(table.names) if _bare(n) == _bare(item.id)]
        if len(found) > 1:
            raise Unclear(f"{len(found)} columns are called {item.id}.")
        if found:
            columns[item.id] = found[0]
        elif not item.filler:
            gone.append(item.id)
    if gone:
        words = f"{definition.key} has one column for each item. There is none for: "
        raise Unclear(f"{words}{', '.join(gone)}.")
    return columns


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def _check(
    definition: Definition,
    table: Table,
    columns: dict[str, int],
    answers: Sequence[dict[str, float | None]],
) -> None:
    wrong = []
    for row, given in zip(table.rows, answers, strict=True):
        for item_id, answer in given.items():
            options = definition.item[item_id].options
            if answer is not None and answer not in options:
                offered = ", ".join(map(shown, options))
                where = f"Line {row.line}, column {table.names[columns[item_id]]}"
                wrong.append(f"{where}: {shown(answer)} is none of the options ({offered}).")
    if wrong:
        more = [f"… and {len(wrong) - MOST_TOLD} more."] if len(wrong) > MOST_TOLD else []
        raise Unclear("\n".join(wrong[:MOST_TOLD] + more))


def _key(table: Table, taken: set[int]) -> int | None:
    """The column that names the rows: one called id or the like, else the first that is no item."""
    free = [i for i in range(len(table.names)) if i not in taken]
    named = [i for i in free if table.names[i].casefold() in KEYS]
    return next(iter(named + free), None)
