"""When a team may write to its class."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from recoverycollege.enrolment.rules.messages import check_may_write
from recoverycollege.refusals import Refused

NOW = datetime(2026, 3, 11, 10, tzinfo=UTC)
AHEAD, BEHIND = NOW + timedelta(days=7), NOW - timedelta(days=7)


@pytest.mark.parametrize(
    ("state", "last_ends_at", "people", "lately", "said"),
    [
        ("open", AHEAD, 9, 0, ""),
        ("open", AHEAD, 9, 2, ""),
        ("open", BEHIND, 9, 0, ""),
        ("open", NOW - timedelta(days=30), 9, 0, ""),
        ("open", None, 1, 0, ""),
        ("draft", AHEAD, 1, 0, ""),
        ("draft", AHEAD, 0, 0, "Nobody has a place yet"),
        ("open", AHEAD, 9, 3, "three messages"),
        ("open", AHEAD, 9, 4, "three messages"),
        ("open", NOW - timedelta(days=30, seconds=1), 9, 0, "more than a month ago"),
        ("called_off", AHEAD, 9, 0, "called off"),
        ("called_off", AHEAD, 0, 3, "called off"),
    ],
)
def test_writing(state, last_ends_at, people, lately, said):
    if not said:
        check_may_write(state, last_ends_at, people, lately, NOW)
        return
    with pytest.raises(Refused, match=said):
        check_may_write(state, last_ends_at, people, lately, NOW)
