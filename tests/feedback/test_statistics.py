"""The figures, against published data sets to every printed digit."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from recoverycollege.feedback.rules.statistics import compare, d_from_r, differences

TEXT = (Path(__file__).parent / "cases" / "statistics.json").read_text()
CASES = json.loads(TEXT, parse_float=Decimal)


def figures(pre, post) -> dict[str, object]:
    found = compare([float(v) for v in pre], [float(v) for v in post])
    return {
        **{name: getattr(found, name) for name in ("n", "t", "df", "p", "ci", "r", "dz")},
        **{name: getattr(found, name) for name in ("pre_mean", "pre_sd", "post_mean", "post_sd")},
        **{name: getattr(found, name) for name in ("diff", "sd_diff", "dz_ci_nct", "d_av_rms")},
        **{name: getattr(found, name) for name in ("up", "same", "down")},
        "d_av_meanSD": found.d_av_mean_sd,
        "J_n1": found.j_n1,
        "J_2n2": found.j_2n2,
        "g_av_rms_Jn1": found.g_av,
        "W_plus": found.ranked.w_plus,
        "W_minus": found.ranked.w_minus,
        "n_nonzero": found.ranked.n_nonzero,
        "rank_biserial": found.ranked.rank_biserial,
    }


@pytest.mark.parametrize("name", CASES)
def test_published_figures_to_every_printed_digit(name: str) -> None:
    case = CASES[name]
    found = figures(case["pre"], case["post"])
    assert set(case["expect"]) == set(found)
    for figure, expected in case["expect"].items():
        several = expected if isinstance(expected, list) else [expected]
        got = found[figure] if isinstance(expected, list) else [found[figure]]
        assert len(got) == len(several)
        for one, printed in zip(got, several, strict=True):
            assert abs(one - float(printed)) <= 0.5000001e-6, (figure, one, printed)


def test_borenstein() -> None:
    assert round(d_from_r(103 - 100, 5.5, 0.7), 4) == 0.4225


def test_all_changed_alike() -> None:
    """Nothing varies: no test, and the interval is the point."""
    found = compare([1, 2, 3, 4], [2, 3, 4, 5])
    assert (found.diff, found.sd_diff, found.ci) == (1, 0, (1, 1))
    assert found.t is found.p is found.dz is found.dz_ci_nct is None
    assert found.r == pytest.approx(1)
    assert found.g_av is not None


def test_nobody_differs_from_anybody() -> None:
    found = compare([3, 3, 3], [3, 3, 3])
    assert found.r is found.g_av is found.d_av_mean_sd is None
    assert found.ranked.p is found.ranked.rank_biserial is None
    assert (found.up, found.same, found.down) == (0, 3, 0)


@pytest.mark.parametrize(("before", "after"), [([1], [2]), ([], []), ([1, 2], [1, 2, 3])])
def test_what_is_no_row_of_pairs_is_refused(before, after) -> None:
    with pytest.raises(ValueError):
        compare(before, after)


def test_differences_are_as_they_are_written() -> None:
    """1.1 less -0.2 and 0.1 less -1.2 are both 1.3, and tie; in binary they differ by a hair."""
    assert differences([-0.2, -1.2, 0.3], [1.1, 0.1, 0.3]).tolist() == [1.3, 1.3, 0]
    found = compare([0.1, 0.2, 0.7], [0.4, 0.5, 1])
    assert (found.sd_diff, found.t) == (0, None)


@pytest.mark.parametrize(("shift", "n"), [(40, 2), (1e5, 50), (1e7, 10)])
def test_the_interval_of_a_far_out_d_z_ends(shift: float, n: int) -> None:
    """Either it can be computed, or there is none; it is never not a number."""
    interval = compare([0.0] * n, [shift + i % 2 for i in range(n)]).dz_ci_nct
    assert interval is None or interval[0] < interval[1]
