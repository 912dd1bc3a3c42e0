"""Who gets a place now, who waits, who is next, and who is taken to be whom."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoverycollege.enrolment.rules.people import same_name
from recoverycollege.enrolment.rules.places import (
    MOST_PASSED,
    Counts,
    Openness,
    Wish,
    check_open,
    has_place,
    next_in_line,
)
from recoverycollege.enrolment.rules.turns import in_order
from recoverycollege.refusals import Refused

NOW = datetime(2026, 3, 11, 10, 0, tzinfo=UTC)
TODAY = date(2026, 3, 11)
LATER = NOW + timedelta(days=7)


@pytest.mark.parametrize(
    ("counts", "free", "public_free"),
    [
        (Counts(12), 12, 12),
        (Counts(12, enrolled=11), 1, 1),
        (Counts(12, enrolled=12), 0, 0),
        (Counts(12, enrolled=10, offered=2), 0, 0),
        (Counts(12, enrolled=10, waiting=1), 2, 1),
        (Counts(12, enrolled=10, waiting=5), 2, 0),
        (Counts(12, enrolled=10, waiting=5, held_up=4), 2, 1),  # of five, one can be offered it
        (Counts(3, enrolled=5, offered=1, waiting=2), 0, 0),  # the capacity was lowered
        (Counts(0), 0, 0),
    ],
)
def test_counts(counts, free, public_free):
    assert (counts.free, counts.public_free) == (free, public_free)


@pytest.mark.parametrize(
    ("counts", "places", "has"),
    [
        (Counts(1), 1, True),
        (Counts(1), 2, False),
        (Counts(1, enrolled=1), 1, False),
        (Counts(1, offered=1), 1, False),
        (Counts(2, enrolled=1, waiting=1), 1, False),  # it is meant for the line
        (Counts(3, enrolled=1, waiting=1), 1, True),
        (Counts(2, enrolled=1, waiting=1, held_up=1), 1, True),  # a break keeps nobody waiting
        (Counts(3, gathering=True), 1, False),  # a lot decides
        (Counts(3, enrolled=1, waiting=1), 2, False),
    ],
)
def test_has_place(counts, places, has):
    assert has_place(counts, places) is has


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (Openness("open", LATER), ""),
        (Openness("open", NOW + timedelta(minutes=1)), ""),
        (Openness("open", NOW), "already started"),
        (Openness("open", None), "not open yet"),
        (Openness("draft", LATER), "not open yet"),
        (Openness("called_off", LATER), "called off"),
        (Openness("open", LATER, enrol_from=TODAY), ""),
        (Openness("open", LATER, enrol_from=TODAY + timedelta(days=1)), "save a place from"),
        (Openness("open", LATER, enrol_until=TODAY), ""),
        (Openness("open", LATER, enrol_until=TODAY - timedelta(days=1)), "has ended"),
    ],
)
def test_check_open(facts, words):
    if not words:
        check_open(facts, NOW, TODAY)
        return
    with pytest.raises(Refused, match=words):
        check_open(facts, NOW, TODAY)


PAIR, KEPT = {"places": 2}, {"places": 2, "passed": 2}


@pytest.mark.parametrize(
    ("line", "free", "chosen", "passed"),
    [
        ([], 3, [], []),
        ([Wish(1, 1)], 0, [], []),
        ([Wish(1, 1), Wish(2, 2)], 1, [1], []),
        ([Wish(2, 2), Wish(1, 1)], 1, [1], []),  # by number, whatever the order of the rows
        ([Wish(1, 1), Wish(2, 2), Wish(3, 3)], 2, [1, 2], []),
        ([Wish(1, 1), Wish(2, 2, priority=1)], 1, [2], []),
        ([Wish(1, 1, eligible=False), Wish(2, 2)], 1, [2], []),
        ([Wish(1, 1, **PAIR), Wish(2, 2)], 1, [2], [1]),  # too big: passed, and remembered
        ([Wish(1, 1, **PAIR)], 1, [], []),  # nobody behind it: not passed
        ([Wish(1, 1, **PAIR), Wish(2, 2, **PAIR)], 1, [], []),
        ([Wish(1, 1, passed=1, **PAIR), Wish(2, 2)], 1, [2], [1]),
        ([Wish(1, 1, **KEPT), Wish(2, 2)], 1, [], []),  # passed twice: places are kept
        ([Wish(1, 1, **KEPT), Wish(2, 2)], 2, [1], []),
        ([Wish(1, 1), Wish(2, 2, **KEPT), Wish(3, 3)], 2, [1], []),
        ([Wish(1, 1, **PAIR), Wish(2, 2), Wish(3, 3, **PAIR)], 1, [2], [1]),  # 3 was behind
        ([Wish(1, 1, **PAIR), Wish(2, 2)], 3, [1, 2], []),
        ([Wish(1, 1, places=13, passed=2), Wish(2, 2)], 1, [2], []),  # it will never fit
        ([Wish(1, 1, eligible=False, **KEPT), Wish(2, 2)], 1, [2], []),  # paused: keeps nothing
    ],
)
def test_next_in_line(line, free, chosen, passed):
    found = next_in_line(line, free, capacity=12)
    assert [wish.enrolment_id for wish in found.chosen] == chosen
    assert [wish.enrolment_id for wish in found.passed] == passed


def test_near_the_start_nothing_is_kept():
    found = next_in_line([Wish(1, 1, **KEPT), Wish(2, 2)], 1, capacity=12, keep=False)
    assert [wish.enrolment_id for wish in found.chosen] == [2]


wishes = st.lists(
    st.builds(
        Wish,
        enrolment_id=st.integers(1, 10**6),
        number=st.integers(1, 10**6),
        places=st.integers(1, 6),
        priority=st.integers(0, 2),
        eligible=st.booleans(),
        passed=st.integers(0, 3),
    ),
    unique_by=(lambda w: w.enrolment_id, lambda w: w.number),
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(wishes, st.integers(0, 20), st.integers(1, 20))
def test_never_more_than_is_free_and_never_out_of_turn(line, free, capacity):
    found = next_in_line(line, free, capacity)
    assert sum(wish.places for wish in found.chosen) <= free
    may = [w for w in in_order(line) if w.eligible and w.places <= capacity]
    assert [w for w in may if w in found.chosen] == found.chosen
    left = free - sum(wish.places for wish in found.chosen)
    kept = next((w for w in may if w not in found.chosen and w.passed >= MOST_PASSED), None)
    for wish in may if kept is None else may[: may.index(kept)]:
        assert wish in found.chosen or wish.places > left  # nobody waits beside a free place
    if kept is not None:
        assert not set(may[may.index(kept) :]) & set(found.chosen)
    for wish in found.passed:
        assert wish not in found.chosen and wish.passed < MOST_PASSED
        assert any(may.index(wish) < may.index(given) for given in found.chosen)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ada Lark", "ada  LARK", True),
        ("José", "Jose", True),
        ("Søren", "soren", True),
        ("Ada", "Ada Lark", False),
        ("🌻", "🌻", True),
        ("🌻", "🌙", False),
        ("王芳", "王芳", True),
        ("王芳", "王伟", False),
        ("🌻", "Ada", False),
    ],
)
def test_same_name(one, other, same):
    assert same_name(one, other) is same_name(other, one) is same
