"""The choices of the office's forms about courses and classes, in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from babel import Locale
from flask_babel import get_locale
from flask_babel import lazy_gettext as _

from recoverycollege.catalogue import rules

Choices = list[tuple[str, object]]


def _translated(words: Mapping[str, str]) -> Choices:
    return [(value, _(message)) for value, message in words.items()]


KINDS = _translated(rules.KIND_WORDS)
LEVELS = _translated(rules.LEVEL_WORDS)
FOR_WHOM = _translated(rules.FOR_WORDS)
FORMATS = _translated(rules.FORMAT_WORDS)
SETTINGS = _translated(rules.SETTING_WORDS)
PERSPECTIVES: Choices = [
    ("peer", _("Peer")),
    ("practitioner", _("Practitioner")),
    ("relative", _("Relative")),
]
CLASS_STATES: Choices = [
    ("draft", _("Not open yet")),
    ("open", _("Open for enrolment")),
    ("called_off", _("Called off")),
]
LANGUAGES = ("en", "cy", "ga", "gd", "ar", "bn", "pa", "pl", "pt", "ro", "so", "ur", "zh")


def languages() -> Choices:
    """The languages a course may be taught in, the college's own first."""
    locale = Locale.parse(str(get_locale() or "en"))
    return [(code, str(locale.languages.get(code, code))) for code in LANGUAGES]


def words_for(choices: Choices, value: str) -> object:
    """The words of one choice."""
    return dict(choices).get(value, value)
