"""Whether one person's change is more than chance, and where a score passes from one group to
another. No numpy here: pages may use it.

Source: Jacobson & Truax 1991, "Clinical significance", J Consult Clin Psychol 59, 12-19. We write
of a group "before" and of norms, where they write of dysfunctional and functional people.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

RELIABLE = 1.96  # a reliable change is beyond this, either way
SIGNS = {"up": 1, "down": -1}  # which way a score goes when things get better


@dataclass(frozen=True)
class Reliable:
    """A change of one person against what chance alone would do. `s_diff` is the standard error of
    a difference, `index` the change in its terms; `is_reliable` beyond ±1.96."""

    s_diff: float
    index: float

    @property
    def is_reliable(self) -> bool:
        return abs(self.index) > RELIABLE


@dataclass(frozen=True)
class Cutoffs:
    """Jacobson & Truax's three lines, of which a score passes one as things get better. `a`: two
    deviations from the mean before; `b`: two from the mean of the norms; `c`: halfway between the
    two, in terms of their deviations. `b` and `c` need norms."""

    a: float
    b: float | None
    c: float | None


def standard_error(sd: float, reliability: float) -> float:
    """s·√2·√(1 - r): how far two answers of one person differ by chance.
    Raises ValueError for a deviation that is not positive, or a reliability outside 0 to 1."""
    if sd <= 0 or not 0 <= reliability < 1:
        raise ValueError("needs a positive deviation, and a reliability from 0 to below 1")
    return sd * math.sqrt(2) * math.sqrt(1 - reliability)


def reliable_change(change: float, sd: float, reliability: float) -> Reliable:
    """Jacobson & Truax 1991: change ÷ (s·√2·√(1 - r)), with the standard deviation before.
    Raises ValueError like `standard_error`."""
    s_diff = standard_error(sd, reliability)
    return Reliable(s_diff, change / s_diff)


def counts(changes: Iterable[float], s_diff: float, direction: str) -> Counter[str]:
    """How many got reliably better, reliably worse, or neither. `direction`: "up" where a higher
    score is the better one, "down" where a lower one is."""
    found = Counter({"improved": 0, "unchanged": 0, "worse": 0})
    for change in changes:
        index = SIGNS[direction] * change / s_diff
        word = "improved" if index > RELIABLE else "worse" if index < -RELIABLE else "unchanged"
        found[word] += 1
    return found


def cutoffs(
    mean: float, sd: float, direction: str, norm: tuple[float, float] | None = None
) -> Cutoffs:
    """The lines from the mean and deviation before, and those of the norms if there are any.
    Raises ValueError where a deviation is not positive."""
    if sd <= 0 or (norm and norm[1] <= 0):
        raise ValueError("needs positive deviations")
    sign = SIGNS[direction]
    a = mean + sign * 2 * sd
    if norm is None:
        return Cutoffs(a, None, None)
    norm_mean, norm_sd = norm
    halfway = (norm_sd * mean + sd * norm_mean) / (norm_sd + sd)
    return Cutoffs(a, norm_mean - sign * 2 * norm_sd, halfway)


def passed(before: float, after: float, line: float, direction: str) -> bool:
    """Whether someone was short of a line before and has reached or passed it after."""
    sign = SIGNS[direction]
    return sign * before < sign * line <= sign * after
