"""Checks of the words on a page: none left over from the making, none unkind."""

import re
from collections.abc import Iterator

from .page import Page

_LEFTOVERS = (
    r"\bNone\b(?! of)",
    r"\b[Uu]ndefined\b",
    r"\{\{|\}\}|\{%|%\}",
    r"%\(",
    r"&(?:amp|lt|gt|quot|nbsp|#\d+|#x[0-9a-fA-F]+);",
    r"\bTraceback\b",
    r"\bobject at 0x",
)
_LEFTOVER = re.compile("|".join(_LEFTOVERS))
_UNKIND = re.compile(r"\b(?:patients?|DNA|invalid|error occurred|submit)\b", re.IGNORECASE)


def _found(pattern: re.Pattern[str], words: str) -> Iterator[str]:
    for match in pattern.finditer(words):
        around = words[max(0, match.start() - 30) : match.end() + 30]
        yield f'"{match.group()}" in "{around}"'


def leftovers(page: Page) -> Iterator[str]:
    yield from _found(_LEFTOVER, page.words)


def unkind_words(page: Page) -> Iterator[str]:
    yield from _found(_UNKIND, page.words)
