"""What a released report may count, as tables of cases."""

from __future__ import annotations

import random
from datetime import date

import pytest

from recoverycollege.feedback.rules.releasing import (
    Class,
    at_least,
    countable,
    few,
    may_release,
    over,
    printed,
    printed_share,
    rests,
    tells,
    tells_nested,
)


def classes(*people: int) -> dict[int, Class]:
    """Classes 1, 2, 3 … of so many people, all different."""
    return {i: Class(n, {("college", 0): n}) for i, n in enumerate(people, 1)}


def each(*sets):
    """Figures that never grew."""
    return [[of] for of in sets]


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
    assert countable(those.keys(), each(*pages), those) == counted


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
    assert tells(now, each(*earlier), those, 10) is told
    assert may_release(now, [], each(*earlier), those) is not told


def test_the_colleges_own_pages_count_too():
    """Eight and more there, ten and more here."""
    those = classes(12, 9, 5)
    assert may_release({1, 2}, each({1}), [], those)
    assert not may_release({1, 2}, [], each({1}), those)
    assert not may_release({1, 3}, each({1}), [], those)
    assert not may_release({1, 2}, each({1, 2, 3}), [], those)


def test_the_rest_of_a_figure_that_others_take_apart_counts_too():
    """Class 3 is by itself for whoever lays the pages side by side, but its sum was never told:
    released without it, the strand would tell of its five."""
    those = classes(12, 20, 5, 30)
    strand, course = {1, 2, 3}, {3, 4}
    assert may_release({1, 2}, each(course), [], those)
    assert not may_release({1, 2}, each(course, strand), [], those)


def test_what_a_figure_counted_before_counts_too():
    """The course was read when it had class 1 only."""
    those = classes(14, 3, 3, 30)
    assert may_release({1, 2, 3}, each({1, 2, 3, 4}), [], those)
    assert not may_release({1, 2, 3}, [[{1}, {2, 3, 4}]], [], those)
    assert list(rests({1}, [[{1, 2}, {3}]])) == [{2}, {2, 3}]
    assert list(rests({1}, each({1}, {2}))) == []


@pytest.mark.parametrize(
    ("now", "published", "told"),
    [
        ({1, 2}, [[{1}]], True),
        ({1}, [[{1, 2}]], True),
        ({1, 2, 3}, [[{1}]], False),
        ({1, 2, 3}, [[{1}, {3}]], True),
        ({1}, [[{1}, {2}]], True),  # it was the same once, and is more now
        ({1, 2}, [[{2, 3}]], False),
        ({1, 2}, [[{1, 2}]], False),
        ({1, 2}, [[set()], []], False),
    ],
)
def test_two_sums_when_one_counts_all_of_the_other(now, published, told):
    assert tells_nested(now, published, classes(12, 7, 9)) is told


@pytest.mark.parametrize("least", range(1, 16))
def test_few_is_what_at_least_says(least):
    chance = random.Random(least)
    for _ in range(200):
        those = []
        for _ in range(chance.randint(0, 4)):
            n = chance.randint(0, 9)
            new = {("course", chance.randint(0, 2)): chance.randint(0, n)}
            those.append(Class(n, new | {("college", 0): chance.randint(0, n)}))
        assert few(those, least) is (bool(those) and at_least(those) < least)


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
