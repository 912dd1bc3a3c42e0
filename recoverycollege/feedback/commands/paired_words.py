"""The figures of a paired change as lines to read: those people look for. The JSON has all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

WIDTH = 37


def paired_lines(figures: Mapping[str, Any]) -> Iterator[str]:
    """One figure a line, with why where there is none."""
    yield from _who(figures)
    for label, names in LINES:
        if names[0] in OPTIONAL and figures[names[0]] is None:
            continue
        values = [figures[name] for name in names]
        if None in values:
            missing = names[values.index(None)]
            yield _line(label, f"none. {figures['reasons'].get(missing, '')}".rstrip())
        else:
            yield _line(label, "   ".join(_shown(value) for value in values))
    yield ""
    yield "This is change, not proof of cause."


def _who(figures: Mapping[str, Any]) -> Iterator[str]:
    yield _line("columns", f"{figures['columns']['before']} → {figures['columns']['after']}")
    yield _line("pairs (gave both)", str(figures["n"]))
    only = (figures[name] for name in ("before_only", "after_only", "neither"))
    yield _line("before only, after only, neither", "   ".join(map(str, only)))


def _line(label: str, value: str) -> str:
    return f"{label:<{WIDTH}}{value}"


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_shown(one) for one in value)}]"
    if isinstance(value, float):
        return f"{value:.6g}" if abs(value) < 1e6 else f"{value:.10g}"
    return str(value)


OPTIONAL = {
    "reliability",
    "s_diff",
    "rc_improved",
    "cutoff_b",
    "cutoff_c",
}  # where it was asked for
LINES = (
    ("before: mean, SD", ("pre_mean", "pre_sd")),
    ("after: mean, SD", ("post_mean", "post_sd")),
    ("change: mean, SD", ("diff", "sd_diff")),
    ("95 % interval of the change", ("ci",)),
    ("up, same, down", ("up", "same", "down")),
    ("t, df, p (two-sided)", ("t", "df", "p")),
    ("effect size g = d_av × J", ("g_av_rms_Jn1",)),
    ("d_av, J", ("d_av_rms", "J_n1")),
    ("d_z", ("dz",)),
    ("95 % interval of d_z", ("dz_ci_nct",)),
    ("r of before and after", ("r",)),
    ("d_rm (by the deviation within)", ("d_rm",)),
    ("Wilcoxon W+, W-, not zero", ("W_plus", "W_minus", "n_nonzero")),
    ("Wilcoxon p (two-sided), how", ("wilcoxon_p", "wilcoxon_method")),
    ("rank-biserial", ("rank_biserial",)),
    ("reliability, better when", ("reliability", "direction")),
    ("s_diff, reliable from", ("s_diff", "rc_threshold")),
    ("reliably improved, unchanged, worse", ("rc_improved", "rc_unchanged", "rc_worse")),
    ("cutoff a, passed", ("cutoff_a", "passed_a")),
    ("cutoff b, passed", ("cutoff_b", "passed_b")),
    ("cutoff c, passed", ("cutoff_c", "passed_c")),
)
