"""All figures of two columns of answers, by the names that docs/evidence.md explains.

The figures are those of `compare`, which the reports use. What cannot be computed is None, and
`reasons` says why. Only commands may import this module, inside functions: it loads scipy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recoverycollege.feedback.rules import reliable
from recoverycollege.feedback.rules.effects import beside
from recoverycollege.feedback.rules.signed_ranks import (
    EXACT_UNTIL,
    conventions,
    hodges_lehmann,
    signed_rank,
)
from recoverycollege.feedback.rules.statistics import Compared, compare, differences

Row = tuple[float | None, float | None]  # before, after; None where there is no answer
Figures = dict[str, Any]

CONVENTIONS = {
    "change": "after less before, of those who gave both; change, not proof of cause",
    "sd": "with n - 1",
    "t": "Student's paired t, two-sided; ci: 95 %",
    "effect size": "d_av = diff / √((s1² + s2²) / 2); g = d_av × J; J = 1 - 3 / (4 (n - 1) - 1)",
    "dz_ci_nct": "95 %, noncentral t",
    "wilcoxon_p": "two-sided; zeros dropped, middle ranks; exact up to "
    f"{EXACT_UNTIL} differences, ties included, else normal with tie correction and without "
    "correction for continuity; other conventions under wilcoxon",
    "reliable change": "change / (s_pre·√2·√(1 - r)), beyond ±1.96 (Jacobson & Truax 1991)",
    "cutoffs": "a: 2 SD from the mean before; b: 2 SD from the mean of the norms; "
    "c: between the two (Jacobson & Truax 1991)",
    "d_rm": "diff / (s_diff / √(2 (1 - r))) (Borenstein et al. 2009; Lakens 2013)",
}
NO_PAIR = "Nobody gave both answers."
ONE_PAIR = "One pair alone has no spread."
ALL_ALIKE = "All changed alike: the differences have no spread."
NO_CHANGE = "Every difference is zero."
NO_SPREAD = "Everyone gave the same answer, before or after: it has no spread."
PERFECT = "The correlation is 1: no deviation is left within."
TOO_FAR = "Too far out, or too many, to be computed."
NO_RELIABILITY = "No reliability was given."
NO_NORMS = "No norms were given."
NO_SD = "The answers before have no spread, and no deviation was given."
SPREAD = {"pre_sd", "post_sd", "sd_diff", "se_diff", "limits_of_agreement"}
OF_CHANGE = ("t", "p", "p_greater", "p_less", "dz", "d_z", "dz_ci_nct", "g_z", "common_language")
OF_RANKS = ("wilcoxon_p", "wilcoxon_method", "rank_biserial", "wilcoxon", "sign_test_p")


@dataclass(frozen=True)
class Asked:
    """What reliable change is measured by. `group`: mean and deviation of the people before, where
    they are not to be taken from the rows; `norm`: those of the norms. `direction`: "up" where a
    higher score is the better one, "down" where a lower one is."""

    reliability: float | None = None
    direction: str = "up"
    group: tuple[float | None, float | None] = (None, None)
    norm: tuple[float, float] | None = None


def paired(rows: Sequence[Row], asked: Asked = Asked()) -> Figures:  # noqa: B008  (frozen)
    """Everything there is to say of two columns, None where it cannot be said."""
    pairs = [(b, a) for b, a in rows if b is not None and a is not None]
    before, after = [b for b, _ in pairs], [a for _, a in pairs]
    changes = differences(before, after).tolist()
    found = compare(before, after) if len(pairs) > 1 else None
    figures = {**_who(rows, len(pairs)), **_change(before, after, changes, found)}
    figures |= _ranks(changes)
    figures |= beside(found, before, after) if found else dict.fromkeys(BESIDE)
    figures |= _reliable(pairs, changes, found, asked)
    reasons = _reasons(figures, found, asked)
    return figures | {"reasons": reasons, "conventions": CONVENTIONS}


def _who(rows: Sequence[Row], n: int) -> Figures:
    return {
        "n": n,
        "both": n,
        "before_only": sum(b is not None and a is None for b, a in rows),
        "after_only": sum(b is None and a is not None for b, a in rows),
        "neither": sum(b is None and a is None for b, a in rows),
    }


def _change(
    before: Sequence[float], after: Sequence[float], changes: Sequence[float], f: Compared | None
) -> Figures:
    """Means, test and effect sizes; the names are those of the published cases."""
    if f is None:
        only = (before[0], after[0], changes[0]) if changes else (None, None, None)
        figures: Figures = dict.fromkeys(OF_PAIRS)
        figures |= dict(zip(("pre_mean", "post_mean", "diff"), only, strict=True))
        ways = {"up": 0, "same": 0, "down": 0}
        for change in changes:
            ways["up" if change > 0 else "down" if change < 0 else "same"] += 1
        return figures | ways
    return {
        "pre_mean": f.pre_mean,
        "pre_sd": f.pre_sd,
        "post_mean": f.post_mean,
        "post_sd": f.post_sd,
        "diff": f.diff,
        "sd_diff": f.sd_diff,
        "t": f.t,
        "df": f.df,
        "p": f.p,
        "ci": list(f.ci),
        "r": f.r,
        "dz": f.dz,
        "dz_ci_nct": list(f.dz_ci_nct) if f.dz_ci_nct else None,
        "d_av_rms": f.d_av_rms,
        "d_av_meanSD": f.d_av_mean_sd,
        "J_n1": f.j_n1,
        "J_2n2": f.j_2n2,
        "g_av_rms_Jn1": f.g_av,
        "d_av": f.d_av_rms,
        "J": f.j_n1,
        "g": f.g_av,
        "d_z": f.dz,  # the same, in short
        "up": f.up,
        "same": f.same,
        "down": f.down,
    }


def _ranks(changes: Sequence[float]) -> Figures:
    ranked = signed_rank(changes)
    centre = hodges_lehmann(changes)
    return {
        "W_plus": ranked.w_plus,
        "W_minus": ranked.w_minus,
        "W": min(ranked.w_plus, ranked.w_minus),
        "n_nonzero": ranked.n_nonzero,
        "wilcoxon_p": ranked.p,
        "wilcoxon_method": ranked.method,
        "rank_biserial": ranked.rank_biserial,
        "wilcoxon": conventions(changes) or None,
        "hodges_lehmann": centre and centre[0],
        "hodges_lehmann_ci": list(centre[1]) if centre and centre[1] else None,
    }


def _reliable(
    pairs: Sequence[tuple[float, float]],
    changes: Sequence[float],
    found: Compared | None,
    asked: Asked,
) -> Figures:
    """Jacobson & Truax: who changed reliably, and who passed which line."""
    figures: Figures = {"reliability": asked.reliability, "direction": asked.direction}
    figures |= dict.fromkeys(RELIABLE_CHANGE)
    mean, sd = asked.group
    if found:
        mean = found.pre_mean if mean is None else mean
        sd = found.pre_sd if sd is None else sd
    if sd and asked.reliability is not None:
        s_diff = reliable.standard_error(sd, asked.reliability)
        told = reliable.counts(changes, s_diff, asked.direction)
        figures |= {"s_e": sd * (1 - asked.reliability) ** 0.5, "s_diff": s_diff}
        figures |= {"rc_threshold": reliable.RELIABLE * s_diff}
        figures |= {f"rc_{word}": count for word, count in told.items()}
        figures |= {"rc": [change / s_diff for change in changes]}
    if sd and mean is not None:
        lines = reliable.cutoffs(mean, sd, asked.direction, asked.norm)
        for name in ("a", "b", "c"):
            line = getattr(lines, name)
            figures[f"cutoff_{name}"] = line
            if line is not None:
                passed = [reliable.passed(b, a, line, asked.direction) for b, a in pairs]
                figures[f"passed_{name}"] = sum(passed)
                figures[f"recovered_{name}"] = _recovered(passed, figures["rc"], asked)
    return figures


def _recovered(passed: Sequence[bool], indices: Sequence[float] | None, asked: Asked) -> int | None:
    """How many both passed a line and changed reliably for the better."""
    if indices is None:
        return None
    sign = reliable.SIGNS[asked.direction]
    both = zip(passed, indices, strict=True)
    return sum(over and sign * index > reliable.RELIABLE for over, index in both)


def _reasons(figures: Mapping[str, Any], found: Compared | None, asked: Asked) -> dict[str, str]:
    return {
        name: _reason(name, figures, found, asked)
        for name, value in figures.items()
        if value is None
    }


def _reason(name: str, figures: Mapping[str, Any], found: Compared | None, asked: Asked) -> str:
    if name in ("reliability", *RELIABLE_CHANGE):
        without = asked.reliability is None and not name.startswith(("cutoff", "passed"))
        norms = asked.norm is None and name.endswith(("_b", "_c"))
        return NO_NORMS if norms else NO_RELIABILITY if without else NO_SD
    if not figures["n"]:
        return NO_PAIR
    if name in OF_RANKS:
        return NO_CHANGE
    if name == "hodges_lehmann_ci" and figures["n"] <= EXACT_UNTIL:
        return "So few pairs do not reach 95 %."
    if found is None:
        return TOO_FAR if name == "hodges_lehmann" else ONE_PAIR
    if name in OF_CHANGE:
        return TOO_FAR if found.sd_diff else ALL_ALIKE
    if name.startswith(("d_rm", "g_rm")) and found.r is not None:
        return PERFECT
    return TOO_FAR if name.startswith("hodges") else NO_SPREAD


OF_PAIRS = (
    *("pre_mean", "pre_sd", "post_mean", "post_sd", "diff", "sd_diff", "t", "df", "p", "ci", "r"),
    *("dz", "dz_ci_nct", "d_av_rms", "d_av_meanSD", "J_n1", "J_2n2", "g_av_rms_Jn1"),
    *("d_av", "J", "g", "d_z"),
)
BESIDE = (
    *("se_diff", "p_greater", "p_less", "sign_test_p"),
    *("d_rm", "d_rm_variance", "d_rm_se", "g_rm", "g_rm_se", "d_pre", "d_post", "g_z"),
    *("g_av_rms_J2n2", "g_av_meanSD_Jn1", "common_language", "limits_of_agreement"),
    *("pre_median", "post_median"),
)
RELIABLE_CHANGE = (
    *("s_e", "s_diff", "rc_threshold", "rc_improved", "rc_unchanged", "rc_worse", "rc"),
    *("cutoff_a", "passed_a", "recovered_a", "cutoff_b", "passed_b", "recovered_b"),
    *("cutoff_c", "passed_c", "recovered_c"),
)
