"""When two classes clash: a table of cases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from recoverycollege.classes.rules.clashes import Clash, Meeting, clashes

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
HERE, THERE, ONLINE = 1, 2, None


def meeting(starts: float, ends: float, venue: int | None = HERE) -> Meeting:
    """From and to in minutes after noon."""
    return Meeting(NOON + timedelta(minutes=starts), NOON + timedelta(minutes=ends), venue)


@pytest.mark.parametrize(
    ("wanted", "other", "expected"),
    [
        (meeting(0, 120), meeting(0, 120), "same"),
        (meeting(0, 120), meeting(60, 180), "same"),
        (meeting(60, 180), meeting(0, 120), "same"),
        (meeting(0, 120), meeting(30, 60), "same"),
        (meeting(30, 60), meeting(0, 120), "same"),
        (meeting(0, 120), meeting(119, 180, THERE), "same"),
        (meeting(0, 120, ONLINE), meeting(30, 60, ONLINE), "same"),
        # They touch, or follow at once
        (meeting(0, 120), meeting(120, 180), ""),
        (meeting(120, 180), meeting(0, 120), ""),
        (meeting(0, 120), meeting(121, 180), ""),
        (meeting(0, 120, ONLINE), meeting(120, 180, ONLINE), ""),
        # Somewhere else, with time to get there or without
        (meeting(0, 120), meeting(120, 180, THERE), "close"),
        (meeting(120, 180, THERE), meeting(0, 120), "close"),
        (meeting(0, 120), meeting(149, 180, THERE), "close"),
        (meeting(0, 120), meeting(150, 180, THERE), ""),
        (meeting(0, 120), meeting(-30, -1, THERE), "close"),
        (meeting(0, 120), meeting(-60, -30, THERE), ""),
        (meeting(0, 120, ONLINE), meeting(125, 180), "close"),
        (meeting(0, 120), meeting(24 * 60, 25 * 60), ""),
    ],
)
def test_two_sessions(wanted, other, expected):
    found = clashes([wanted], [other])
    assert found == ([Clash(other, close=expected == "close")] if expected else [])


def test_many_sessions_are_told_in_order_and_once_each():
    week = 7 * 24 * 60
    wanted = [meeting(n * week, n * week + 120) for n in range(3)]
    wanted.append(meeting(2 * week + 60, 2 * week + 90))
    others = [meeting(n * week + 60, n * week + 180, THERE) for n in (2, 0)]
    others.append(meeting(week + 125, week + 180, THERE))
    assert clashes(wanted, others) == [
        Clash(others[1]),
        Clash(others[2], close=True),
        Clash(others[0]),
    ]


def test_nothing_clashes_with_nothing():
    assert clashes([], [meeting(0, 1)]) == clashes([meeting(0, 1)], []) == []


def test_a_night_in_which_the_clock_goes_back_is_measured_in_true_time():
    """01:30 to 02:00 of the first hour, and 01:30 of the second: an hour lies in between."""
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    one = Meeting(first, first + timedelta(minutes=30), HERE)
    later = Meeting(first + timedelta(hours=1), first + timedelta(hours=2), THERE)
    assert clashes([one], [later]) == []
