"""The words of a course, section by section: what is written together, and kept in versions."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
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

    def marks(self) -> list[str]:
        """A short mark of each section: a page sends them back, so that it can be told what was
        changed on it."""
        return [_mark(self.section(name)) for name in SECTIONS]

    def take(self, names: Sequence[str], other: Texts) -> Texts:
        """These words, with some sections as the other has them."""
        return replace(self, **{name: getattr(other, name) for name in names})


def _mark(words: str) -> str:
    """Spaces at the end of lines are no change."""
    lines = "\n".join(line.strip() for line in words.strip().splitlines())
    return hashlib.sha256(lines.encode()).hexdigest()[:12]


def merge(typed: Texts, now: Texts, seen: Sequence[str]) -> tuple[Texts, list[str]]:
    """Two people wrote at once. `seen`: the marks of the words the one who typed had before them.
    What they left as it was takes the other's words; and the sections that both changed, each in
    their own way, where what was typed still stands."""
    marks = seen if len(seen) == len(SECTIONS) else [""] * len(SECTIONS)
    were = dict(zip(SECTIONS, marks, strict=True))
    mine = dict(zip(SECTIONS, typed.marks(), strict=True))
    theirs = dict(zip(SECTIONS, now.marks(), strict=True))
    left = [name for name in SECTIONS if mine[name] == were[name]]
    both = [
        name
        for name in SECTIONS
        if name not in left and theirs[name] not in (were[name], mine[name])
    ]
    return typed.take(left, now), both
