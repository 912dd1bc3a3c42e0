"""What a team signs: when, from which sides, and what stands there at first."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest

from recoverycollege.classes.models import PERSPECTIVES
from recoverycollege.classes.rules import records as rules
from recoverycollege.classes.rules.records import Facts, Held

NOW = datetime(2026, 3, 11, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
MIXES = [mix for size in range(1, 4) for mix in combinations(PERSPECTIVES, size)]


def held(first: timedelta, last: timedelta, *, called_off: bool = False) -> Held:
    days = (date(2026, 3, 4), date(2026, 3, 18))
    return Held(called_off, days, NOW + first, NOW + last)


@pytest.mark.parametrize(
    ("kind", "when", "said"),
    [
        ("design", Held(False), ""),
        ("design", held(HOUR, HOUR), ""),
        ("delivery", Held(False), rules.NO_DATES),
        ("delivery", held(HOUR, HOUR), rules.AFTER_FIRST),
        ("delivery", held(timedelta(0), HOUR), ""),
        ("evaluation", Held(False), rules.NO_DATES),
        ("evaluation", held(-HOUR, HOUR), rules.AFTER_LAST),
        ("evaluation", held(-HOUR, timedelta(0)), ""),
        *((kind, held(-HOUR, -HOUR, called_off=True), rules.CALLED_OFF) for kind in rules.KINDS),
    ],
)
def test_when(kind: str, when: Held, said: str) -> None:
    assert rules.not_yet(kind, when, NOW) == said


@pytest.mark.parametrize("mix", MIXES)
def test_sides(mix: tuple[str, ...]) -> None:
    sides = ["peer"] if "peer" in mix else []
    sides += ["other"] if {"practitioner", "relative"} & set(mix) else []
    assert list(rules.sides_of([*mix, *mix])) == sides


@pytest.mark.parametrize("mix", MIXES)
@pytest.mark.parametrize("kind", rules.KINDS)
def test_the_first_words_say_who_and_are_honest_about_one_side(kind, mix) -> None:
    facts = Facts(mix, "Food and mood", True, None, held(-HOUR, -HOUR))
    who = [s.params["who"] for s in rules.first_words(kind, facts, NOW) if "who" in s.params]
    assert who == [rules.WHO[tuple(p for p in ("peer", "practitioner", "relative") if p in mix)]]
    assert ("alone" in who[0]) == (len(mix) == 1)
    assert ("without a peer" in who[0]) == ("peer" not in mix)


def told(kind: str, **changes: object) -> list[str]:
    values = {
        "perspectives": ("peer", "relative"),
        "course": "Food and mood",
        "in_catalogue": True,
        "review_on": date(2026, 5, 3),
        "held": held(-HOUR, -HOUR),
    } | changes
    return [s.message for s in rules.first_words(kind, Facts(**values), NOW)]  # type: ignore[arg-type]


def test_only_what_is_so() -> None:
    assert len(told("design")) == 2
    assert len(told("design", agreed=True)) == 3
    assert len(told("design", in_catalogue=False)) == 1
    assert len(told("design", review_on=None)) == 1
    assert len(told("evaluation")) == 1
    assert len(told("evaluation", both_looked_back=True)) == 2
    assert "began" in told("delivery", held=held(-HOUR, HOUR))[0]
    assert "times from" in told("delivery")[0]
    once = Held(False, (date(2026, 3, 4),), NOW - HOUR, NOW - HOUR)
    assert told("delivery", held=once) == ["It was taught on %(day)s by %(who)s."]
    assert told("delivery", held=Held(False)) == []


def test_a_fingerprint_is_of_one_record_and_its_words() -> None:
    made = {rules.fingerprint(kind, words) for kind in rules.KINDS for words in ("a", "a ")}
    assert len(made) == 6
