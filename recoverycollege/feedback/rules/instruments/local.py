"""A college's own texts of an instrument it may use: what has to be written, and what may be done
with them. No words of an instrument are here.

draft → active → out

A draft is written, then somebody attests the licence, then it is activated. From then on its words
stay as they are: other words are another draft, and what was answered keeps its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from recoverycollege.feedback.rules.instruments.definition import Definition
from recoverycollege.feedback.rules.instruments.scoring import shown
from recoverycollege.refusals import N_, Refused

INSTRUCTION, RECALL, CREDIT = "instruction", "recall", "credit"
LEFT_OUT = (INSTRUCTION, CREDIT)  # may be
MOST_LETTERS = 500
Words = Mapping[tuple[str, str], str]  # (part, language) → what is written
FIXED = N_("These texts were activated, and stay as they are. Begin new ones to change something.")
OPEN_WORDS = N_("These words are free for everyone. There is nothing to enter.")
DRAFTED = N_("New texts are being prepared already. Please go on with those.")
UNFINISHED = N_("Some texts are still missing, or two answers read the same. Fill them in first.")
NOT_ATTESTED = N_("Someone must sign first that the college may use these words.")
ENDED = N_("The licence has ended. Nobody may be asked these questions any more.")
NOT_ACTIVE = N_("These texts are not in use.")
NOT_NUMBERS = N_("Its answers are not whole numbers, so it can't be asked on a form here.")


@dataclass(frozen=True)
class Part:
    """One text to write. `item` and `value` say of what: a question, or an answer to it; an answer
    without an item is the same for all questions."""

    name: str
    item: str = ""
    value: float | None = None

    @property
    def needed(self) -> bool:
        return self.name not in LEFT_OUT


def parts(definition: Definition) -> list[Part]:
    """Everything to write, in the order in which it is read."""
    found = [Part(INSTRUCTION), Part(RECALL), Part(CREDIT)]
    found += [Part(f"item:{item.id}", item.id) for item in definition.items]
    for item_id, values in scales(definition):
        found += [point(item_id, value) for value in values]
    return found


def point(item_id: str, value: float) -> Part:
    middle = f"{item_id}:" if item_id else ""
    return Part(f"point:{middle}{shown(value)}", item_id, value)


def scales(definition: Definition) -> Iterator[tuple[str, Sequence[float]]]:
    """The different ways to answer: one for all questions, or, where they differ, one of each."""
    if len({item.options for item in definition.items}) == 1:
        yield "", definition.items[0].options
        return
    for item in definition.items:
        yield item.id, item.options


def missing(definition: Definition, words: Words, languages: Collection[str]) -> list[str]:
    """The parts that lack words in a language, or, of answers, have the words of another one."""
    gone = [
        part.name
        for part in parts(definition)
        if part.needed and not all(words.get((part.name, one), "").strip() for one in languages)
    ]
    for item_id, values in scales(definition):
        names = [point(item_id, value).name for value in values]
        for language in languages:
            said = [words.get((name, language), "").strip().casefold() for name in names]
            gone += [n for n, w in zip(names, said, strict=True) if w and said.count(w) > 1]
    return sorted(set(gone))


def fits_forms(definition: Definition) -> bool:
    """Whether every answer is a whole number, as the tables of answers hold them."""
    return all(float(value).is_integer() for item in definition.items for value in item.options)


def check_may_begin(definition: Definition, *, drafted: bool) -> None:
    """Whether new texts may be begun. Raises `Refused`."""
    if definition.content != "stub":
        raise Refused(OPEN_WORDS)
    if not fits_forms(definition):
        raise Refused(NOT_NUMBERS)
    if drafted:
        raise Refused(DRAFTED)


def check_may_write(state: str) -> None:
    """Whether its words may be changed. Raises `Refused`."""
    if state != "draft":
        raise Refused(FIXED)


def check_may_attest(lacking: Collection[str], until: date | None, today: date) -> None:
    """Whether the licence may be signed for; of texts in use too, where it was renewed. Raises
    `Refused`."""
    if lacking:
        raise Refused(UNFINISHED)
    if has_ended(until, today):
        raise Refused(ENDED)


def check_may_activate(
    state: str, lacking: Collection[str], *, attested: bool, until: date | None, today: date
) -> None:
    """Whether forms may ask it from now on. Raises `Refused`."""
    if state == "active":
        raise Refused(FIXED)
    if lacking:
        raise Refused(UNFINISHED)
    if not attested:
        raise Refused(NOT_ATTESTED)
    if has_ended(until, today):
        raise Refused(ENDED)


def check_may_retire(state: str) -> None:
    """Whether it may be taken out of use. Raises `Refused`."""
    if state != "active":
        raise Refused(NOT_ACTIVE)


def has_ended(until: date | None, today: date) -> bool:
    """Whether a licence is over. Its last day still counts."""
    return until is not None and until < today
