"""The items of the forms, and the scale they are answered on.

Our own items, free to use, reported one by one and never summed; not validated, and the pages say
so. A course adds its own outcomes as "I feel able to …", in the same words before and after; a
college may add questions in its own words.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from recoverycollege.refusals import N_

VERSION = 1  # of the words: raise it when an item's words or the scale change
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
CHECK_IN = {
    "next_step": N_("I can see a next step I could take."),
    "more_than_a_label": N_("I am more than any label."),
    "own_say": N_("I have a say in my own life."),
    "confident": N_("I feel confident in myself."),
    "look_after_myself": N_("I know something I can do to look after myself."),
}
ALONG_THE_WAY = {
    "used_something": N_("I have used something from it."),
    "felt_welcome": N_("I felt welcome."),
}
AT_WORK = {
    "human_experience": N_("I used my human experience, not only my professional knowledge."),
    "expect_recovery": N_("I expect the people I work with to recover."),
}
OWN = HOPE | TOGETHER | CHECK_IN | ALONG_THE_WAY | AT_WORK
ABLE = N_("I feel able to %(what)s.")
WORDS = "anything"  # the one box of the after form
MOST_WORDS = 4000
QUESTION = "question-"
OUTCOME = "outcome-"
ONLY_BEFORE = "only-before:"  # how those began on an item who answered no after form
ONLY_AFTER = "only-after:"  # of a class that was not asked the item before


Said = tuple[tuple[str, str], ...]  # (language, words), the college's first language first


@dataclass(frozen=True)
class Item:
    """One question. `words` is a message id; of an outcome it takes `what`. `said`: in the
    college's own words, by language. `options`: the points it is answered on, (value, words),
    where they are not those of `SCALE`. `intro` is read before it, `credit` is printed with it."""

    id: str
    words: str
    what: str = ""
    said: Said = ()
    options: tuple[tuple[int, Said], ...] = ()
    intro: Said = ()
    credit: Said = ()

    @property
    def points(self) -> dict[int, str]:
        """Value → message id, or words in the college's first language."""
        return {value: said[0][1] for value, said in self.options} or SCALE

    @property
    def least(self) -> int:
        return min(self.points)

    @property
    def most(self) -> int:
        return max(self.points)


def outcome_id(course_id: int, words: str) -> str:
    """Tells a course's outcome apart by its words: changed words are another question, and
    are never paired with the old ones."""
    return OUTCOME + _told_apart(f"{course_id}:", words)


def question_id(words: str) -> str:
    """The same of a college's own question, by its words in the college's first language."""
    return QUESTION + _told_apart("", words)


def outcome_item(item_id: str, words: str) -> Item:
    """`words` of the course: "use one small thing that helps"."""
    return Item(item_id, ABLE, words.strip().rstrip("."))


def only_before(item_id: str) -> str:
    """Under what the answers lie of those who answered this item and no form after the class."""
    return ONLY_BEFORE + item_id


def without_before(item_id: str) -> str:
    """The item that such answers are of."""
    return item_id.removeprefix(ONLY_BEFORE)


def only_after(item_id: str) -> str:
    """Under what the answers lie of classes that were asked this item after the class alone."""
    return ONLY_AFTER + item_id


def plain(item_id: str) -> str:
    """The item that answers are of, whenever they were given."""
    return without_before(item_id).removeprefix(ONLY_AFTER)


def is_afterwards(item_id: str) -> bool:
    """Whether there is nothing to compare it with: it was asked after the class alone."""
    return item_id in TOGETHER or item_id.startswith(ONLY_AFTER)


def worded_item(item_id: str, words: str | None) -> Item:
    """An item by its id; `words` where it is not one of our own."""
    if item_id in OWN or not words:
        return Item(item_id, OWN.get(item_id, item_id))
    if item_id.startswith(QUESTION) or "@" in item_id:
        return Item(item_id, words, said=(("", words),))
    return outcome_item(item_id, words)


def _told_apart(before: str, words: str) -> str:
    plain = " ".join(words.casefold().split()).rstrip(".")
    return hashlib.sha256(f"{before}{plain}".encode()).hexdigest()[:24]
