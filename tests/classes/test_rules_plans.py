"""The plan of a session: when each part begins, and whether the parts fill the time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from recoverycollege.classes.rules.plans import spare, starts

TEN = datetime(2026, 3, 11, 10, 0, tzinfo=UTC)
NOON = datetime(2026, 3, 11, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "begins"),
    [
        ([], []),
        ([20], ["10:00"]),
        ([20, 0, 45, 15], ["10:00", "10:20", "10:20", "11:05"]),
        ([90, 60], ["10:00", "11:30"]),
    ],
)
def test_when_each_part_begins(minutes, begins) -> None:
    assert [f"{at:%H:%M}" for at in starts(TEN, minutes)] == begins


@pytest.mark.parametrize(
    ("minutes", "left"), [([], 120), ([60, 60], 0), ([60, 45], 15), ([100, 35], -15)]
)
def test_whether_they_fill_the_time(minutes, left) -> None:
    assert spare(TEN, NOON, minutes) == left
