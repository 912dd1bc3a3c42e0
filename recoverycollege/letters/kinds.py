"""What each kind of letter says is registered by its room; so is who receives it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Flask

from recoverycollege.daytime import next_daytime
from recoverycollege.letters.outbox import Letter


@dataclass(frozen=True)
class Recipient:
    """Where a letter goes, looked up at the moment of sending. `channel`: email | text."""

    name: str
    channel: str
    address: str
    language: str


@dataclass(frozen=True)
class Words:
    """A letter's neutral subject and the facts its template `letters/<kind>.txt` is filled with.

    `secrets` (codes, links) appear in the message that is sent and never in the outbox.
    """

    subject: str
    facts: dict[str, Any] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)


Compose = Callable[[Letter], Words | None]
FindRecipient = Callable[[Letter], Recipient | None]


def register(
    app: Flask, kind: str, compose: Compose, *, by_day: bool = False, asked_for: bool = False
) -> None:
    """`compose(letter)` re-reads the facts and answers what to say, or None: no longer true.

    `by_day`: never leaves at night, such as offers and reminders. `asked_for`: someone waits for
    it right now, so it leaves at once even as a text message.
    """
    app.extensions.setdefault("letter_kinds", {})[kind] = compose
    for name, holds in (("letters_by_day", by_day), ("letters_asked_for", asked_for)):
        kinds = app.extensions.setdefault(name, set())
        if holds:
            kinds.add(kind)


def leaves_at(app: Flask, letter: Letter, recipient: Recipient, now: datetime) -> datetime:
    """When a letter that is due may leave: now, or in the morning. A text message can wake. In the
    demonstration everything leaves at once: it wakes nobody, and one need not wait for it."""
    settings = app.extensions["settings"]
    asked_for = letter.kind in app.extensions["letters_asked_for"]
    by_day = letter.kind in app.extensions["letters_by_day"]
    if not settings.demo and (by_day or (recipient.channel == "text" and not asked_for)):
        return next_daytime(now, settings.zone)
    return now


def register_recipients(app: Flask, find: FindRecipient) -> None:
    app.extensions["letter_recipients"] = find


def compose(app: Flask, letter: Letter) -> Words | None:
    """The letter's words now. Raises KeyError for a kind no room registered."""
    words: Words | None = app.extensions["letter_kinds"][letter.kind](letter)
    return words


def recipient(app: Flask, letter: Letter) -> Recipient | None:
    found: Recipient | None = app.extensions["letter_recipients"](letter)
    return found
