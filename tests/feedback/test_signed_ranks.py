"""Wilcoxon's signed ranks: counted exactly, ties included, and as others print them."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from recoverycollege.feedback.rules.signed_ranks import (
    EXACT_UNTIL,
    conventions,
    hodges_lehmann,
    signed_rank,
)

# Darwin's maize, in eighths of an inch: Fisher 1935; Hollander & Wolfe.
MAIZE = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75]
# The depression scale factor IV of Hollander & Wolfe, table 3.1.
DEPRESSION = [-0.952, 0.147, -1.022, -0.43, -0.62, -0.59, -0.49, 0.08, -0.01]


def test_the_published_p_is_the_exact_two_sided_one() -> None:
    found = signed_rank(MAIZE)
    assert (found.w_plus, found.w_minus, found.n_nonzero) == (96, 24, 15)
    assert (round(found.p, 5), found.method) == (0.04126, "exact")
    others = conventions(MAIZE)
    assert others["p_exact"] == found.p
    assert round(others["p_normal"], 4) == 0.0409
    assert round(others["p_normal_cc"], 4) == 0.0438


def test_hollander_and_wolfe() -> None:
    """One-sided p .020, estimator -.46, interval -.786 to -.010 (examples 3.1 to 3.4)."""
    others = conventions(DEPRESSION)
    assert round(others["p_exact_less"], 3) == 0.020
    middle, interval = hodges_lehmann(DEPRESSION)
    assert middle == pytest.approx(-0.46)
    assert interval == pytest.approx((-0.786, -0.010))


@given(st.lists(st.integers(-4, 4), max_size=9))
@settings(deadline=None, max_examples=200)
def test_exact_is_every_way_of_giving_signs(differences) -> None:
    found, others = signed_rank(differences), conventions(differences)
    kept = [d for d in differences if d]
    if not kept:
        assert found.p is found.rank_biserial is found.method is None
        assert others == {}
        return
    ranks = stats.rankdata([abs(d) for d in kept])
    ways = [
        sum(rank for rank, up in zip(ranks, signs, strict=True) if up)
        for signs in product((0, 1), repeat=len(ranks))
    ]
    high = sum(w >= found.w_plus for w in ways) / len(ways)
    low = sum(w <= found.w_plus for w in ways) / len(ways)
    assert found.p == pytest.approx(min(1, 2 * min(high, low)))
    assert others["p_exact_greater"] == pytest.approx(high)
    assert others["p_exact_less"] == pytest.approx(low)


@given(st.lists(st.integers(-9, 9), min_size=2, max_size=120))
@settings(deadline=None, max_examples=60)
def test_normal_conventions_are_those_of_scipy(differences) -> None:
    if not any(differences):
        return
    found = conventions(differences)
    for zeros, correction, p in (
        ("wilcox", False, found["p_normal"]),
        ("wilcox", True, found["p_normal_cc"]),
        ("pratt", False, found["pratt"]["p_normal"]),
    ):
        theirs = stats.wilcoxon(
            differences, zero_method=zeros, correction=correction, method="asymptotic"
        )
        if correction and 2 * abs(signed_rank(differences).w_plus - total(differences) / 2) < 1:
            continue  # scipy corrects past the middle
        assert p == pytest.approx(theirs.pvalue, abs=1e-9)


def total(differences) -> float:
    n = sum(d != 0 for d in differences)
    return n * (n + 1) / 2


def test_untied_and_exact_agree_with_scipy() -> None:
    assert signed_rank(MAIZE).p == pytest.approx(stats.wilcoxon(MAIZE, method="exact").pvalue)


@pytest.mark.parametrize(("more", "method"), [(0, "exact"), (1, "normal")])
def test_it_says_which_method(more, method) -> None:
    assert signed_rank(range(1, EXACT_UNTIL + 1 + more)).method == method


@pytest.mark.parametrize("few", [[1.0], [1, 2, 3, 4, 5]])
def test_few_pairs_have_no_interval(few) -> None:
    assert hodges_lehmann(few)[1] is None
