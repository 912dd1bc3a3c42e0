"""The words of the forms, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import get_locale
from flask_babel import gettext as _

from recoverycollege.feedback.queries.instruments import name_of
from recoverycollege.feedback.rules.asking import Line
from recoverycollege.feedback.rules.items import OWN, SCALE, Item, Said


def words_of(item: Item) -> str:
    """A question as it is asked; one of the college's own in the reader's language, where it has
    words in it."""
    if item.said:
        return spoken(item.said)
    return _(item.words, what=item.what) if item.what else _(item.words)


def spoken(said: Said) -> str:
    """The college's own words in the reader's language, else in its first."""
    return dict(said).get(str(get_locale()), said[0][1]) if said else ""


def scale(item: Item | None = None) -> list[tuple[int, str]]:
    """The points of the scale: the most first; of an instrument as it has them."""
    if item is not None and item.options:
        return [(value, spoken(said)) for value, said in item.options]
    return [(value, _(words)) for value, words in SCALE.items()]


def value_words(value: int | None, item: Item | None = None) -> str:
    """An answer in words."""
    if value is None:
        return _("I would rather not say")
    return dict(scale(item)).get(value, str(value))


@dataclass(frozen=True)
class Question:
    """A question as it is read on a page with others. `intro` stands before the first of those that
    share it, `credit` after the last."""

    id: str
    words: str
    points: Sequence[tuple[int, str]]
    intro: str
    credit: str

    @property
    def choices(self) -> list[tuple[str, str]]:
        """As buttons of a page."""
        return [(str(value), words) for value, words in self.points]


def asked_questions(items: Iterable[Item]) -> list[Question]:
    """The questions of a form, all of them."""
    those = list(items)
    found = []
    for n, item in enumerate(those):
        first = n == 0 or those[n - 1].intro != item.intro
        last = n + 1 == len(those) or those[n + 1].credit != item.credit
        intro, credit = spoken(item.intro) if first else "", spoken(item.credit) if last else ""
        found.append(Question(item.id, words_of(item), scale(item), intro, credit))
    return found


def wave_words(wave: str) -> str:
    """When a form was answered."""
    return {
        "before": _("Before"),
        "mid": _("Half-way"),
        "after": _("After"),
        "later": _("Twelve weeks later"),
        "left": _("After leaving early"),
        "check_in": _("Hope check-in"),
        "co_teacher": _("Teaching here"),
        "at_work": _("At work"),
    }[wave]


def titles() -> dict[str, str]:
    """What the forms are called, by wave."""
    return {
        "before": _("Before we start"),
        "mid": _("Half-way"),
        "after": _("Looking back"),
        "later": _("Twelve weeks later"),
        "left": _("Before you go"),
        "check_in": _("Hope check-in"),
        "co_teacher": _("Teaching here, this term"),
        "at_work": _("For people who work in mental health"),
    }


def audience_words() -> dict[str, str]:
    """For whom a form is."""
    return {
        "student": _("Students"),
        "co_teacher": _("Co-teachers"),
        "at_work": _("Students who work in mental health"),
    }


def state_words() -> dict[str, str]:
    """Where a form stands."""
    return {
        "draft": _("Draft"),
        "asked": _("Someone is reading it"),
        "approved": _("Approved, not in use yet"),
        "in_use": _("In use"),
        "out": _("Not in use"),
    }


def line_words(line: Line) -> str:
    """A line of a form, as the office sees it in the list."""
    if line.kind == "own":
        return _(OWN[line.item])
    if line.kind == "question":
        return line.said[0][1]
    if line.kind == "instrument":
        return _("%(name)s, whole", name=name_of(line.item))
    return {
        "outcomes": _("What the course is for: its first two outcomes (“I feel able to …”)"),
        "words": _("A box to write in"),
    }[line.kind]
