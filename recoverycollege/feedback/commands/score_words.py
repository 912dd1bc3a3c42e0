"""Scores of a file, for programs and to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from recoverycollege.feedback.rules.instruments.definition import Definition
from recoverycollege.feedback.rules.instruments.sheets import Sheet, summary

STEP = 12


def score_figures(definition: Definition, sheets: Sequence[Sheet]) -> dict[str, Any]:
    """Each row, and a summary of each score."""
    return {
        "instrument": definition.key,
        "name": definition.name,
        "citation": definition.citation,
        "verified": definition.verified,
        "note": definition.note,
        "rows": [_row(sheet) for sheet in sheets],
        "summary": {score.id: summary(sheets, score.id) for score in definition.scores},
    }


def score_lines(definition: Definition, sheets: Sequence[Sheet]) -> Iterator[str]:
    names = [score.id for score in definition.scores]
    yield f"{definition.key}  {definition.name}"
    yield _line("line", "row", names)
    for sheet in sheets:
        values = [_shown(sheet.scores[name].value) for name in names]
        why = {sheet.scores[name].reason for name in names} - {""}
        yield _line(str(sheet.line), sheet.key, values) + "".join(f"  {w}" for w in sorted(why))
    for word in ("n", "mean", "sd"):
        yield _line("", word, [_shown(summary(sheets, name)[word]) for name in names])
    if not definition.verified:
        yield f"Not all of this is verified: {definition.note}"


def _row(sheet: Sheet) -> dict[str, Any]:
    return {
        "line": sheet.line,
        "key": sheet.key,
        "scores": {name: scored.value for name, scored in sheet.scores.items()},
        "reasons": {name: scored.reason for name, scored in sheet.scores.items() if scored.reason},
    }


def _line(line: str, key: str, values: Sequence[str]) -> str:
    cells = "".join(f"{value:>{max(STEP, len(value) + 2)}}" for value in values)
    return f"{line:>5}  {key:<{STEP}}{cells}"


def _shown(value: float | None) -> str:
    return "none" if value is None else f"{value:.6g}"
