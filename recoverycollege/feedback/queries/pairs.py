"""Pairs of answers, before and after, code by code: of a class once, as its forms are closed; from
then on only what was laid down then is read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased

from recoverycollege.database import db
from recoverycollege.feedback.models import Answer, AskedOutcome, PairCount
from recoverycollege.feedback.queries.asked import own_words
from recoverycollege.feedback.rules.items import MOST_OUTCOMES, OWN, TOGETHER, only_before

ANSWERED = ""  # in the place of an item: who answered both forms
SCOPES = ("course", "strand", "term", "college")
Pair = tuple[int, int]  # before, after
Table = Mapping[Pair, int]  # how many answered so
Given = dict[str, dict[str, Pair]]  # item → code → what was answered
Of = Callable[[Any], ColumnElement[bool]]  # which rows of `answer`


@dataclass
class Pairs:
    """The pairs of one class and item: all of them, those that count their person in a scope for
    the first time, and those that do so again after one class closed earlier."""

    all: Counter[Pair] = field(default_factory=Counter)
    new: Mapping[str, Counter[Pair]] = field(default_factory=lambda: {s: Counter() for s in SCOPES})
    again: Counter[str] = field(default_factory=Counter)  # scope → people


@dataclass(frozen=True)
class Shown:
    """How an item is shown: `position` among its class's items, and the words of an outcome."""

    position: int
    words: str = ""


def of_class(class_id: int) -> Of:
    return lambda answer: answer.class_id == class_id


def of_codes(codes: Collection[str]) -> Of:
    return lambda answer: answer.code.in_(codes)


def pairs_given(of: Of) -> Given:
    """The pairs of answers, as they are now, in one statement.

    A pair has the same code, class, item and form version; both have a value, and the after
    answer came in time."""
    before, after = aliased(Answer), aliased(Answer)
    rows = db.session.execute(
        select(before.item, before.code, before.value, after.value)
        .join(after, and_(after.code == before.code, after.item == before.item))
        .where(before.wave == "before", after.wave == "after", after.in_time)
        .where(before.class_id == after.class_id, before.form_version == after.form_version)
        .where(before.value.is_not(None), after.value.is_not(None), of(before))
    )
    found: dict[str, dict[str, Pair]] = defaultdict(dict)
    for item, code, value_before, value_after in rows:
        found[item][code] = (cast(int, value_before), cast(int, value_after))
    return found


def afterwards_given(of: Of) -> Given:
    """The same of what is asked only after the class: a pair of an answer with itself."""
    rows = db.session.execute(
        select(Answer.item, Answer.code, Answer.value)
        .where(Answer.item.in_(TOGETHER), Answer.wave == "after", Answer.in_time)
        .where(Answer.value.is_not(None), of(Answer))
    )
    found: dict[str, dict[str, Pair]] = defaultdict(dict)
    for item, code, value in rows:
        found[item][code] = (cast(int, value), cast(int, value))
    return found


def begun_only(of: Of) -> Given:
    """The same of those who answered the form before and none after: how they began."""
    answered = answered_waves(of)
    rows = db.session.execute(
        select(Answer.item, Answer.code, Answer.value).where(
            Answer.wave == "before", Answer.value.is_not(None), of(Answer)
        )
    )
    found: dict[str, dict[str, Pair]] = defaultdict(dict)
    for item, code, value in rows:
        if answered.get(code) == {"before"}:
            found[only_before(item)][code] = (cast(int, value), cast(int, value))
    return found


def laid_down() -> dict[str, dict[int, Pairs]]:
    """Item → class → its pairs, as they were when the forms of each class were closed."""
    found: dict[str, dict[int, Pairs]] = defaultdict(lambda: defaultdict(Pairs))
    new = [getattr(PairCount, f"in_{scope}") for scope in SCOPES]
    again = [PairCount.again_in_term, PairCount.again_in_college]
    cell = (PairCount.value_before, PairCount.value_after, PairCount.people)
    for class_id, item, before, after, people, *counts in db.session.execute(
        select(PairCount.class_id, PairCount.item, *cell, *new, *again)
    ):
        pairs, pair = found[item][class_id], (before, after)
        pairs.all[pair] = people
        for scope, count in zip(SCOPES, counts, strict=False):
            if count:
                pairs.new[scope][pair] = count
        pairs.again += Counter(term=counts[-2], college=counts[-1])
    return found


def shown_items() -> dict[str, Shown]:
    """Items that can have pairs: courses' outcomes first, as on the forms, then hope and our other
    items, then the college's own questions; each also of those who answered only before."""
    outcomes = select(
        AskedOutcome.item, func.min(AskedOutcome.position), func.min(AskedOutcome.words)
    ).group_by(AskedOutcome.item)
    asked = {item: Shown(place, words) for item, place, words in db.session.execute(outcomes)}
    ours = {item: Shown(MOST_OUTCOMES + place) for place, item in enumerate(OWN)}
    after = MOST_OUTCOMES + len(OWN)
    theirs = {item: Shown(after, words) for item, words in own_words().items()}
    found = asked | ours | theirs
    return found | {only_before(item): shown for item, shown in found.items()}


def answered_waves(of: Of) -> dict[str, set[str]]:
    """Code → the forms under it that have an answer in time, before and after."""
    rows = db.session.execute(
        select(Answer.code, Answer.wave)
        .where(Answer.wave.in_(("before", "after")), of(Answer))
        .where(Answer.value.is_not(None), Answer.in_time)
        .distinct()
    )
    found: dict[str, set[str]] = defaultdict(set)
    for code, wave in rows:
        found[code].add(wave)
    return found
