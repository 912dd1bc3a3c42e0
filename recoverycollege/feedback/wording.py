"""The words of the forms, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext as _

from recoverycollege.feedback.rules.items import SCALE, Item


def words_of(item: Item) -> str:
    """A question as it is asked."""
    return _(item.words, what=item.what) if item.what else _(item.words)


def scale() -> list[tuple[int, str]]:
    """The points of the scale, the most first."""
    return [(value, _(words)) for value, words in SCALE.items()]


def value_words(value: int | None) -> str:
    """An answer in words."""
    return _("I would rather not say") if value is None else _(SCALE[value])


def wave_words(wave: str) -> str:
    """When a form was answered."""
    words = {
        "before": _("Before"),
        "mid": _("In the middle"),
        "after": _("After"),
        "later": _("Twelve weeks later"),
        "check_in": _("In between"),
    }
    return words[wave]
