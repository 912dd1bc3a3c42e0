"""Scores of what was answered on forms, by the same rules as `evidence score`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from math import sqrt

from recoverycollege.feedback.rules.instruments.definition import Definition, Score
from recoverycollege.feedback.rules.instruments.naming import (
    Ref,
    is_score,
    last_part,
    read_ref,
    score_name,
)
from recoverycollege.feedback.rules.instruments.scoring import scores_of
from recoverycollege.feedback.rules.reliable import RELIABLE

Definitions = Callable[[str], Definition | None]  # id@version → it
PARTS = 1_000_000  # scores are laid down in millionths: in whole numbers, as answers are


def scores_given(answers: Mapping[str, int | None], definition_of: Definitions) -> dict[str, float]:
    """Score name → value, of every instrument among what one person answered on one form. What was
    not answered, or is no point of its question, is missing; a score that its missing rule refuses
    is not there."""
    by_ref: dict[Ref, dict[str, int | None]] = defaultdict(dict)
    for name, value in answers.items():
        if (ref := read_ref(name)) and not is_score(name):
            by_ref[ref][last_part(name)] = value
    found = {}
    for ref, given in by_ref.items():
        if definition := definition_of(ref.key):
            for score_id, scored in scores_of(definition, _offered(definition, given)).items():
                if scored.value is not None:
                    found[score_name(ref, score_id)] = scored.value
    return found


def _offered(definition: Definition, given: Mapping[str, int | None]) -> dict[str, float | None]:
    items = definition.item
    return {
        name: value if value in items[name].options else None
        for name, value in given.items()
        if name in items
    }


def stored(value: float) -> int:
    """A score as it is laid down with the counts of a class."""
    return round(value * PARTS)


def unstored(value: int) -> float:
    return value / PARTS


def step_of(score: Score) -> float | None:
    """How far a score must move in one person to be more than chance, or to matter, as it is
    published; None where that is not, or could not be checked."""
    change = score.change
    if change is None or not change.verified:
        return None
    if change.reliable is not None:
        return change.reliable
    return None if change.sem is None else RELIABLE * sqrt(2) * change.sem
