"""A class that meets once a week, and its weeks off."""

from __future__ import annotations

from datetime import date

from recoverycollege.classes.rules.weekly import weekly_days

TUESDAY = date(2026, 3, 17)


def test_a_week_apart() -> None:
    assert weekly_days(TUESDAY, 3) == [TUESDAY, date(2026, 3, 24), date(2026, 3, 31)]


def test_a_week_off_makes_it_longer() -> None:
    sunday_of_the_second = date(2026, 3, 29)
    assert weekly_days(TUESDAY, 3, {sunday_of_the_second}) == [
        TUESDAY,
        date(2026, 3, 31),
        date(2026, 4, 7),
    ]


def test_the_first_week_may_be_off() -> None:
    assert weekly_days(TUESDAY, 1, {TUESDAY}) == [date(2026, 3, 24)]


def test_days_off_elsewhere_change_nothing() -> None:
    assert weekly_days(TUESDAY, 1, {date(2020, 1, 1)}) == [TUESDAY]
