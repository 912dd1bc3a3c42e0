"""The items of the forms, and the scale they are answered on.

Our own items, free to use, reported one by one and never summed; not validated, and the pages say
so. A course adds its own outcomes as "I feel able to …", in the same words before and after.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from recoverycollege.refusals import N_

VERSION = 1  # of the forms: raise it when an item's words or the scale change
MOST_OUTCOMES = 2
SCALE = {
    5: N_("Very much"),
    4: N_("Quite a lot"),
    3: N_("Somewhat"),
    2: N_("A little"),
    1: N_("Not at all"),
}
HOPE = {
    "hopeful": N_("I feel hopeful about my future."),
    "people_can_recover": N_("I believe people can recover."),
}
TOGETHER = {
    "part_of_group": N_("I felt part of the group."),
    "met_someone": N_("I have met someone whose recovery gives me hope."),
}
OWN = HOPE | TOGETHER
ABLE = N_("I feel able to %(what)s.")
WORDS = "anything"  # the one box of the after form
MOST_WORDS = 4000


@dataclass(frozen=True)
class Item:
    """One question. `words` is a message id; of an outcome it takes `what`."""

    id: str
    words: str
    what: str = ""


def outcome_id(course_id: int, words: str) -> str:
    """Tells a course's outcome apart by its words: changed words are another question, and
    are never paired with the old ones."""
    plain = " ".join(words.casefold().split()).rstrip(".")
    return "outcome-" + hashlib.sha256(f"{course_id}:{plain}".encode()).hexdigest()[:24]


def outcome_item(item_id: str, words: str) -> Item:
    """`words` of the course: "use one small thing that helps"."""
    return Item(item_id, ABLE, words.strip().rstrip("."))


def form_items(wave: str, outcomes: Iterable[tuple[str, str]]) -> list[Item]:
    """The questions of a form in their order. `outcomes`: (item id, words), at most two count."""
    own = HOPE if wave == "before" else OWN
    asked = [outcome_item(*outcome) for outcome in outcomes][:MOST_OUTCOMES]
    return asked + [Item(item_id, words) for item_id, words in own.items()]
