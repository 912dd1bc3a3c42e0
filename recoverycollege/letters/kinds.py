"""What each kind of letter says is registered by its room; so is who receives it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask

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


def register(app: Flask, kind: str, compose: Compose) -> None:
    """`compose(letter)` re-reads the facts and answers what to say, or None: no longer true."""
    app.extensions.setdefault("letter_kinds", {})[kind] = compose


def register_recipients(app: Flask, find: FindRecipient) -> None:
    app.extensions["letter_recipients"] = find


def compose(app: Flask, letter: Letter) -> Words | None:
    """The letter's words now. Raises KeyError for a kind no room registered."""
    words: Words | None = app.extensions["letter_kinds"][letter.kind](letter)
    return words


def recipient(app: Flask, letter: Letter) -> Recipient | None:
    found: Recipient | None = app.extensions["letter_recipients"](letter)
    return found
