"""Which classes a pool may count, as tables of cases."""

from __future__ import annotations

import pytest

from recoverycollege.feedback.rules import privacy
from recoverycollege.feedback.rules.pooling import Part, countable, publishes, together


def parts(people, everyone=None):
    """Class → how many of it count in a pool, all of them different people."""
    all_new = {n: dict.fromkeys(("course", "strand", "term", "college"), n) for n in range(20)}
    return {one: Part((everyone or people)[one], n, all_new[n]) for one, n in people.items()}


def test_the_thresholds_are_these() -> None:
    assert [privacy.may_show(n) for n in (0, 7, 8)] == [False, False, True]
    assert [privacy.replaces(20, n) for n in (12, 13, 27, 28)] == [True, False, False, True]
    assert [together("course", parts({1: 4, 2: n})) for n in (3, 4)] == [set(), {1, 2}]
    assert [privacy.decimals(n) for n in (8, 95, 100)] == [1, 1, 2]


# Groups that are published elsewhere, and the people of each class


@pytest.mark.parametrize(
    ("groups", "people", "counted"),
    [
        ([{1}], {1: 9, 2: 3, 3: 4}, {1}),
        ([{1}], {1: 9, 2: 4, 3: 4}, {1, 2, 3}),
        ([{1, 2}], {1: 4, 2: 4, 3: 5}, {1, 2}),
        ([{1, 9}], {1: 4, 2: 4, 3: 5}, {2, 3}),  # reaches beyond: nothing of it
        ([{1, 2}, {2, 3}], {1: 4, 2: 4, 3: 5}, {1, 2}),  # five new ones of the second
        ([{1, 2}, {2, 3}], {1: 4, 2: 4, 3: 8}, {1, 2, 3}),
        ([{8, 9}], {1: 4, 2: 5}, {1, 2}),
    ],
)
def test_what_others_show_is_counted_whole_or_not_at_all(groups, people, counted) -> None:
    groups = [("course" if len(group) > 1 else "class", group) for group in groups]
    assert countable("strand", groups, parts(people)) == counted


def test_a_class_of_which_only_some_count_is_not_shown_by_its_own_figures() -> None:
    """Twelve are shown alone, three of them count here, beside ten who are shown: 13 - 10."""
    everyone, groups = {1: 12, 2: 10}, [("class", {1}), ("class", {2})]
    assert countable("term", groups, parts({1: 3, 2: 10}, everyone)) == {2}
    assert countable("term", groups, parts({1: 9, 2: 10}, everyone)) == {1, 2}


def test_what_was_counted_together_stays_together() -> None:
    """The three and five are published. A course shows the three with four others: they would be
    the difference, so they wait until they are eight."""
    people, before = parts({1: 3, 2: 5, 3: 4}), {1, 2}
    assert countable("strand", [], people, before) == {1, 2}
    assert countable("strand", [("course", {1, 3})], people, before) == {1, 2}
    people |= parts({4: 4})
    assert countable("strand", [("course", {1, 3, 4})], people, before) == {1, 2, 3, 4}


def test_a_group_is_measured_by_its_own_people() -> None:
    """Eight people of a course are eight, though the strand counted all of them earlier."""
    of_course = {"course": 4, "strand": 0}
    known = {1: Part(4, 4, of_course), 2: Part(4, 4, of_course)}
    group = [("course", {1, 2})]
    assert countable("strand", group, known) == {1, 2}
    assert countable("strand", [], known) == set()
    few = {1: Part(4, 4, {"course": 4, "strand": 4}), 2: Part(4, 4, {"course": 3, "strand": 3})}
    assert countable("strand", group, few | parts({3: 9})) == {3}  # seven people, eight places


@pytest.mark.parametrize(
    ("old", "new", "people", "left_out", "yes"),
    [(None, 7, 7, [], False), (None, 8, 8, [], True), (8, 15, 15, [], False), (8, 16, 16, [], True)]
    + [(None, 50, 50, [few], yes) for few, yes in ((0, True), (1, False), (7, False), (8, True))]
    + [(None, 50, 50, [9, 7], False), (None, 12, 7, [], False), (None, 12, 8, [], True)],
)
def test_what_may_be_published(old, new, people, left_out, yes) -> None:
    assert publishes(old, new, people, left_out) is yes
