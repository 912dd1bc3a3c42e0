"""What each kind of letter says is registered by its room; so is who receives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Flask

from recoverycollege.daytime import next_daytime
from recoverycollege.letters.outbox import Letter


@dataclass(frozen=True)
class Recipient:
    """Where a letter goes, looked up at the moment of sending. `channel`: email | text | paper;
    none where they want letters, and there is no way to reach them.

    On paper `name` stands on the envelope; `called` is how the letter itself greets the person.
    """

    name: str
    channel: str
    address: str
    language: str
    called: str = ""

    @property
    def greeted(self) -> str:
        return self.called or self.name


@dataclass(frozen=True)
class Words:
    """A letter's neutral subject, and what its words are filled with.

    `facts` are for the conditions of the template `letters/<kind>.txt`. `gaps` are plain words
    for its placeholders, which the office's own words use too: {course}, {when}; `by_channel`
    says some of them differently in a text message or on paper. `secrets` (codes, links) appear
    in the message that is sent, never in the outbox and never on paper.
    """

    subject: str
    facts: dict[str, Any] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    gaps: dict[str, str] = field(default_factory=dict)
    by_channel: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


Compose = Callable[[Letter], Words | None]
FindRecipient = Callable[[Letter], Recipient | None]
Example = Callable[[], Words | None]


@dataclass(frozen=True)
class Kind:
    """A kind of letter. `has` and `must`: which placeholders its words may and must have."""

    name: str
    compose: Compose
    by_day: bool = False
    asked_for: bool = False
    on_paper: bool = True
    has: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    example: Example | None = None

    @property
    def channels(self) -> tuple[str, ...]:
        return ("email", "text", "paper") if self.on_paper else ("email", "text")


def register(
    app: Flask,
    kind: str,
    compose: Compose,
    *,
    by_day: bool = False,
    asked_for: bool = False,
    on_paper: bool = True,
    has: tuple[str, ...] = (),
    must: tuple[str, ...] = (),
    example: Example | None = None,
) -> None:
    """`compose(letter)` re-reads the facts and answers what to say, or None: no longer true.

    `by_day`: never leaves at night, such as offers and reminders. `asked_for`: someone waits for
    it right now, so it leaves at once even as a text message; such a letter never goes on paper.
    `has`, `must`: the placeholders its words may and must have. `example()`: the same facts of
    a real case, with example links, for the page where the office changes the words.
    """
    on_paper = on_paper and not asked_for
    made = Kind(kind, compose, by_day, asked_for, on_paper, has, must, example)
    app.extensions.setdefault("letter_kinds", {})[kind] = made


def registered(app: Flask) -> dict[str, Kind]:
    """Every kind by its name, in the order the rooms registered them."""
    kinds: dict[str, Kind] = app.extensions["letter_kinds"]
    return kinds


def of(app: Flask, letter: Letter) -> Kind:
    """The kind of a letter. Raises KeyError for one that no room registered."""
    return registered(app)[letter.kind]


def leaves_at(app: Flask, letter: Letter, recipient: Recipient, now: datetime) -> datetime:
    """When a letter that is due may leave: now, or in the morning. A text message can wake; paper
    is only written now and wakes nobody. In the demonstration everything leaves at once."""
    settings, kind = app.extensions["settings"], of(app, letter)
    if settings.demo or recipient.channel == "paper":
        return now
    if kind.by_day or (recipient.channel == "text" and not kind.asked_for):
        return next_daytime(now, settings.zone)
    return now


def register_recipients(app: Flask, find: FindRecipient) -> None:
    app.extensions["letter_recipients"] = find


def compose(app: Flask, letter: Letter) -> Words | None:
    """The letter's words now. Raises KeyError for a kind no room registered."""
    return of(app, letter).compose(letter)


def recipient(app: Flask, letter: Letter) -> Recipient | None:
    """Who receives it, and where; None when nobody should (any more). On paper only what may."""
    found: Recipient | None = app.extensions["letter_recipients"](letter)
    if found is not None and found.channel == "paper" and not of(app, letter).on_paper:
        return None
    return found
