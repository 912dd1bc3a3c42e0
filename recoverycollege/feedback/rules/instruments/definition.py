"""What a definition says. docs/instruments.md explains each word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

CONTENTS = ("open", "stub", "local")
DIRECTIONS = ("up", "down")
KINDS = ("sum", "mean", "lookup", "affine")
# What each kind may do where an answer is missing. A sum of what is there would count it as zero.
COMPLETE, PRORATE, ANSWERED = "complete", "prorate", "mean of answered"
MISSING_RULES = {
    "sum": (COMPLETE, PRORATE),
    "mean": (COMPLETE, ANSWERED),
    "lookup": (COMPLETE,),
    "affine": (COMPLETE, PRORATE),
}


@dataclass(frozen=True)
class Item:
    """One question. `text` is None in a stub. A reversed one counts lowest + highest - answer. A
    filler is asked and never scored."""

    id: str
    text: str | None
    options: tuple[float, ...]
    labels: tuple[str, ...]
    reversed: bool
    filler: bool


@dataclass(frozen=True)
class Change:
    """What is published about change of a score in one person."""

    sem: float | None
    reliable: float | None
    source: str
    verified: bool
    note: str


@dataclass(frozen=True)
class Score:
    """How a number is made of answers. `minimum`: so many must be there, where some may be missing.
    `table` is of a lookup; `multiply` and `add` are of an affine score, applied to the sum."""

    id: str
    name: str
    kind: str
    items: tuple[str, ...]
    low: float
    high: float
    missing: str
    minimum: int
    direction: str
    table: Mapping[float, float]
    multiply: float
    add: float
    change: Change | None


@dataclass(frozen=True)
class Norm:
    """Published figures of a group."""

    score: str
    group: str
    n: int | None
    mean: float | None
    sd: float | None
    source: str
    verified: bool
    note: str


@dataclass(frozen=True)
class Example:
    """Worked answers, and the scores they must give; None where the missing rule refuses."""

    answers: Mapping[str, float | None]
    scores: Mapping[str, float | None]


@dataclass(frozen=True)
class Licence:
    """Whose the words are. `attest`: what a college confirms before it enters them."""

    holder: str
    terms: str
    url: str
    attest: str


@dataclass(frozen=True)
class Attestation:
    """Who confirmed the licence, and when."""

    by: str
    on: date


@dataclass(frozen=True)
class Definition:
    """One version of one instrument. It never changes: what answers mean would change with it."""

    id: str
    version: int
    name: str
    content: str
    live: bool
    recall: str
    direction: str
    summed: bool
    filled_by: str
    at_least: int
    display_minimum: int
    citation: str
    verified: bool
    note: str
    licence: Licence
    attestation: Attestation | None
    items: tuple[Item, ...]
    scores: tuple[Score, ...]
    norms: tuple[Norm, ...]
    examples: tuple[Example, ...]
    fingerprint: str

    @property
    def key(self) -> str:
        return f"{self.id}@{self.version}"

    @property
    def item(self) -> dict[str, Item]:
        return {item.id: item for item in self.items}
