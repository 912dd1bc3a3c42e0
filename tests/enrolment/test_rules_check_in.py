"""Checking in: when a session takes it, and what each who opens its link is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from recoverycollege.enrolment.links import LETTERS, check_in_word, session_of_word
from recoverycollege.enrolment.models import STATES
from recoverycollege.enrolment.rules.check_in import Standing, door, told

STARTS = datetime(2026, 3, 11, 14, tzinfo=UTC)
ENDS = STARTS + timedelta(hours=2)
NOBODY = None


@pytest.mark.parametrize(
    ("minutes", "found"),
    [
        (-24 * 60, "early"),
        (-46, "early"),
        (-45, "open"),
        (-1, "open"),
        (0, "open"),
        (60, "open"),
        (120, "open"),
        (121, "over"),
        (7 * 24 * 60, "over"),
    ],
)
def test_from_45_minutes_before_to_the_end(minutes, found):
    now = STARTS + timedelta(minutes=minutes)
    assert door(STARTS, ENDS, now, called_off=False) == found
    assert door(STARTS, ENDS, now, called_off=True) == "called_off"


def test_a_session_that_was_moved_opens_at_its_new_time():
    later = timedelta(days=1)
    assert door(STARTS + later, ENDS + later, STARTS, called_off=False) == "early"
    assert door(STARTS + later, ENDS + later, STARTS + later, called_off=False) == "open"


@pytest.mark.parametrize(
    ("at", "mine", "answer"),
    [
        ("open", NOBODY, "sign_in"),
        ("early", NOBODY, "early"),
        ("over", NOBODY, "over"),
        ("called_off", NOBODY, "called_off"),
        ("open", Standing(), "no_place"),
        ("open", Standing("waiting"), "in_line"),
        ("open", Standing("offered"), "in_line"),
        ("open", Standing("enrolled"), "ready"),
        ("open", Standing("completed"), "ready"),
        ("open", Standing("enrolled", "told_us", by_self=True), "ready"),
        ("open", Standing("enrolled", "came", by_self=True), "noted_by_self"),
        ("open", Standing("enrolled", "came"), "noted_by_team"),
        ("open", Standing("enrolled", "part"), "noted_by_team"),
        ("open", Standing("enrolled", "missed"), "team_says_not"),
        ("open", Standing("enrolled", "told_us"), "team_says_not"),
        ("open", Standing("enrolled", "college_cancelled"), "team_says_not"),
        ("early", Standing("enrolled"), "early"),
        ("over", Standing("enrolled"), "over"),
        ("over", Standing("enrolled", "missed"), "over"),
        ("over", Standing("enrolled", "came", by_self=True), "noted_by_self"),
        ("early", Standing("enrolled", "came"), "noted_by_team"),
        ("called_off", Standing("enrolled", "came"), "called_off"),
        ("called_off", Standing("enrolled"), "called_off"),
    ],
)
def test_what_someone_is_told(at, mine, answer):
    assert told(at, mine) == answer


@pytest.mark.parametrize("state", STATES)
def test_only_people_with_a_place_can_check_in(state):
    assert (told("open", Standing(state)) == "ready") is (state in {"enrolled", "completed"})


def test_a_word_opens_its_own_session_and_no_other():
    word = check_in_word("key", 1204)
    number, letters = word.split("-")
    assert number == "1204"
    assert len(letters) == 8 and set(letters) <= set(LETTERS)
    assert session_of_word("key", word) == 1204
    assert session_of_word("key", word.upper()) == 1204
    assert session_of_word("other key", word) == 0
    assert check_in_word("key", 1205).split("-")[1] != letters


@pytest.mark.parametrize(
    "forged",
    ["", "-", "1204", "1204-", "1204-bbbbbbbb", "1205-{letters}", "01204-{letters}", "-{letters}",
     "x-{letters}", "1204-{letters}b", "99999999999-{letters}", "١٢٠٤-{letters}", "1204-é"],
)  # fmt: skip
def test_any_other_word_opens_nothing(forged):
    letters = check_in_word("key", 1204).split("-")[1]
    assert session_of_word("key", forged.format(letters=letters)) == 0
