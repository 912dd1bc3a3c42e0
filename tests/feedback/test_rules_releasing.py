"""What a released report may count, as tables of cases."""

from __future__ import annotations

from datetime import date

import pytest

from recoverycollege.feedback.rules.releasing import (
    Class,
    at_least,
    countable,
    may_release,
    over,
    printed,
    printed_share,
    tells,
)


def classes(*people: int) -> dict[int, Class]:
    """Classes 1, 2, 3 … of so many people, all different."""
    return {i: Class(n, {("college", 0): n}) for i, n in enumerate(people, 1)}


@pytest.mark.parametrize(
    ("those", "people"),
    [
        ([], 0),
        ([Class(7, {("college", 0): 7})], 7),
        ([Class(7, {("college", 0): 7}), Class(6, {("college", 0): 2})], 9),
        ([Class(7, {("college", 0): 0}), Class(6, {("college", 0): 0})], 7),
        # Six and six who were in the college before, but are all new to their course.
        ([Class(6, {("course", 1): 6, ("college", 0): 0}) for _ in range(2)], 12),
        ([Class(6, {("course", i): 6, ("college", 0): 0}) for i in range(2)], 6),
    ],
)
def test_how_many_people_at_least(those, people):
    assert at_least(those) == people


@pytest.mark.parametrize(
    ("people", "pages", "counted"),
    [
        ((12, 5), [], {1, 2}),
        ((12, 5), [{1}], {1}),  # less the class shown, five would be left
        ((12, 5, 4), [{1}], {1, 2, 3}),
        ((12, 5, 4), [{1}, {1, 2}], {1}),
        ((7,), [], set()),
    ],
)
def test_small_classes_are_counted_together_or_not_at_all(people, pages, counted):
    those = classes(*people)
    assert countable(those.keys(), pages, those) == counted


@pytest.mark.parametrize(
    ("people", "earlier", "now", "told"),
    [
        ((20, 20), [], {1, 2}, False),
        ((20, 9), [{1}], {1, 2}, True),  # course ⊂ strand: nine are the difference
        ((20, 10), [{1}], {1, 2}, False),
        ((20, 9), [{1, 2}], {1}, True),  # and the other way round: term ⊂ year
        ((20, 10), [{1, 2}], {1}, False),
        ((20, 20, 7), [{1, 3}], {1, 2}, True),  # overlapping: the seven are in one only
        ((20, 20, 7), [{1, 2}], {1, 2, 3}, True),
        ((20, 20, 7), [{1}, {2}], {1, 2, 3}, True),  # of three together, not of two
        ((20, 20, 7), [], {1, 2}, False),  # nobody knows of the third class
        ((20, 20), [{1, 2}], {1, 2}, False),  # the same once more
        ((30, 30), [{1}], {2}, False),
    ],
)
def test_a_release_that_would_tell_of_a_few(people, earlier, now, told):
    those = classes(*people)
    assert tells(now, earlier, those, 10) is told
    assert may_release(now, [], earlier, those) is not told


def test_the_colleges_own_pages_count_too():
    """Eight and more there, ten and more here."""
    those = classes(12, 9, 5)
    assert may_release({1, 2}, [{1}], [], those)
    assert not may_release({1, 2}, [], [{1}], those)
    assert not may_release({1, 3}, [{1}], [], those)
    assert not may_release({1, 2}, [{1, 2, 3}], [], those)


@pytest.mark.parametrize(
    ("count", "shown"), [(0, None), (9, None), (10, 10), (12, 10), (13, 15), (43, 45)]
)
def test_counts_as_they_are_printed(count, shown):
    assert printed(count) == shown


@pytest.mark.parametrize(
    ("part", "base", "shown"),
    [(9, 40, None), (31, 40, None), (10, 19, None), (10, 20, 50), (20, 60, 35), (0, 50, None)],
)
def test_shares_as_they_are_printed(part, base, shown):
    assert printed_share(part, base) == shown


def test_a_period_is_over_the_day_after():
    assert over(date(2026, 3, 31), date(2026, 4, 1))
    assert not over(date(2026, 3, 31), date(2026, 3, 31))
