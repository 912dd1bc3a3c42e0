"""The published figures again, through the rows that the pages read."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from recoverycollege.feedback.queries.pairs import Shown
from recoverycollege.feedback.services import figures
from tests.feedback.test_statistics import CASES

COLUMNS = {
    "n": "n",
    "mean_before": "pre_mean",
    "mean_after": "post_mean",
    "difference": "diff",
    "up": "up",
    "same": "same",
    "down": "down",
    "effect": "g_av_rms_Jn1",
    "d_z": "dz",
    "t_p": "p",
    "rank_biserial": "rank_biserial",
}


@pytest.mark.parametrize("name", CASES)
def test_rows_have_the_published_figures(name: str, monkeypatch) -> None:
    """These studies are of nine or ten people, so here effect and tests are asked for at once."""
    monkeypatch.setattr(figures, "EFFECT_FROM", 8)
    monkeypatch.setattr(figures, "TESTS_FROM", 8)
    case, expected = CASES[name], CASES[name]["expect"]
    pairs = [(float(b), float(a)) for b, a in zip(case["pre"], case["post"], strict=True)]
    row = figures.change_of("class", 1, "hopeful", Shown(0), Counter(pairs), date(2026, 3, 11))
    printed = {column: expected[figure] for column, figure in COLUMNS.items()}
    printed |= dict(zip(("low", "high"), expected["ci"], strict=True))
    for column, figure in printed.items():
        assert abs(getattr(row, column) - float(figure)) <= 0.5000001e-6, column
    assert row.signed_rank_p is not None


def test_seven_make_no_row() -> None:
    seven, eight = Counter({(2, 4): 7}), Counter({(2, 4): 7, (3, 3): 1})
    made = [
        figures.change_of("class", 1, "hopeful", Shown(0), table, date(2026, 3, 11))
        for table in (seven, eight)
    ]
    assert made[0] is None
    assert (made[1].n, made[1].effect, made[1].t_p) == (8, None, None)
