"""What is missing until a course is agreed, and who may sign what: tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from recoverycollege.catalogue.models import DESIGNER_SIDES
from recoverycollege.catalogue.rules import codesign as rules
from recoverycollege.catalogue.rules.codesign import DesignFacts
from recoverycollege.catalogue.rules.texts import Texts
from recoverycollege.refusals import Refused

WHOLE = Texts("Bread", "We bake.", outcomes=("bake", "share"))
READY = DesignFacts("open", 3, WHOLE)
PEER, OTHER = "A peer has not signed yet.", "A practitioner or a relative has not signed yet."
TODAY = date(2026, 3, 11)


def words(missing: list[rules.Missing]) -> list[str]:
    return [message % gaps if gaps else message for message, gaps in missing]


@pytest.mark.parametrize(
    ("signed", "missing"),
    [
        ((), [PEER, OTHER]),
        (("peer",), [OTHER]),
        (("peer", "peer"), [OTHER]),
        (("practitioner",), [PEER]),
        (("relative",), [PEER]),
        (("practitioner", "relative"), [PEER]),
        (("student", ""), [PEER, OTHER]),
        (("peer", "student"), [OTHER]),
        (("peer", "practitioner"), []),
        (("relative", "peer"), []),
        (("peer", "practitioner", "relative"), []),
    ],
)
def test_both_sides_sign(signed: tuple[str, ...], missing: list[str]) -> None:
    assert words(rules.missing(replace(READY, signed=signed))) == missing


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        (READY, []),
        (replace(READY, questions=2), ["Questions still open: 2."]),
        (replace(READY, disagreements=1), ["Disagreements not settled yet: 1."]),
        (
            replace(READY, texts=replace(WHOLE, summary="")),
            ["It needs a sentence or two that stand on its card."],
        ),
        *(
            (
                replace(READY, texts=replace(WHOLE, outcomes=("a",) * count)),
                ["It needs two to four lines on what students may get from it."],
            )
            for count in (0, 1, 5)
        ),
        (replace(READY, texts=replace(WHOLE, outcomes=("a",) * 4)), []),
    ],
)
def test_what_must_be_settled_first(facts: DesignFacts, missing: list[str]) -> None:
    assert words(rules.to_settle(facts)) == missing
    sure = None if missing else "signs"
    assert says(lambda: rules.check_sign(facts, "peer", 3)) == (sure or "refused")


def says(check: object) -> str:
    try:
        check()  # type: ignore[operator]
    except Refused:
        return "refused"
    return "signs"


@pytest.mark.parametrize("state", ["open", "agreed", "published", "set_aside"])
@pytest.mark.parametrize("perspective", DESIGNER_SIDES)
@pytest.mark.parametrize("version", [2, 3, 4])
def test_who_may_sign(state: str, perspective: str, version: int) -> None:
    facts = replace(READY, state=state)
    may = (
        state in ("open", "agreed")
        and perspective in ("peer", "practitioner", "relative")
        and version == 3
    )
    answer = says(lambda: rules.check_sign(facts, perspective, version))
    assert answer == ("signs" if may else "refused")


@pytest.mark.parametrize(
    ("state", "excepted", "goes"),
    [
        ("open", False, False),
        ("open", True, True),
        ("agreed", False, True),
        ("agreed", True, True),
        ("published", True, False),
        ("set_aside", True, False),
    ],
)
def test_what_goes_into_the_catalogue(state: str, excepted: bool, goes: bool) -> None:
    facts = replace(READY, state=state)
    answer = says(lambda: rules.check_publish(facts, excepted=excepted))
    assert answer == ("signs" if goes else "refused")


def test_no_exception_for_words_that_are_not_there() -> None:
    facts = replace(READY, texts=replace(WHOLE, outcomes=()))
    assert says(lambda: rules.check_publish(facts, excepted=True)) == "refused"


@pytest.mark.parametrize(
    ("days", "before", "good"),
    [
        (1, 0, True),
        (0, -5, False),
        (-1, -5, False),
        (5, 10, False),
        (11, 10, True),
        (400, 0, False),
    ],
)
def test_more_time(days: int, before: int, good: bool) -> None:
    until, was = TODAY + timedelta(days=days), TODAY + timedelta(days=before)
    answer = says(lambda: rules.check_time(until, was, TODAY))
    assert answer == ("signs" if good else "refused")


@pytest.mark.parametrize(
    ("state", "days", "late"),
    [("open", -1, True), ("open", 0, False), ("agreed", -1, False), ("published", -1, False)],
)
def test_when_the_time_is_over(state: str, days: int, late: bool) -> None:
    assert rules.is_late(state, TODAY + timedelta(days=days), TODAY) is late
