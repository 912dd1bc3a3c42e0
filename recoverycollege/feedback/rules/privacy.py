"""Who is enough to be shown: thresholds and rounding.

Conventions of the college (docs/feedback.md): nothing of fewer than eight people, comments
included; eight to nineteen the interval only, effect size from twenty, tests from thirty; counts
to the nearest five; percentages on a base of twenty or more, and never 0 % or 100 %.
"""

from __future__ import annotations

from collections.abc import Sequence

THRESHOLD = 8
EFFECT_FROM = 20
TESTS_FROM = 30
PERCENT_FROM = 20
HUNDREDTHS_FROM = 100
ROUNDED_AWAY = 3  # fewer are rounded to none


def may_show(people: int) -> bool:
    """Whether anything at all may be shown of so many people."""
    return people >= THRESHOLD


def rounded(count: int) -> int:
    """A count as it is shown: to the nearest five. Totals are rounded on their own."""
    return (count + 2) // 5 * 5


def percent(part: int, base: int) -> int | None:
    """A percentage to show, or None where it would tell about single people."""
    if base < PERCENT_FROM or part <= 0 or part >= base:
        return None
    return round(100 * part / base) if 0 < round(100 * part / base) < 100 else None


def decimals(people: int) -> int:
    """How finely a mean of so many is shown. Two decimals from a hundred on, where every number of
    people has every such mean; of fewer they would tell the count that is rounded away."""
    return 2 if people >= HUNDREDTHS_FROM else 1


def spread(counts: Sequence[int], few: int = ROUNDED_AWAY) -> list[int] | None:
    """How many gave each answer, as it is shown: of twenty or more, to the nearest five, a count
    of fewer than `few` as 0. None where all but a few gave the same one: it would be told of
    everybody; and where so many are kept back that the rest would mislead."""
    people, told = sum(counts), [count for count in counts if count >= few]
    if people < PERCENT_FROM or people - max(counts) < few or not says_enough(sum(told), people):
        return None
    return [rounded(count) if count >= few else 0 for count in counts]


def says_enough(told: int, people: int) -> bool:
    """Whether a drawing of so many of all these people is fair."""
    return told > 0 and 5 * told >= 4 * people


def replaces(old: int, new: int) -> bool:
    """Whether new figures may take the place of published ones: only when their people differ by
    eight or more, or the difference would tell about the few who came or went."""
    return abs(new - old) >= THRESHOLD
