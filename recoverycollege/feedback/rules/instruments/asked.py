"""The questions of an instrument as a form asks them, in the words a college gave it."""

from __future__ import annotations

from collections import defaultdict

from recoverycollege.feedback.rules.instruments.definition import Definition
from recoverycollege.feedback.rules.instruments.local import (
    CREDIT,
    INSTRUCTION,
    RECALL,
    Words,
    point,
    scales,
)
from recoverycollege.feedback.rules.instruments.naming import Ref, answer_name
from recoverycollege.feedback.rules.items import Item, Said

NOT_WRITTEN = "…"  # stands in a preview for what is still missing


def asked_items(definition: Definition, ref: Ref, words: Words) -> list[Item]:
    """Every question in its order, with its own points, the lowest first; what is read before it,
    and what the licence wants beside it."""
    by_part: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for (part, language), written in words.items():
        by_part[part].append((language, written))

    def said(part: str) -> Said:
        return tuple(by_part[part]) or (("", NOT_WRITTEN),)

    shared = len(list(scales(definition))) == 1
    intro = _joined(by_part[INSTRUCTION], by_part[RECALL])
    found = []
    for item in definition.items:
        of = "" if shared else item.id
        asked = said(f"item:{item.id}")
        points = tuple((int(value), said(point(of, value).name)) for value in item.options)
        name = answer_name(ref, item.id)
        credit = tuple(by_part[CREDIT])
        found.append(Item(name, asked[0][1], "", asked, points, intro, credit))
    return found


def _joined(first: list[tuple[str, str]], second: list[tuple[str, str]]) -> Said:
    """Both, one after the other, language by language."""
    before, after = dict(first), dict(second)
    return tuple(
        (language, " ".join(filter(None, (before.get(language), after.get(language)))))
        for language in {**before, **after}
    )
