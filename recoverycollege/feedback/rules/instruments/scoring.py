"""Answers in, scores out, by a definition. No numpy: pages may use it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum

from recoverycollege.feedback.rules.instruments.definition import ANSWERED, Definition, Item, Score

Answers = Mapping[str, float | None]


@dataclass(frozen=True)
class Scored:
    """A score, or None and why there is none."""

    value: float | None
    reason: str = ""


def scores_of(definition: Definition, answers: Answers) -> dict[str, Scored]:
    """Every score of one person. What is not in `answers`, or None there, is missing. Raises
    ValueError for an answer that the item does not offer."""
    items = definition.item
    for item_id, answer in answers.items():
        if answer is not None and answer not in items[item_id].options:
            raise ValueError(f"{item_id}: {shown(answer)} is none of its options")
    return {score.id: score_of(score, items, answers) for score in definition.scores}


def score_of(score: Score, items: Mapping[str, Item], answers: Answers) -> Scored:
    """One score, by its missing rule."""
    given = [
        turned(items[item_id], answer)
        for item_id in score.items
        if (answer := answers.get(item_id)) is not None
    ]
    wanted = len(score.items)
    if len(given) < score.minimum:
        needed = "all" if score.minimum == wanted else f"{score.minimum} or more"
        return Scored(None, f"{len(given)} of {wanted} answered; {needed} are needed")
    total = fsum(given)
    if score.missing == ANSWERED or score.kind == "mean":
        return Scored(total / len(given))
    if len(given) < wanted:
        total = total / len(given) * wanted
    return Scored(made(score, total))


def made(score: Score, total: float) -> float:
    """What a sum of all items comes to."""
    if score.kind == "lookup":
        return score.table[total]
    if score.kind == "affine":
        return score.multiply * total + score.add
    return total / len(score.items) if score.kind == "mean" else total


def turned(item: Item, answer: float) -> float:
    """An answer as it counts."""
    return item.options[0] + item.options[-1] - answer if item.reversed else answer


def totals(score: Score, items: Mapping[str, Item]) -> set[float]:
    """Every sum that complete answers can have."""
    reached = {0.0}
    for item_id in score.items:
        options = items[item_id].options
        reached = {sum_ + option for sum_ in reached for option in options}
    return reached


def shown(value: float) -> str:
    return f"{value:.10g}"
