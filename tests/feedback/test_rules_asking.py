"""What may stand on a form, who must have said yes, when forms are open, and the hope gap."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from recoverycollege.feedback.rules import approving
from recoverycollege.feedback.rules.asking import (
    BOX,
    OUTCOMES,
    STANDING,
    Line,
    check_line,
    form_items,
    has_box,
    standing_items,
)
from recoverycollege.feedback.rules.gap import Mean, gap
from recoverycollege.feedback.rules.items import OWN, Item, question_id, worded_item
from recoverycollege.feedback.rules.windows import (
    Meeting,
    half_of,
    is_apart,
    open_wave,
    term_is_closed,
    term_window,
    window,
)
from recoverycollege.refusals import Refused

NOW = datetime(2026, 3, 11, 10, tzinfo=UTC)
HOPEFUL = Line("own", "hopeful")


def test_the_standing_forms_ask_what_they_say():
    taps = {
        who: len(form_items(lines, [("o1", "a"), ("o2", "b")])) for who, lines in STANDING.items()
    }
    assert taps == {
        ("student", "before"): 4,
        ("student", "mid"): 1,
        ("student", "after"): 6,
        ("student", "later"): 1,
        ("student", "left"): 1,
        ("student", "check_in"): 5,
        ("co_teacher", "check_in"): 2,
        ("at_work", "check_in"): 2,
    }
    assert [who for who, lines in STANDING.items() if has_box(lines)] == [("student", "after")]
    assert standing_items("later")[0].words == "I have used something from it."


def test_a_form_in_its_order_with_every_kind_of_line():
    question = Line(
        "question", question_id("I slept well."), (("en", "I slept well."), ("cy", "…"))
    )
    two = Item("who5@1/1", "I have felt calm", options=((5, "All the time"), (0, "At no time")))
    lines = [question, OUTCOMES, Line("instrument", "who5@1"), HOPEFUL, BOX]
    found = form_items(lines, [("o", "swim.")] * 3, lambda ref: [two] if ref == "who5@1" else [])
    assert [item.id for item in found] == [question.item, "o", "o", "who5@1/1", "hopeful"]
    assert found[0].said == question.said
    assert found[1].what == "swim"
    assert found[3].points == {5: "All the time", 0: "At no time"}
    assert found[4].points[5] == "Very much"


def test_own_questions_are_told_apart_by_their_words():
    assert question_id("I slept well.") == question_id(" i slept  WELL ")
    assert question_id("I slept well.") != question_id("I slept badly.")
    assert worded_item(question_id("I slept well."), "I slept well.").words == "I slept well."
    assert worded_item("hopeful", "").words == OWN["hopeful"]
    assert worded_item("outcome-1", "swim.").what == "swim"


@pytest.mark.parametrize(
    ("wave", "lines", "new", "said"),
    [
        ("after", [HOPEFUL], OUTCOMES, ""),
        ("after", [HOPEFUL], HOPEFUL, "already"),
        ("after", [BOX], BOX, "already"),
        ("check_in", [], OUTCOMES, "about a class"),
        ("mid", [], BOX, "only there it is read"),
        ("after", [Line("own", str(n)) for n in range(12)], HOPEFUL, "Twelve lines"),
    ],
)
def test_what_may_be_added(wave, lines, new, said):
    if not said:
        assert check_line(wave, lines, new) is None
        return
    with pytest.raises(Refused, match=said):
        check_line(wave, lines, new)


@pytest.mark.parametrize(
    ("state", "answered", "may"),
    [
        ("draft", False, True),
        ("asked", False, True),
        ("approved", False, True),
        ("in_use", False, False),
        ("out", False, False),
        ("approved", True, False),
    ],
)
def test_what_was_used_or_answered_stays(state, answered, may):
    if may:
        assert approving.check_may_change(state, answered=answered) is None
        return
    with pytest.raises(Refused):
        approving.check_may_change(state, answered=answered)


@pytest.mark.parametrize(
    ("state", "approved", "may"),
    [
        ("approved", True, True),
        ("out", True, True),
        ("out", False, False),
        ("draft", False, False),
        ("asked", False, False),
        ("in_use", True, False),
    ],
)
def test_no_use_without_a_yes(state, approved, may):
    if may:
        assert approving.check_may_use(state, approved=approved) is None
        return
    with pytest.raises(Refused):
        approving.check_may_use(state, approved=approved)


def test_only_who_was_asked_may_say_yes():
    assert approving.check_may_answer("asked", 7, 7) is None
    for state, asked_of in (("asked", 8), ("asked", None), ("draft", 7), ("approved", 7)):
        with pytest.raises(Refused):
            approving.check_may_answer(state, asked_of, 7)


def meetings(count: int) -> list[Meeting]:
    starts = [NOW + timedelta(weeks=n) for n in range(count)]
    return [Meeting(at, at + timedelta(hours=2)) for at in starts]


@pytest.mark.parametrize(("count", "half"), [(1, None), (3, None), (4, 1), (5, 1), (6, 2), (8, 3)])
def test_half_way(count, half):
    found = window("mid", meetings(count))
    if half is None:
        assert found is None
        return
    assert found.opens_at == NOW + timedelta(weeks=half)
    assert found.closes_at == min(
        NOW + timedelta(weeks=count - 1), found.opens_at + timedelta(days=30)
    )


def test_later_and_left():
    later, left = window("later", meetings(2)), window("left", meetings(2))
    end = NOW + timedelta(weeks=1, hours=2)
    assert (later.opens_at, later.closes_at) == (
        end + timedelta(weeks=12),
        end + timedelta(days=114),
    )
    assert left.closes_at == end + timedelta(days=30)
    assert left.about == NOW  # of everyone's, whenever they left
    assert open_wave(meetings(4), NOW + timedelta(days=8)) == "mid"
    assert open_wave(meetings(4), NOW + timedelta(weeks=15, days=1)) == "later"
    assert open_wave(meetings(4), NOW + timedelta(days=80)) == ""


def test_a_term():
    zone = ZoneInfo("Europe/London")
    first, last = date(2026, 1, 12), date(2026, 4, 3)
    found = term_window(first, last, zone)
    assert found.is_open(datetime(2026, 4, 17, 22, tzinfo=UTC))
    assert not found.is_open(datetime(2026, 4, 18, 1, tzinfo=UTC))
    assert half_of(first, last, zone).date() == date(2026, 2, 21)
    closed = {
        wave: [d for d in range(130) if term_is_closed(wave, last, last + timedelta(days=d))][0]
        for wave in ("check_in", "co_teacher", "mid", "left", "later")
    }
    assert closed == {"check_in": 15, "co_teacher": 15, "mid": 31, "left": 31, "later": 115}


def test_fourteen_days_lie_between_two_invitations():
    assert is_apart(None, NOW)
    assert is_apart(NOW - timedelta(days=14), NOW)
    assert not is_apart(NOW - timedelta(days=13, hours=23), NOW)


@pytest.mark.parametrize(
    ("students", "theirs", "found"),
    [
        (None, Mean(9, 4.0), None),
        (Mean(8, 3.0), None, None),
        (Mean(7, 3.0), Mean(30, 4.0), None),
        (Mean(30, 3.0), Mean(7, 4.0), None),
        (Mean(8, 3.0), Mean(8, 4.0), (1.0, "they", 1)),
        (Mean(40, 4.46), Mean(9, 3.94), (-0.6, "students", 1)),
        (Mean(200, 4.1), Mean(150, 4.25), (0.15, "neither", 2)),
    ],
)
def test_the_hope_gap(students, theirs, found):
    one = gap(students, theirs)
    assert (one and (one.difference, one.which, one.decimals)) == found
