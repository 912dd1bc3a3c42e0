"""Pairs of answers, before and after, code by code: of a class once, as its forms are closed; from
then on only what was laid down then is read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from recoverycollege.database import db
from recoverycollege.feedback.models import Answer, AskedOutcome, PairCount
from recoverycollege.feedback.queries.asked import own_words
from recoverycollege.feedback.queries.instruments import definition_of, score_called
from recoverycollege.feedback.queries.local_texts import score_words
from recoverycollege.feedback.rules.instruments.given import scores_given, step_of, stored
from recoverycollege.feedback.rules.instruments.naming import SIGN
from recoverycollege.feedback.rules.items import MOST_OUTCOMES, OWN, TOGETHER, only_before
from recoverycollege.feedback.rules.privacy import THRESHOLD

ANSWERED = ""  # in the place of an item: who answered both forms
OF_INSTRUMENT = f"%{SIGN}%"
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
    """How an item is shown: `position` among its class's items, and the words of an outcome. Of a
    score: of how many people at least, the published `step` of a change, and which way is up."""

    position: int
    words: str = ""
    minimum: int = THRESHOLD
    step: float | None = None
    up: bool = True


def of_class(class_id: int) -> Of:
    return lambda answer: answer.class_id == class_id


def of_codes(codes: Collection[str]) -> Of:
    return lambda answer: answer.code.in_(codes)


def pairs_given(of: Of) -> Given:
    """The pairs of answers, as they are now, in two statements.

    A pair has the same code, class, item and form version; both have a value, and the after
    answer came in time. Of an instrument there are its scores, and not its single items."""
    before, after = aliased(Answer), aliased(Answer)
    rows = db.session.execute(
        select(before.item, before.code, before.value, after.value)
        .join(after, and_(after.code == before.code, after.item == before.item))
        .where(before.wave == "before", after.wave == "after", after.in_time)
        .where(before.class_id == after.class_id, before.form_version == after.form_version)
        .where(before.value.is_not(None), after.value.is_not(None), of(before))
        .where(before.item.not_like(OF_INSTRUMENT))
    )
    found: dict[str, dict[str, Pair]] = defaultdict(dict)
    for item, code, value_before, value_after in rows:
        found[item][code] = (cast(int, value_before), cast(int, value_after))
    return found | _pairs_of_scores(of)


def _pairs_of_scores(of: Of) -> Given:
    """The same of scores: each form is scored by itself, and its missing rule decides."""
    rows = db.session.execute(
        select(Answer.code, Answer.form_version, Answer.wave, Answer.item, Answer.value)
        .where(Answer.item.like(OF_INSTRUMENT), Answer.wave.in_(("before", "after")))
        .where(or_(Answer.wave == "before", Answer.in_time), of(Answer))
    )
    given: dict[tuple[str, int], dict[str, dict[str, int | None]]] = defaultdict(
        lambda: {"before": {}, "after": {}}
    )
    for code, version, wave, item, value in rows:
        given[code, version][wave][item] = value
    found: dict[str, dict[str, Pair]] = defaultdict(dict)
    for (code, _), waves in given.items():
        first, second = (scores_given(waves[wave], definition_of) for wave in waves)
        for name in first.keys() & second.keys():
            found[name][code] = stored(first[name]), stored(second[name])
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


def begun_only(of: Of, answered: Mapping[str, Collection[str]]) -> Given:
    """The same of those who answered the form before and none after: how they began. `answered`:
    their `answered_waves`."""
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
    items, then the college's own questions, then scores; each item also of those who answered only
    before."""
    outcomes = select(
        AskedOutcome.item, func.min(AskedOutcome.position), func.min(AskedOutcome.words)
    ).group_by(AskedOutcome.item)
    asked = {item: Shown(place, words) for item, place, words in db.session.execute(outcomes)}
    ours = {item: Shown(MOST_OUTCOMES + place) for place, item in enumerate(OWN)}
    after = MOST_OUTCOMES + len(OWN)
    theirs = {item: Shown(after, words) for item, words in own_words().items()}
    found = asked | ours | theirs
    alone = {only_before(item): shown for item, shown in found.items()}
    return found | alone | _shown_scores(after + 1)


def _shown_scores(position: int) -> dict[str, Shown]:
    found = {}
    for place, (name, words) in enumerate(score_words().items(), start=position):
        if known := score_called(name):
            definition, score = known
            minimum, up = definition.display_minimum, score.direction == "up"
            found[name] = Shown(place, words, minimum, step_of(score), up)
    return found


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
