"""Pairs of answers, before and after, as they were laid down when the forms of each class were
closed; no answer is read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, select

from recoverycollege.database import db
from recoverycollege.feedback.models import AskedOutcome, PairCount
from recoverycollege.feedback.queries.asked import own_words
from recoverycollege.feedback.queries.instruments import score_called
from recoverycollege.feedback.queries.local_texts import score_words
from recoverycollege.feedback.rules.instruments.given import step_of
from recoverycollege.feedback.rules.instruments.naming import SIGN
from recoverycollege.feedback.rules.items import MOST_OUTCOMES, OWN, only_after, only_before
from recoverycollege.feedback.rules.matching import Pair
from recoverycollege.feedback.rules.privacy import THRESHOLD

ANSWERED = ""  # in the place of an item: who answered both forms
OF_INSTRUMENT = f"%{SIGN}%"
SCOPES = ("course", "strand", "term", "college")
Table = Mapping[Pair, int]  # how many answered so


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
    before, and of classes that were asked it only after."""
    outcomes = select(
        AskedOutcome.item, func.min(AskedOutcome.position), func.min(AskedOutcome.words)
    ).group_by(AskedOutcome.item)
    asked = {item: Shown(place, words) for item, place, words in db.session.execute(outcomes)}
    ours = {item: Shown(MOST_OUTCOMES + place) for place, item in enumerate(OWN)}
    after = MOST_OUTCOMES + len(OWN)
    theirs = {item: Shown(after, words) for item, words in own_words().items()}
    found = asked | ours | theirs
    alone = {only_before(item): shown for item, shown in found.items()}
    scores = _shown_scores(after + 1)
    afterwards = {only_after(item): shown for item, shown in (found | scores).items()}
    return found | alone | scores | afterwards


def _shown_scores(position: int) -> dict[str, Shown]:
    found = {}
    for place, (name, words) in enumerate(score_words().items(), start=position):
        if known := score_called(name):
            definition, score = known
            minimum, up = definition.display_minimum, score.direction == "up"
            found[name] = Shown(place, words, minimum, step_of(score), up)
    return found
