"""What may be marked in a register, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from recoverycollege.enrolment.models import MARKS, STATES
from recoverycollege.enrolment.rules.attendance import changed_marks, check_mark
from recoverycollege.refusals import Refused

STARTS = datetime(2026, 3, 11, 10, 0, tzinfo=UTC)
TEAM = ("came", "part", "told_us", "missed")


@pytest.mark.parametrize("mark", [*MARKS, "", "late", "CAME"])
def test_only_the_marks_of_a_team(mark):
    if mark in TEAM:
        check_mark(mark, "enrolled", STARTS, STARTS)
    else:
        with pytest.raises(Refused, match="choose one of the marks"):
            check_mark(mark, "enrolled", STARTS, STARTS)


@pytest.mark.parametrize("state", STATES)
def test_only_people_with_a_place(state):
    if state in {"enrolled", "completed"}:
        check_mark("came", state, STARTS, STARTS)
    else:
        with pytest.raises(Refused, match="no place"):
            check_mark("came", state, STARTS, STARTS)


@pytest.mark.parametrize(
    ("mark", "before", "may"),
    [
        ("came", timedelta(days=7), False),
        ("part", timedelta(hours=2, minutes=1), False),
        ("missed", timedelta(hours=2, minutes=1), False),
        ("came", timedelta(hours=2), True),
        ("missed", timedelta(0), True),
        ("came", timedelta(days=-400), True),  # corrected long after
        ("told_us", timedelta(days=7), True),  # known before
    ],
)
def test_what_is_to_come_is_not_marked_yet(mark, before, may):
    if may:
        check_mark(mark, "enrolled", STARTS, STARTS - before)
    else:
        with pytest.raises(Refused, match="still to come"):
            check_mark(mark, "enrolled", STARTS, STARTS - before)


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ({}, {}),
        ({"mark-7": "came"}, {7: "came"}),
        ({"mark-7": "came", "seen-7": ""}, {7: "came"}),
        ({"mark-7": "came", "seen-7": "missed"}, {7: "came"}),
        ({"mark-7": "came", "seen-7": "came"}, {}),
        ({"mark-7": "", "seen-7": "came"}, {}),
        ({"seen-7": "came"}, {}),
        ({"mark-7": "came", "mark-8": "part", "seen-8": "part"}, {7: "came"}),
        ({"mark-": "came", "mark--1": "came", "mark-x": "came", "mark-1234567890": "came"}, {}),
        ({"csrf_token": "came", "7": "came"}, {}),
    ],
)
def test_only_what_was_changed_on_the_page(sent, found):
    assert changed_marks(sent) == found
