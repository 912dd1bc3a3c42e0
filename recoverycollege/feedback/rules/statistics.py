"""Change between two answers of the same people, as the college reports it.

Only the worker and commands may import this module, inside functions: scipy would double the
memory of a web process.

Sources: paired t test and its interval: Student 1908. Effect sizes: Cohen 1988; Cumming 2012
(d_av); Lakens 2013, "Calculating and reporting effect sizes" (d_z, d_av, the interval of d_z by
noncentral t); Hedges 1981 (J). Signed ranks: Wilcoxon 1945; Hollander & Wolfe 1999; Kerby 2014
(rank-biserial). Reliable change: Jacobson & Truax 1991. d from r: Borenstein et al. 2009.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import optimize, stats

CONFIDENCE = 0.95
RELIABLE = 1.96  # a reliable change is beyond this, either way
EXACT_UNTIL = 50  # differences that are not zero; beyond, the normal distribution serves


@dataclass(frozen=True)
class Ranked:
    """Wilcoxon's signed ranks. `p` is two-sided; it and `rank_biserial` are None when every
    difference is zero."""

    w_plus: float
    w_minus: float
    n_nonzero: int
    p: float | None
    rank_biserial: float | None


@dataclass(frozen=True)
class Compared:
    """n pairs and what changed, after less before. What cannot be computed is None: t, p and d_z
    when all changed alike, r when one side does not vary, d_av when neither does."""

    n: int
    pre_mean: float
    pre_sd: float
    post_mean: float
    post_sd: float
    diff: float
    sd_diff: float
    t: float | None
    df: int
    p: float | None
    ci: tuple[float, float]
    r: float | None
    dz: float | None
    d_av_rms: float | None
    d_av_mean_sd: float | None
    j_n1: float
    j_2n2: float
    ranked: Ranked
    up: int
    same: int
    down: int

    @property
    def g_av(self) -> float | None:
        """The effect size we print: d_av × J, with J for n - 1 degrees of freedom."""
        return None if self.d_av_rms is None else self.d_av_rms * self.j_n1

    @property
    def dz_ci_nct(self) -> tuple[float, float] | None:
        """The 95 % interval of d_z, from the noncentral t distribution."""
        return None if self.t is None else _interval_of_dz(self.t, self.n)


@dataclass(frozen=True)
class Reliable:
    """A change of one person against what chance alone would do. `s_diff` is the standard error of
    a difference, `index` the change in its terms; `is_reliable` beyond ±1.96."""

    s_diff: float
    index: float

    @property
    def is_reliable(self) -> bool:
        return abs(self.index) > RELIABLE


def compare(before: Sequence[float], after: Sequence[float]) -> Compared:
    """Compares two rows of values of the same people in the same order, without gaps.
    Raises ValueError when they are not of one length, or of fewer than two people."""
    pre, post = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    if pre.ndim != 1 or pre.shape != post.shape or len(pre) < 2:
        raise ValueError("two rows of one length are needed, of two people or more")
    changes = post - pre
    n, diff, sd_diff = len(pre), float(changes.mean()), _sd(changes)
    pre_sd, post_sd = _sd(pre), _sd(post)
    t = diff / (sd_diff / math.sqrt(n)) if sd_diff else None
    return Compared(
        n=n,
        pre_mean=float(pre.mean()),
        pre_sd=pre_sd,
        post_mean=float(post.mean()),
        post_sd=post_sd,
        diff=diff,
        sd_diff=sd_diff,
        t=t,
        df=n - 1,
        p=None if t is None else float(2 * stats.t.sf(abs(t), n - 1)),
        ci=_interval(diff, sd_diff, n),
        r=float(np.corrcoef(pre, post)[0, 1]) if pre_sd and post_sd else None,
        dz=diff / sd_diff if sd_diff else None,
        d_av_rms=_ratio(diff, math.sqrt((pre_sd**2 + post_sd**2) / 2)),
        d_av_mean_sd=_ratio(diff, (pre_sd + post_sd) / 2),
        j_n1=hedges(n - 1),
        j_2n2=hedges(2 * n - 2),
        ranked=signed_rank(changes.tolist()),
        up=int((changes > 0).sum()),
        same=int((changes == 0).sum()),
        down=int((changes < 0).sum()),
    )


def hedges(df: int) -> float:
    """J = 1 - 3 / (4 df - 1), which takes the bias of small samples from d (Hedges 1981)."""
    return 1 - 3 / (4 * df - 1)


def signed_rank(differences: Sequence[float]) -> Ranked:
    """Wilcoxon's signed-rank test: zeros are dropped, ties share their middle rank. p is exact
    for up to fifty differences, ties included, and normal with tie correction beyond."""
    values = np.asarray(differences, dtype=float)
    values = values[values != 0]
    n = len(values)
    if not n:
        return Ranked(0.0, 0.0, 0, None, None)
    ranks = stats.rankdata(np.abs(values))
    plus, minus = float(ranks[values > 0].sum()), float(ranks[values < 0].sum())
    p = _exact_p(ranks, min(plus, minus)) if n <= EXACT_UNTIL else _normal_p(ranks, plus)
    return Ranked(plus, minus, n, p, (plus - minus) / (plus + minus))


def reliable_change(change: float, sd: float, reliability: float) -> Reliable:
    """Jacobson & Truax 1991: change ÷ (s·√2·√(1 - r)), with the standard deviation before.
    Raises ValueError for a deviation that is not positive, or a reliability outside 0 to 1."""
    if sd <= 0 or not 0 <= reliability < 1:
        raise ValueError("needs a positive deviation, and a reliability from 0 to below 1")
    s_diff = sd * math.sqrt(2) * math.sqrt(1 - reliability)
    return Reliable(s_diff, change / s_diff)


def d_from_r(diff: float, sd_diff: float, r: float) -> float:
    """Borenstein et al. 2009: d of a paired study of which only the deviation of the differences
    and the correlation were published: diff ÷ (s_diff ÷ √(2·(1 - r)))."""
    return diff / (sd_diff / math.sqrt(2 * (1 - r)))


def _sd(values: np.ndarray[Any, Any]) -> float:
    """With n - 1; exactly 0 where all are alike, whatever rounding makes of their mean."""
    return 0.0 if np.ptp(values) == 0 else float(values.std(ddof=1))


def _ratio(diff: float, deviation: float) -> float | None:
    return diff / deviation if deviation else None


def _interval(diff: float, sd_diff: float, n: int) -> tuple[float, float]:
    half = float(stats.t.ppf((1 + CONFIDENCE) / 2, n - 1)) * sd_diff / math.sqrt(n)
    return diff - half, diff + half


def _interval_of_dz(t: float, n: int) -> tuple[float, float]:
    """The noncentralities under which t would be as far out as 2.5 % to either side."""

    def noncentrality(share: float) -> float:
        def beyond(centre: float) -> float:
            return float(stats.nct.cdf(t, n - 1, centre)) - share

        low = high = t
        while beyond(low) < 0:
            low -= 1
        while beyond(high) > 0:  # by single steps: far out the distribution is not computed
            high += 1
        return float(optimize.brentq(beyond, low, high))

    rest = (1 - CONFIDENCE) / 2
    return noncentrality(1 - rest) / math.sqrt(n), noncentrality(rest) / math.sqrt(n)


def _exact_p(ranks: np.ndarray[Any, Any], smaller: float) -> float:
    """Every way of giving signs to these ranks, counted: ranks doubled, so that they are whole."""
    doubled = np.rint(2 * ranks).astype(int)
    chance = np.zeros(doubled.sum() + 1)
    chance[0] = 1.0
    for rank in doubled:
        moved = np.zeros_like(chance)
        moved[rank:] = chance[: len(chance) - rank]
        chance = (chance + moved) / 2
    return min(1.0, 2 * float(chance[: round(2 * smaller) + 1].sum()))


def _normal_p(ranks: np.ndarray[Any, Any], plus: float) -> float:
    spread = math.sqrt(float((ranks**2).sum()) / 4)  # tied ranks make it smaller by themselves
    return float(2 * stats.norm.sf(abs(plus - float(ranks.sum()) / 2) / spread))
