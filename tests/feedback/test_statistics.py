"""The figures, against published data sets to every printed digit."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from scipy import stats

from recoverycollege.feedback.rules.statistics import (
    compare,
    d_from_r,
    reliable_change,
    signed_rank,
)

TEXT = (Path(__file__).parent / "cases" / "statistics.json").read_text()
CASES = json.loads(TEXT, parse_float=Decimal)
HOLLANDER = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75]


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


def test_signed_ranks_of_hollander_and_wolfe() -> None:
    found = signed_rank(HOLLANDER)
    assert (found.w_plus, found.w_minus, found.n_nonzero) == (96, 24, 15)
    assert round(found.p, 5) == 0.04126


def test_the_exact_p_knows_ties() -> None:
    """Against every way of giving signs to the ranks 2, 2, 2, 4, 5: W- = 2 or less, either side."""
    found = signed_rank([1, 1, -1, 2, 3, 0])
    assert (found.w_plus, found.w_minus, found.n_nonzero) == (13, 2, 5)
    assert found.p == pytest.approx(2 * 4 / 32)


def test_many_differences_agree_with_scipy() -> None:
    differences = [(-1) ** (i % 3 == 0) * (i % 4) for i in range(200)]
    expected = stats.wilcoxon(differences, zero_method="wilcox", method="asymptotic")
    assert signed_rank(differences).p == pytest.approx(expected.pvalue)
    few = HOLLANDER * 1
    assert signed_rank(few).p == pytest.approx(stats.wilcoxon(few, method="exact").pvalue)


def test_reliable_change_of_jacobson_and_truax() -> None:
    found = reliable_change(47.5 - 32.5, 7.5, 0.8)
    assert (round(found.s_diff, 3), round(found.index, 3)) == (4.743, 3.162)
    assert found.is_reliable
    assert not reliable_change(9, 7.5, 0.8).is_reliable


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


@pytest.mark.parametrize(("sd", "reliability"), [(0, 0.8), (1, 1), (1, -0.1)])
def test_no_reliable_change_without_a_measure(sd, reliability) -> None:
    with pytest.raises(ValueError):
        reliable_change(1, sd, reliability)
