"""Files in, figures out: what the commands about evidence have in common."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import click

from recoverycollege.feedback.rules.columns import Table, Unclear, read_table

DIGITS = 12  # significant ones: what lies behind them is the arithmetic of the machine


class NotUnderstood(click.ClickException):
    """Nothing was computed; the text says why, and where."""

    exit_code = 2


def content_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NotUnderstood(f"{path} is not there.") from None
    except OSError as problem:
        raise NotUnderstood(f"{path} cannot be read: {problem.strerror}.") from None


def table_of(path: Path) -> Table:
    """The table in a file."""
    try:
        return read_table(content_of(path))
    except Unclear as problem:
        raise NotUnderstood(f"{path}: {problem}") from None


def as_json(value: Any) -> str:
    return json.dumps(plain(value), ensure_ascii=False, indent=2, allow_nan=False)


def plain(value: Any) -> Any:
    """Numbers to twelve digits, and None in the place of what is no number."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None
    return value
