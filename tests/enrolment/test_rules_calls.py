"""Who is rung after a missed session."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from recoverycollege.enrolment.rules.calls import Calls, Wishes, is_rung

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
