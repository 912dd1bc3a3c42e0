"""The words of the forms, in the reader's language."""

from __future__ import annotations

from flask_babel import get_locale
from flask_babel import gettext as _

from recoverycollege.feedback.rules.asking import Line
from recoverycollege.feedback.rules.items import OWN, SCALE, Item


def words_of(item: Item) -> str:
    """A question as it is asked; one of the college's own in the reader's language, where it has
    words in it."""
    if item.said:
        return dict(item.said).get(str(get_locale()), item.words)
    return _(item.words, what=item.what) if item.what else _(item.words)


def scale(item: Item | None = None) -> list[tuple[int, str]]:
    """The points of the scale, the most first."""
    return [(value, _(words)) for value, words in (item.points if item else SCALE).items()]


def value_words(value: int | None) -> str:
    """An answer in words."""
    return _("I would rather not say") if value is None else _(SCALE[value])


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
        return line.item
    return {
        "outcomes": _("What the course is for: its first two outcomes (“I feel able to …”)"),
        "words": _("A box to write in"),
    }[line.kind]
