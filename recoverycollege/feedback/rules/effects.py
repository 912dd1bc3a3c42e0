"""Figures of a paired change that others print, beside those the college reports.

Only commands may import this module, inside functions: it loads scipy.

Sources: Borenstein, Hedges, Higgins & Rothstein 2009, "Introduction to Meta-Analysis", chapter 4
(d from the deviation within, its variance); Lakens 2013 (d_rm, the same figure; common language
effect size, after McGraw & Wong 1992); Becker 1988 (change by the deviation before); Altman 1991
and Bland & Altman 1986 (sign test, limits of agreement).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import stats

from recoverycollege.feedback.rules.statistics import Compared, d_from_r

ALIKE = 1e-12  # a correlation so near to one leaves no deviation within


def beside(found: Compared, before: Sequence[float], after: Sequence[float]) -> dict[str, Any]:
    """One- and two-sided tests, effect sizes by other deviations, limits, medians."""
    return {
        **_tests(found),
        **_within(found),
        "d_pre": _ratio(found.diff, found.pre_sd),
        "d_post": _ratio(found.diff, found.post_sd),
        "g_z": _times(found.dz, found.j_n1),
        "g_av_rms_J2n2": _times(found.d_av_rms, found.j_2n2),
        "g_av_meanSD_Jn1": _times(found.d_av_mean_sd, found.j_n1),
        "common_language": None if found.dz is None else float(stats.norm.cdf(found.dz)),
        "limits_of_agreement": [found.diff + sign * 1.96 * found.sd_diff for sign in (-1, 1)],
        "pre_median": float(np.median(before)),
        "post_median": float(np.median(after)),
    }


def _tests(found: Compared) -> dict[str, Any]:
    changed = found.up + found.down
    sign = float(stats.binomtest(found.up, changed).pvalue) if changed else None
    return {
        "se_diff": found.sd_diff / math.sqrt(found.n),
        "p_greater": None if found.t is None else float(stats.t.sf(found.t, found.df)),
        "p_less": None if found.t is None else float(stats.t.cdf(found.t, found.df)),
        "sign_test_p": sign,
    }


def _within(found: Compared) -> dict[str, Any]:
    """By the deviation within: s_diff ÷ √(2·(1 - r)), which r makes comparable with that of two
    groups; with Borenstein's variance of d, and of g."""
    if found.r is None or 1 - found.r < ALIKE or not found.sd_diff:
        return dict.fromkeys(("d_rm", "d_rm_variance", "d_rm_se", "g_rm", "g_rm_se"))
    d = d_from_r(found.diff, found.sd_diff, found.r)
    variance = (1 / found.n + d * d / (2 * found.n)) * 2 * (1 - found.r)
    return {
        "d_rm": d,
        "d_rm_variance": variance,
        "d_rm_se": math.sqrt(variance),
        "g_rm": d * found.j_n1,
        "g_rm_se": math.sqrt(variance) * found.j_n1,
    }


def _ratio(diff: float, deviation: float) -> float | None:
    return diff / deviation if deviation else None


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor
