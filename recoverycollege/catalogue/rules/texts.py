"""The words of a course, section by section: what is written together, and kept in versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from recoverycollege.refusals import N_

# In the order of the page.
SECTIONS = {
    "title": N_("Title"),
    "summary": N_("In one or two sentences"),
    "description": N_("What it is about"),
    "expect": N_("What to expect"),
    "who_for": N_("Who it is for"),
    "outcomes": N_("What students may get from it"),
    "content_note": N_("Content note"),
}
OUTCOMES = range(2, 5)


@dataclass(frozen=True)
class Texts:
    """Every word a student reads about a course."""

    title: str
    summary: str = ""
    description: str = ""
    expect: str = ""
    who_for: str = ""
    content_note: str = ""
    outcomes: tuple[str, ...] = ()

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Texts:
        """As a version or a draft keeps them."""
        return cls(**{**stored, "outcomes": tuple(stored.get("outcomes", ()))})

    def stored(self) -> dict[str, Any]:
        return asdict(self) | {"outcomes": list(self.outcomes)}

    def section(self, name: str) -> str:
        """One section as it is typed: each outcome on a line of its own."""
        return "\n".join(self.outcomes) if name == "outcomes" else str(getattr(self, name))

    def changed(self, before: Texts) -> list[str]:
        """The sections that read otherwise than before."""
        return [name for name in SECTIONS if self.section(name) != before.section(name)]
