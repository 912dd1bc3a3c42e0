"""When times for one-to-one peer support are, and what they can be."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from recoverycollege.classes.rules.times import (
    MOST_TIMES,
    Row,
    check_dates,
    check_places,
    overlap,
    planned,
)
from recoverycollege.refusals import Refused

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 3, 24, 11, tzinfo=UTC)  # a Tuesday; the clocks go forward on the 29th
TUESDAY = date(2026, 3, 24)


def row(**changes: Any) -> Row:
    values: dict[str, Any] = {
        "first": TUESDAY,
        "last": TUESDAY + timedelta(days=7),
        "weekdays": ["tue"],
        "starts": [time(14), time(10)],
        "minutes": 50,
    }
    return Row(**(values | changes))


@pytest.mark.parametrize(
    ("changes", "begins"),
    [
        # ten o'clock of the first day has passed, and a week on the clock shows summer time
        ({}, [(24, 14), (31, 9), (31, 13)]),
        ({"weekdays": ["mon", "wed"], "starts": [time(9)]}, [(25, 9), (30, 8)]),
        ({"weekdays": []}, []),
        ({"last": TUESDAY - timedelta(days=1)}, []),
        ({"weekdays": ["sun"], "starts": [time(1, 30), time(3)]}, [(29, 2)]),
        ({"starts": [time(14), time(14)]}, [(24, 14), (31, 13)]),
    ],
)
def test_when_they_are(changes: dict[str, Any], begins: list[tuple[int, int]]) -> None:
    found = planned(row(**changes), NOW, LONDON)
    assert [(begin.day, begin.hour) for begin, _end in found] == begins
    assert all(end - begin == timedelta(minutes=50) for begin, end in found)


def test_so_many_at_once_and_no_more() -> None:
    every = {"weekdays": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "starts": [time(14)]}
    enough = row(**every, last=TUESDAY + timedelta(days=MOST_TIMES - 1))
    assert len(planned(enough, NOW, LONDON)) == MOST_TIMES
    for days in (MOST_TIMES, 100_000):
        with pytest.raises(Refused):
            planned(row(**every, last=TUESDAY + timedelta(days=days)), NOW, LONDON)


@pytest.mark.parametrize(
    ("starts", "minutes", "over"),
    [
        ([time(10), time(11)], 60, False),
        ([time(11), time(10)], 61, True),
        ([time(10), time(10, 30)], 45, True),
        ([time(10)], 240, False),
    ],
)
def test_times_of_a_day_do_not_overlap(starts: list[time], minutes: int, over: bool) -> None:
    assert overlap(row(starts=starts, minutes=minutes)) is over


@pytest.mark.parametrize(
    ("kind", "places", "dates", "fits"),
    [
        ("one-to-one", 1, 1, True),
        ("one-to-one", 2, 1, False),
        ("one-to-one", 0, 1, False),
        ("one-to-one", 1, 2, False),
        ("course", 12, 8, True),
        ("peer-group", 0, 8, True),
    ],
)
def test_one_place_at_one_time(kind: str, places: int, dates: int, fits: bool) -> None:
    def check() -> None:
        check_places(kind, places)
        check_dates(kind, dates)

    if fits:
        check()
    else:
        with pytest.raises(Refused):
            check()
