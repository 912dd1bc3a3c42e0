"""A figure as a released report prints it: rounded, and without what is too small."""

from __future__ import annotations

from typing import Any

from recoverycollege.feedback.models import Afterwards, Baseline, Change, ReleaseRow
from recoverycollege.feedback.queries.pairs import Table
from recoverycollege.feedback.rules.items import VERSION
from recoverycollege.feedback.rules.privacy import decimals, rounded, spread
from recoverycollege.feedback.rules.releasing import COMMISSIONERS, printed
from recoverycollege.feedback.services.figures import Figure, answers_given

Cells = dict[str, Any]
FINE = {"effect": 2, "d_z": 2, "t_p": 3, "signed_rank_p": 3, "rank_biserial": 2}


def row_of(figure: Figure | None, table: Table, words: str = "") -> ReleaseRow | None:
    """The line of a figure, made of this table; None where there is no figure."""
    if isinstance(figure, Change):
        return _row("change", figure, _change(figure, table), figure.words)
    if isinstance(figure, Baseline):
        return _row("first", figure, _baseline(figure), words)
    return _row("after", figure, _afterwards(figure), figure.words) if figure else None


def _row(kind: str, figure: Figure, cells: Cells, words: str = "") -> ReleaseRow:
    return ReleaseRow(kind=kind, item=figure.item, words=words, version=VERSION, cells=cells)


def _afterwards(figure: Afterwards) -> Cells:
    return {"people": printed(figure.n), "after": round(figure.mean, _digits(figure.n))}


def _baseline(figure: Baseline) -> Cells:
    digits = _digits(min(figure.n, figure.pairs))
    means = {"pairs_mean": figure.pairs_mean, "only_mean": figure.mean, "apart": figure.difference}
    means |= {"low": figure.low, "high": figure.high}
    cells: Cells = {"pairs": printed(figure.pairs), "only": printed(figure.n)}
    return cells | {name: round(value, digits) for name, value in means.items()}


def _change(figure: Change, table: Table) -> Cells:
    means = {"before": figure.mean_before, "after": figure.mean_after, "change": figure.difference}
    means |= {"low": figure.low, "high": figure.high}
    cells: Cells = {"people": printed(figure.n)}
    cells |= {name: round(value, _digits(figure.n)) for name, value in means.items()}
    cells |= {name: printed(getattr(figure, name)) for name in ("up", "same", "down")}
    for name, places in FINE.items():
        value = getattr(figure, name)
        cells[name] = None if value is None else round(value, places)
    given = answers_given(table)
    shown = [spread(side, COMMISSIONERS) for side in given] if given else [None]
    cells["spread"] = dict(zip(("before", "after"), shown, strict=True)) if all(shown) else None
    return cells


def _digits(people: int) -> int:
    return decimals(rounded(people))
