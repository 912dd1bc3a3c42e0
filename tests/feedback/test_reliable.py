"""Reliable change and cutoffs, against the example of Jacobson & Truax 1991."""

from __future__ import annotations

import pytest

from recoverycollege.feedback.rules.reliable import (
    Cutoffs,
    counts,
    cutoffs,
    passed,
    reliable_change,
    standard_error,
)


def test_reliable_change_of_jacobson_and_truax() -> None:
    found = reliable_change(47.5 - 32.5, 7.5, 0.8)
    assert (round(found.s_diff, 3), round(found.index, 3)) == (4.743, 3.162)
    assert found.is_reliable
    assert not reliable_change(9, 7.5, 0.8).is_reliable


def test_cutoffs_of_jacobson_and_truax() -> None:
    """People before have 40 (7.5), the norms 60 (7.5): the lines are 55, 45 and 50."""
    assert cutoffs(40, 7.5, "up", (60, 7.5)) == Cutoffs(55, 45, 50)
    assert cutoffs(60, 7.5, "down", (40, 7.5)) == Cutoffs(45, 55, 50)
    assert cutoffs(40, 5, "up", (60, 10)).c == pytest.approx(46.6666667)
    assert cutoffs(40, 7.5, "up") == Cutoffs(55, None, None)


@pytest.mark.parametrize(
    ("direction", "expected"), [("up", (1, 3, 2)), ("down", (2, 3, 1))], ids=("up", "down")
)
def test_who_changed(direction, expected) -> None:
    found = counts([2, 1.96, 0, -1.96, -2, -3], 1, direction)
    assert (found["improved"], found["unchanged"], found["worse"]) == expected


@pytest.mark.parametrize(
    ("before", "after", "direction", "over"),
    [
        (4, 5, "up", True),
        (4, 4.9, "up", False),
        (5, 6, "up", False),
        (6, 5, "down", True),
        (5, 4, "down", False),
    ],
)
def test_passing_a_line(before, after, direction, over) -> None:
    assert passed(before, after, 5, direction) is over


@pytest.mark.parametrize(("sd", "reliability"), [(0, 0.8), (1, 1), (1, -0.1)])
def test_no_reliable_change_without_a_measure(sd, reliability) -> None:
    with pytest.raises(ValueError):
        standard_error(sd, reliability)


def test_no_cutoffs_without_deviations() -> None:
    for sd, norm in ((0, None), (1, (5, 0))):
        with pytest.raises(ValueError):
            cutoffs(1, sd, "up", norm)
