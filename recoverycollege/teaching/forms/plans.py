"""The plan of a session, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    HiddenField,
)

from recoverycollege.classes.rules.plans import (
    LONGEST_BRING,
    LONGEST_WORDS,
    MOST_MINUTES,
    MOST_PARTS,
    Part,
)
from recoverycollege.forms import Form

LINE = ("minutes", "words", "leader", "bring")


@dataclass
class TypedPart:
    """One part of a plan as it was typed."""

    minutes: str = ""
    words: str = ""
    leader: str = ""
    bring: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not (self.minutes or self.words or self.bring)

    @property
    def length(self) -> int | None:
        """The minutes, when they are a number a session can have."""
        plain = self.minutes.isascii() and self.minutes.isdecimal() and len(self.minutes) <= 4
        found = int(self.minutes) if plain else MOST_MINUTES + 1
        return found if found <= MOST_MINUTES else None

    def check(self) -> None:
        """Notes beside each field what does not fit."""
        if self.length is None:
            self.errors["minutes"] = _("How many minutes? A number is enough")
        if not self.words:
            self.errors["words"] = _("What happens in this part?")
        for name, longest in (("words", LONGEST_WORDS), ("bring", LONGEST_BRING)):
            if len(getattr(self, name)) > longest:
                self.errors[name] = _("Please shorten this a little")


class PlanForm(Form):
    """The parts of a plan, line by line. A line left empty is no part."""

    version = HiddenField()
    parts: list[TypedPart]
    lines: int  # on the page; the last ones may have been left empty

    def read(self, typed: Mapping[str, str]) -> None:
        """Takes the lines as they were typed (`words-0`, `minutes-0` …), in their order."""
        self.parts = []
        for number in range(MOST_PARTS):
            names = [f"{name}-{number}" for name in LINE]
            if any(name in typed for name in names):
                minutes, words, leader, bring = (typed.get(name, "").strip() for name in names)
                self.parts.append(TypedPart(minutes, words, leader, bring))
        self.lines = len(self.parts)
        while self.parts and self.parts[-1].empty:
            self.parts.pop()

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        for number, part in enumerate(self.parts, start=1):
            if not part.empty:
                part.check()
            for words in part.errors.values():
                self.form_errors.append(_("Part %(number)s: %(words)s", number=number, words=words))
        return good and not self.form_errors

    @property
    def read_version(self) -> int:
        """The version the page was made of; one that nobody has, where that is not a number."""
        number = self.version.data or ""
        return int(number) if number.isdecimal() and len(number) <= 9 else -1

    def planned(self) -> list[Part]:
        """The parts that were filled in, when they are well."""
        return [
            Part(
                part.length or 0,
                part.words,
                part.bring,
                int(part.leader) if part.leader.isdecimal() and len(part.leader) <= 9 else None,
            )
            for part in self.parts
            if not part.empty
        ]
