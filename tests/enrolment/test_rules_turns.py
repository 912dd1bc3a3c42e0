"""Putting someone forward: before whom, and everyone else stays as they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverycollege.enrolment.rules.turns import (
    EARLIER,
    KEPT_FOR,
    Turn,
    asked_later,
    check_received,
    in_order,
    put_forward,
)
from recoverycollege.refusals import Refused

NOW = datetime(2026, 3, 11, 10, 0, tzinfo=UTC)


def turn(number: int, hour: int, priority: int = 0) -> Turn:
    """Someone in line; the id is the joining number."""
    return Turn(number, number, NOW + timedelta(hours=hour), priority)


def order(line: list[Turn], changes: dict[int, int]) -> list[int]:
    after = [replace(t, priority=changes.get(t.enrolment_id, t.priority)) for t in line]
    return [t.number for t in in_order(after)]


@pytest.mark.parametrize(
    ("line", "reason", "after"),
    [
        # 1 asked before the form arrived, 2 and 3 after it
        ([turn(1, 1), turn(2, 5), turn(3, 6), turn(4, 3)], EARLIER, [1, 4, 2, 3]),
        ([turn(1, 1), turn(2, 2), turn(4, 3)], EARLIER, [1, 2, 4]),
        # 2 was put forward by the office: that stays
        ([turn(1, 5), turn(2, 6, 1), turn(4, 3)], EARLIER, [2, 4, 1]),
        ([turn(1, 1), turn(2, 5), turn(4, 3)], "our_mistake", [4, 1, 2]),
        ([turn(1, 1, 2), turn(4, 3)], "manager", [4, 1]),
        ([turn(4, 3)], "manager", [4]),
    ],
)
def test_before_whom(line: list[Turn], reason: str, after: list[int]) -> None:
    assert order(line, put_forward(line, line[-1], reason)) == after


def test_who_asked_later() -> None:
    line = [turn(1, 1), turn(2, 5), turn(3, 9, 1), turn(4, 3), turn(5, 8)]
    assert [t.number for t in asked_later(line, line[3])] == [2]


@pytest.mark.parametrize(
    ("priorities", "reason", "after"),
    [
        ([0, 0, 0], "our_mistake", {1: 1}),
        ([0], "our_mistake", {1: 1}),  # whoever comes later is not before them
        ([0, 1, 0], "our_mistake", {1: 2}),
        ([2, 1, 0], "our_mistake", {}),
        ([0, 0, 0], EARLIER, {}),
    ],
)
def test_where_a_lot_decides_only_a_priority_counts(
    priorities: list[int], reason: str, after: dict[int, int]
) -> None:
    line = [turn(number, number, first) for number, first in enumerate(priorities, start=1)]
    assert put_forward(line, line[0], reason, by_lot=True) == after


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 3)), min_size=1, max_size=8),
    st.data(),
)
def test_everyone_else_keeps_their_order(facts: list[tuple[int, int]], data: st.DataObject) -> None:
    line = [turn(n, hour, priority) for n, (hour, priority) in enumerate(facts, start=1)]
    mine = data.draw(st.sampled_from(line))
    changes = put_forward(line, mine, "our_mistake")
    rest = [n for n in order(line, {}) if n != mine.number]
    assert order(line, changes) == [mine.number, *rest]
    assert all(new > line[number - 1].priority for number, new in changes.items())
    assert not put_forward(
        [replace(t, priority=changes.get(t.number, t.priority)) for t in line],
        replace(mine, priority=changes.get(mine.number, mine.priority)),
        "our_mistake",
    )


@pytest.mark.parametrize(
    ("at", "fine"),
    [
        (NOW, True),
        (NOW - KEPT_FOR, True),
        (NOW + timedelta(minutes=1), False),
        (NOW - KEPT_FOR - timedelta(minutes=1), False),
    ],
)
def test_when_a_form_can_have_arrived(at: datetime, fine: bool) -> None:
    if fine:
        check_received(at, NOW)
    else:
        with pytest.raises(Refused):
            check_received(at, NOW)
