"""Who is rung after a missed session."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from recoverycollege.enrolment.rules.calls import Calls, Wishes, is_rung, is_rung_again

NOW = datetime(2026, 3, 11, 10, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("person", "everyone", "rung"),
    [
        (Wishes(call_if_missed=True), False, True),
        (Wishes(call_if_missed=False), False, False),
        (Wishes(call_if_missed=False), True, True),
        (Wishes(call_if_missed=True, paused_until=NOW + DAY), True, False),
        (Wishes(call_if_missed=True, paused_until=NOW - DAY), False, True),
        (Wishes(call_if_missed=True, letters_stopped=True), True, False),
    ],
)
def test_who_is_rung(person: Wishes, everyone: bool, rung: bool) -> None:
    assert is_rung(person, Calls(everyone=everyone), NOW) is rung


@pytest.mark.parametrize(
    ("result", "unanswered", "again"),
    [
        ("no_answer", 1, True),
        ("no_answer", 2, True),
        ("no_answer", 3, False),
        ("reached", 0, False),
        ("left_message", 0, False),
    ],
)
def test_who_is_rung_again(result: str, unanswered: int, again: bool) -> None:
    assert is_rung_again(result, unanswered) is again
