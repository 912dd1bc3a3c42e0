"""Which answers of one code belong together: before and after of a class, and what stands alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeVar

from recoverycollege.feedback.rules.instruments.given import Definitions, scores_given, stored
from recoverycollege.feedback.rules.instruments.naming import SIGN
from recoverycollege.feedback.rules.items import TOGETHER, only_after, only_before

Pair = tuple[int, int]  # before, after
Given = dict[str, dict[str, Pair]]  # item → code → what was answered
Waves = dict[str, set[str]]  # code → the forms under it that have an answer in time
Form = dict[str, int | None]  # item → value; None: would rather not say
Alone = Mapping[int, Collection[str]]  # class → what it was asked after it and not before it
BEGUN = {"before"}
NOTHING: Alone = {}


class OfClass(Protocol):
    """Whatever knows which class it is of."""

    @property
    def class_id(self) -> int: ...


Of = TypeVar("Of", bound=OfClass)


class Answered(NamedTuple):
    """One answer on the form before a class, or after it. `in_time`: soon enough for a pair."""

    class_id: int
    code: str
    form_version: int
    wave: str
    item: str
    value: int | None
    in_time: bool


class Matched(NamedTuple):
    """What is counted of some answers: pairs, what was asked only after the class, and how those
    began who answered nothing after it. What is no pair stands as a pair of an answer with itself.
    """

    waves: Waves
    given: Given

    def items(self) -> dict[str, set[str]]:
        """Code → the items it has something of."""
        found: dict[str, set[str]] = defaultdict(set)
        for item, by_code in self.given.items():
            for code in by_code:
                found[code].add(item)
        return found


def match(
    answers: Sequence[Answered], definition_of: Definitions, alone: Alone = NOTHING
) -> Matched:
    """Lays the answers of each code side by side."""
    waves = waves_of(answers)
    given: Given = defaultdict(dict)
    for code, form in _alone(answers, alone):
        for name, value in scores_given(form, definition_of).items():
            given[only_after(name)][code] = (stored(value), stored(value))
    for code, before, after in _forms(answers):
        for item, pair in _pairs(before, after, definition_of):
            given[item][code] = pair
    for answer in answers:
        if answer.value is None:
            continue
        itself = (answer.value, answer.value)
        began = answer.wave == "before" and waves.get(answer.code) == BEGUN
        if answer.wave == "after" and answer.in_time and SIGN not in answer.item:
            if answer.item in TOGETHER:
                given[answer.item][answer.code] = itself
            elif answer.item in alone.get(answer.class_id, ()):
                given[only_after(answer.item)][answer.code] = itself
        elif began and SIGN not in answer.item:
            given[only_before(answer.item)][answer.code] = itself
    return Matched(waves, given)


def waves_of(answers: Iterable[Answered]) -> Waves:
    """Which forms were answered, before and after: with a value, and in time."""
    found: Waves = defaultdict(set)
    for answer in answers:
        if answer.in_time and answer.value is not None:
            found[answer.code].add(answer.wave)
    return found


def by_class(rows: Iterable[Of]) -> dict[int, list[Of]]:
    """Class → those of it."""
    found: dict[int, list[Of]] = defaultdict(list)
    for row in rows:
        found[row.class_id].append(row)
    return found


def of_codes(codes: Collection[str], by_code: Mapping[str, Pair]) -> dict[str, Pair]:
    """What was answered under these codes alone."""
    return {code: pair for code, pair in by_code.items() if code in codes}


def _forms(answers: Iterable[Answered]) -> Iterator[tuple[str, Form, Form]]:
    """Both forms of each code, of one class and version. What came late after a class is no half
    of a pair."""
    found: dict[tuple[str, int, int], dict[str, Form]] = {}
    for answer in answers:
        if answer.wave == "before" or answer.in_time:
            key = (answer.code, answer.class_id, answer.form_version)
            found.setdefault(key, {"before": {}, "after": {}})[answer.wave][answer.item] = (
                answer.value
            )
    for (code, _, _), forms in found.items():
        if forms["before"] and forms["after"]:
            yield code, forms["before"], forms["after"]


def _alone(answers: Iterable[Answered], alone: Alone) -> Iterator[tuple[str, Form]]:
    """What each code answered of instruments that were asked after the class alone."""
    found: dict[str, Form] = defaultdict(dict)
    for answer in answers:
        there = answer.item in alone.get(answer.class_id, ()) and SIGN in answer.item
        if there and answer.wave == "after" and answer.in_time:
            found[answer.code][answer.item] = answer.value
    yield from found.items()


def _pairs(before: Form, after: Form, definition_of: Definitions) -> Iterator[tuple[str, Pair]]:
    """A pair has a value on both forms. Of an instrument there are its scores, and not its single
    items: each form is scored by itself, and its missing rule decides."""
    for item, value in before.items():
        other = after.get(item)
        if value is not None and other is not None and SIGN not in item:
            yield item, (value, other)
    if any(SIGN in item for item in before):
        first, second = scores_given(before, definition_of), scores_given(after, definition_of)
        for name in first.keys() & second.keys():
            yield name, (stored(first[name]), stored(second[name]))
