"""Change between two answers of the same people, as the college reports it.

Only the worker and commands may import this module, inside functions: scipy would double the
memory of a web process.

Sources: paired t test and its interval: Student 1908. Effect sizes: Cohen 1988; Cumming 2012
(d_av); Lakens 2013, "Calculating and reporting effect sizes" (d_z, d_av, the interval of d_z by
noncentral t); Hedges 1981 (J). Two groups: Welch 1947. d from r: Borenstein et al. 2009. Signed
ranks are in `signed_ranks.py`, reliable change in `reliable.py`, what others print beside in
`effects.py`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
from scipy import optimize, special, stats

from recoverycollege.feedback.rules.signed_ranks import Ranked, signed_rank

CONFIDENCE = 0.95


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
    up: int
    same: int
    down: int
    changes: tuple[float, ...]

    @cached_property
    def ranked(self) -> Ranked:
        """Wilcoxon's signed ranks: only counted where they are asked for."""
        return signed_rank(self.changes)

    @property
    def g_av(self) -> float | None:
        """The effect size we print: d_av × J, with J for n - 1 degrees of freedom."""
        return None if self.d_av_rms is None else self.d_av_rms * self.j_n1

    @property
    def dz_ci_nct(self) -> tuple[float, float] | None:
        """The 95 % interval of d_z, from the noncentral t distribution."""
        return None if self.t is None else _interval_of_dz(self.t, self.n)


def compare(before: Sequence[float], after: Sequence[float]) -> Compared:
    """Compares two rows of values of the same people in the same order, without gaps.
    Raises ValueError when they are not of one length, or of fewer than two people."""
    pre, post = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    if pre.ndim != 1 or pre.shape != post.shape or len(pre) < 2:
        raise ValueError("two rows of one length are needed, of two people or more")
    changes = differences(before, after)
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
        p=None if t is None else float(2 * special.stdtr(n - 1, -abs(t))),
        ci=_interval(diff, sd_diff, n),
        r=float(np.corrcoef(pre, post)[0, 1]) if pre_sd and post_sd else None,
        dz=diff / sd_diff if sd_diff else None,
        d_av_rms=_ratio(diff, math.sqrt((pre_sd**2 + post_sd**2) / 2)),
        d_av_mean_sd=_ratio(diff, (pre_sd + post_sd) / 2),
        j_n1=hedges(n - 1),
        j_2n2=hedges(2 * n - 2),
        up=int((changes > 0).sum()),
        same=int((changes == 0).sum()),
        down=int((changes < 0).sum()),
        changes=tuple(changes.tolist()),
    )


def differences(before: Sequence[float], after: Sequence[float]) -> np.ndarray[Any, Any]:
    """After less before, as it would be written: 1.3 less 1 is 0.3 and no hair beside it. Else
    equal differences of decimal numbers would not be tied, nor all be seen to be alike."""
    pre, post = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    if np.array_equal(pre, np.rint(pre)) and np.array_equal(post, np.rint(post)):
        return post - pre
    pairs = zip(pre.tolist(), post.tolist(), strict=True)
    return np.array([float(Decimal(repr(a)) - Decimal(repr(b))) for b, a in pairs])


def hedges(df: int) -> float:
    """J = 1 - 3 / (4 df - 1), which takes the bias of small samples from d (Hedges 1981)."""
    return 1 - 3 / (4 * df - 1)


def d_from_r(diff: float, sd_diff: float, r: float) -> float:
    """Borenstein et al. 2009: d of a paired study of which only the deviation of the differences
    and the correlation were published: diff ÷ (s_diff ÷ √(2·(1 - r)))."""
    return diff / (sd_diff / math.sqrt(2 * (1 - r)))


@dataclass(frozen=True)
class Apart:
    """How far the means of two groups of different people are apart: first less second."""

    diff: float
    ci: tuple[float, float]


def apart(first: Sequence[float], second: Sequence[float]) -> Apart:
    """With the interval of Welch 1947, for which neither spread nor size need be alike. Raises
    ValueError of fewer than two people on a side."""
    sides = [np.asarray(side, dtype=float) for side in (first, second)]
    if min(len(side) for side in sides) < 2:
        raise ValueError("two people or more are needed on each side")
    diff = float(sides[0].mean() - sides[1].mean())
    errors = [_sd(side) ** 2 / len(side) for side in sides]
    if not any(errors):
        return Apart(diff, (diff, diff))
    parts = [error**2 / (len(side) - 1) for error, side in zip(errors, sides, strict=True)]
    df = sum(errors) ** 2 / sum(parts)
    half = float(special.stdtrit(df, (1 + CONFIDENCE) / 2)) * math.sqrt(sum(errors))
    return Apart(diff, (diff - half, diff + half))


def _sd(values: np.ndarray[Any, Any]) -> float:
    """With n - 1; exactly 0 where all are alike, whatever rounding makes of their mean."""
    return 0.0 if np.ptp(values) == 0 else float(values.std(ddof=1))


def _ratio(diff: float, deviation: float) -> float | None:
    return diff / deviation if deviation else None


def _interval(diff: float, sd_diff: float, n: int) -> tuple[float, float]:
    half = float(special.stdtrit(n - 1, (1 + CONFIDENCE) / 2)) * sd_diff / math.sqrt(n)
    return diff - half, diff + half


def _interval_of_dz(t: float, n: int) -> tuple[float, float] | None:
    """The noncentralities under which t would be as far out as 2.5 % to either side. None where
    the distribution cannot be computed so far out."""
    step = math.sqrt(1 + t * t / (2 * (n - 1))) / 4  # short of where it is computed no more

    def noncentrality(share: float) -> float:
        def beyond(centre: float) -> float:
            return float(stats.nct.cdf(t, n - 1, centre)) - share

        low = high = t
        while beyond(low) < 0:
            low -= step
        while beyond(high) > 0:
            high += step
        return float(optimize.brentq(beyond, low, high, xtol=1e-12 * step))

    rest = (1 - CONFIDENCE) / 2
    try:
        ends = noncentrality(1 - rest) / math.sqrt(n), noncentrality(rest) / math.sqrt(n)
    except ValueError:  # brentq met a nan
        return None
    return ends if all(math.isfinite(end) for end in ends) and ends[0] < ends[1] else None
