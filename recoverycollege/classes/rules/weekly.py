"""The days of a class that meets once a week."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta


def weekly_days(first: date, how_many: int, skipping: Collection[date] = ()) -> list[date]:
    """`how_many` days a week apart. A week that holds one of the days in `skipping` is left out,
    and the class goes on one week longer."""
    left_out = {_monday(day) for day in skipping}
    days: list[date] = []
    day = first
    while len(days) < how_many:
        if _monday(day) not in left_out:
            days.append(day)
        day += timedelta(weeks=1)
    return days


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
