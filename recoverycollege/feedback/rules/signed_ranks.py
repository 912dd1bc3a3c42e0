"""Wilcoxon's signed-rank test, as the college reports it and as others print it.

The standing figures drop zeros, give ties their middle rank, and count exactly up to fifty
differences. `conventions` says what books and programs print beside that. Only the worker and
commands may import this module, inside functions: it loads scipy.

Sources: Wilcoxon 1945; Pratt 1959 (zeros kept in the ranking); Hollander & Wolfe 1999, chapter 3
(exact distribution, ties, Hodges-Lehmann estimator and its interval); Kerby 2014 (rank-biserial);
Rosenthal 1994 (z ÷ √n).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

EXACT_UNTIL = 50  # differences that are not zero; beyond, the normal distribution serves
COUNTED_UNTIL = 400  # so many can still be counted exactly, beside the standing figure
AVERAGED_UNTIL = 1500  # so many give their pairwise averages in a moment

Ranks = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Ranked:
    """Wilcoxon's signed ranks. `p` is two-sided, `method` says how it was found ("exact" or
    "normal"); all three at the end are None when every difference is zero."""

    w_plus: float
    w_minus: float
    n_nonzero: int
    p: float | None
    rank_biserial: float | None
    method: str | None = None


def signed_rank(differences: Sequence[float]) -> Ranked:
    """Zeros are dropped, ties share their middle rank. p is exact for up to fifty differences,
    ties included, and normal with tie correction beyond."""
    values = np.asarray(differences, dtype=float)
    values = values[values != 0]
    n = len(values)
    if not n:
        return Ranked(0.0, 0.0, 0, None, None)
    ranks = stats.rankdata(np.abs(values))
    plus, minus = float(ranks[values > 0].sum()), float(ranks[values < 0].sum())
    exact = n <= EXACT_UNTIL
    p = exact_p(ranks, plus)[0] if exact else _normal(ranks, plus, _spread(ranks))[1]
    share = (plus - minus) / (plus + minus)
    return Ranked(plus, minus, n, p, share, "exact" if exact else "normal")


def exact_p(ranks: Ranks, plus: float) -> tuple[float, float, float]:
    """Every way of giving signs to these ranks, counted: two-sided, W+ as high or higher, and as
    low or lower. Ranks are doubled, so that middle ranks are whole numbers."""
    doubled = np.rint(2 * ranks).astype(int)
    chance = np.zeros(doubled.sum() + 1)
    chance[0] = 1.0
    for rank in doubled:
        moved = np.zeros_like(chance)
        moved[rank:] = chance[: len(chance) - rank]
        chance = (chance + moved) / 2
    here = round(2 * plus)
    high, low = float(chance[here:].sum()), float(chance[: here + 1].sum())
    return min(1.0, 2 * min(high, low)), min(1.0, high), min(1.0, low)


def conventions(differences: Sequence[float]) -> dict[str, Any]:
    """Every way in which a signed-rank test is printed. None where it cannot be told."""
    values = np.asarray(differences, dtype=float)
    kept = values[values != 0]
    if not len(kept):
        return {}
    ranks = stats.rankdata(np.abs(kept))
    plus, n = float(ranks[kept > 0].sum()), len(kept)
    untied = math.sqrt(n * (n + 1) * (2 * n + 1) / 24)
    z = _normal(ranks, plus, _spread(ranks))[0]
    return {
        **_printed(ranks, plus),
        "z_no_tie_correction": _normal(ranks, plus, untied)[0],
        "p_normal_no_tie_correction": _normal(ranks, plus, untied)[1],
        "z_no_tie_correction_cc": _normal(ranks, plus, untied, 0.5)[0],
        "p_normal_no_tie_correction_cc": _normal(ranks, plus, untied, 0.5)[1],
        "r_z": abs(z) / math.sqrt(n),
        "r_z_all_pairs": abs(z) / math.sqrt(len(values)),
        "ties": n != len(set(np.abs(kept).tolist())),
        "n_zero": len(values) - n,
        "pratt": _pratt(values),
    }


def hodges_lehmann(differences: Sequence[float]) -> tuple[float, tuple[float, float] | None] | None:
    """The median of all pairwise averages, and its interval of 95 % or a little more from the exact
    distribution without ties (Hollander & Wolfe, 3.2 and 3.3). None where they are too many."""
    values = np.sort(np.asarray(differences, dtype=float))
    n = len(values)
    if not 0 < n <= AVERAGED_UNTIL:
        return None
    first, second = np.triu_indices(n)
    averages = np.sort((values[first] + values[second]) / 2)
    middle = float(np.median(averages))
    if n > EXACT_UNTIL:
        return middle, None
    below = _lowest(n, 0.025)
    if below < 1:  # five pairs or fewer never reach 95 %
        return middle, None
    return middle, (float(averages[below - 1]), float(averages[len(averages) - below]))


def _printed(ranks: Ranks, plus: float) -> dict[str, Any]:
    spread = _spread(ranks)
    counted: Sequence[float | None] = (None, None, None)
    if len(ranks) <= COUNTED_UNTIL:
        counted = exact_p(ranks, plus)
    z, p = _normal(ranks, plus, spread)
    z_cc, p_cc = _normal(ranks, plus, spread, 0.5)
    return {
        "p_exact": counted[0],
        "p_exact_greater": counted[1],
        "p_exact_less": counted[2],
        "z": z,
        "p_normal": p,
        "z_cc": z_cc,
        "p_normal_cc": p_cc,
    }


def _pratt(values: Ranks) -> dict[str, Any]:
    """Zeros have ranks, which are then left out."""
    ranks = stats.rankdata(np.abs(values))
    plus, minus = float(ranks[values > 0].sum()), float(ranks[values < 0].sum())
    return {"W_plus": plus, "W_minus": minus, **_printed(ranks[values != 0], plus)}


def _spread(ranks: Ranks) -> float:
    return math.sqrt(float((ranks**2).sum()) / 4)  # tied ranks make it smaller by themselves


def _normal(ranks: Ranks, plus: float, spread: float, less: float = 0.0) -> tuple[float, float]:
    """z and two-sided p. `less`: the correction for continuity."""
    away = plus - float(ranks.sum()) / 2
    z = math.copysign(max(0.0, abs(away) - less), away) / spread
    return z, float(2 * stats.norm.sf(abs(z)))


def _lowest(n: int, share: float) -> int:
    """The smallest W of n untied differences whose distribution function reaches the share, as
    R's qsignrank; 0 where even W = 0 is likelier than that."""
    ways = np.zeros(n * (n + 1) // 2 + 1)
    ways[0] = 1.0
    for rank in range(1, n + 1):
        moved = np.zeros_like(ways)
        moved[rank:] = ways[: len(ways) - rank]
        ways = (ways + moved) / 2
    return int(np.searchsorted(np.cumsum(ways), share))
