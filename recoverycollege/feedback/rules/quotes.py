"""When words may be quoted: what moderators may do to them, and whose yes it takes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

MODERATORS = 2
MONTHS = (3, 6, 12)
USUAL_MONTHS = 12
IN_BRACKETS = re.compile(r"\[[^\[\]]{0,40}\]")
WORD = re.compile(r"[\w'’-]+")


def only_shortened(written: str, final: str) -> bool:
    """Whether `final` says nothing that was not `written`: its words are words of it, in their
    order. What stands in [square brackets] hides something, such as [a friend], and may be new."""
    left = iter(_words(written))
    kept = _words(IN_BRACKETS.sub(" ", final))
    return bool(kept) and all(word in left for word in kept)


def agreed(yeses: Iterable[bool]) -> bool:
    """Whether those who said yes are enough. Each yes: do they speak from lived experience?"""
    said = list(yeses)
    return len(said) >= MODERATORS and any(said)


def ends_on(today: date, months: int) -> date:
    """The last day of a quote: a Sunday, so that it does not tell the day of the author's yes."""
    last = today + timedelta(days=round(months * 365 / 12))
    return last + timedelta(days=6 - last.weekday())


def same_words(one: str, other: str) -> bool:
    """Whether two texts read alike: how a browser ends lines does not count."""
    return one.split() == other.split()


def _words(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]
