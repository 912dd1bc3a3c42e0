"""Two questions after a class: who is asked, when it opens, who reads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from recoverycollege.classes.rules import reflections as rules
from recoverycollege.classes.rules.reflections import Member

NOW = datetime(2026, 3, 11, 10, tzinfo=UTC)
DAY = timedelta(days=1)
ENDED = NOW - 3 * DAY
BEFORE, AFTER = ENDED - 20 * DAY, ENDED + DAY


def member(number: int, answered: datetime | None = None, *, joined=BEFORE, here=True) -> Member:
    return Member(number, joined, here, answered)


DEE, RAVI = member(1), member(2)
WROTE, LATE, GONE = member(3, AFTER), member(4, joined=AFTER), member(5, here=False)


@pytest.mark.parametrize(
    ("team", "ended", "held", "found"),
    [
        ([DEE, RAVI], ENDED, True, "writing"),
        ([DEE, WROTE], ENDED, True, "writing"),
        ([WROTE], ENDED, True, "open"),
        ([WROTE, LATE], ENDED, True, "open"),  # nobody waits for who came afterwards
        ([WROTE, GONE], ENDED, True, "open"),  # nor for who was erased
        ([DEE, RAVI], NOW + DAY, True, "early"),
        ([WROTE], NOW + DAY, True, "early"),  # a date was added
        ([DEE, RAVI], NOW, True, "writing"),
        ([DEE, WROTE], NOW - 14 * DAY, True, "open"),
        ([DEE, WROTE], NOW - 14 * DAY + DAY / 24, True, "writing"),
        ([DEE, RAVI], ENDED, False, "never"),
        ([DEE, RAVI], None, True, "never"),
        ([LATE, GONE], ENDED, True, "never"),
        ([], ENDED, True, "never"),
    ],
)
def test_stage(team, ended, held, found) -> None:
    assert rules.stage(team, ended, NOW, held=held) == found


def test_who_is_asked() -> None:
    assert rules.asked([DEE, WROTE, LATE, GONE], ENDED) == [DEE, WROTE]
    assert rules.asked([DEE], None) == []


@pytest.mark.parametrize(
    ("reader", "author", "found"),
    [
        (DEE, WROTE, True),
        (WROTE, WROTE, True),
        (DEE, RAVI, False),
        (member(6, joined=AFTER + DAY), WROTE, False),  # joined after it was written
        (member(6, joined=AFTER), WROTE, False),
    ],
)
def test_who_reads(reader, author, found) -> None:
    assert rules.may_read(reader, author) is found


def wrote(perspective: str, *, passed: bool = False) -> Member:
    return Member(1, BEFORE, True, AFTER, passed, perspective)


@pytest.mark.parametrize(
    ("team", "found"),
    [
        ([wrote("peer"), wrote("relative")], True),
        ([wrote("peer"), wrote("practitioner"), RAVI], True),
        ([wrote("peer"), wrote("peer")], False),
        ([wrote("practitioner"), wrote("relative")], False),
        ([wrote("peer"), wrote("practitioner", passed=True)], False),
        ([wrote("peer"), Member(2, BEFORE, True, None, False, "practitioner")], False),
        ([], False),
    ],
)
def test_both_sides_wrote(team, found) -> None:
    assert rules.both_wrote(team, ENDED) is found
