"""The body of a letter: the office's own words where there are some, else the template's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app, render_template
from jinja2 import Template

from recoverycollege.letters import wording
from recoverycollege.letters.gaps import NEVER, allowed, fill, tidy
from recoverycollege.letters.kinds import Kind, Recipient, Words

TEMPLATES = {
    "email": ("letters/{kind}.txt",),
    "text": ("letters/{kind}.text.txt", "letters/text.txt"),
    "paper": ("letters/{kind}.paper.txt", "letters/paper.txt"),
}


@dataclass(frozen=True)
class Body:
    """`shown`: for the outbox, without codes and links. `sent`: as the person reads it."""

    shown: str
    sent: str


def body(kind: Kind, recipient: Recipient, words: Words) -> Body:
    """Words the letter, in the language that is in force."""
    own = wording.own_words(kind, recipient.channel, recipient.language)
    shown = _said(own, kind, recipient, words, dict.fromkeys(words.secrets, "[…]"))
    if recipient.channel == "paper":
        return Body(shown, shown)
    return Body(shown, _said(own, kind, recipient, words, words.secrets))


def text(kind: Kind, recipient: Recipient, words: Words, secrets: Mapping[str, str]) -> str:
    own = wording.own_words(kind, recipient.channel, recipient.language)
    return _said(own, kind, recipient, words, secrets)


def _said(
    own: str | None, kind: Kind, recipient: Recipient, words: Words, secrets: Mapping[str, str]
) -> str:
    if own is not None:
        return filled(own, kind, recipient, words, secrets)
    values = values_for(recipient, words, secrets)
    return _from_template(kind, recipient.channel, words, values)


def filled(
    own: str, kind: Kind, recipient: Recipient, words: Words, secrets: Mapping[str, str]
) -> str:
    """The office's words with their placeholders filled in; one that is empty now says nothing."""
    empty = dict.fromkeys(allowed(kind.has, recipient.channel), "")
    return tidy(fill(own, empty | values_for(recipient, words, secrets)))


def values_for(recipient: Recipient, words: Words, secrets: Mapping[str, str]) -> dict[str, str]:
    """What the placeholders stand for on this channel."""
    settings, channel = current_app.extensions["settings"], recipient.channel
    always = {
        "name": recipient.greeted,
        "sender": settings.mail_name,
        "phone": settings.college_phone,
    }
    found = words.gaps | dict(words.by_channel.get(channel, {})) | dict(secrets) | always
    return {name: value for name, value in found.items() if name not in NEVER[channel]}


def our_words(kind: Kind, channel: str, words: Words | None) -> str:
    """The template's words with their placeholders still open: where the office begins."""
    open_gaps = {name: f"{{{name}}}" for name in allowed(kind.has, channel)}
    return _from_template(kind, channel, words or Words(""), open_gaps).strip()


def _from_template(kind: Kind, channel: str, words: Words, values: Mapping[str, str]) -> str:
    """What must not stand on a channel is not even given to its template."""
    names: list[str | Template] = [name.format(kind=kind.name) for name in TEMPLATES[channel]]
    facts = {name: fact for name, fact in words.facts.items() if name not in NEVER[channel]}
    return tidy(render_template(names, **(facts | {"kind": kind.name} | dict(values))))
