"""How easy a text is to read, which of its words are hard, and which sentences are long.

Counts only, no language model: the same text always has the same answer, in any language that
writes words apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from recoverycollege.catalogue.plain_words import PLAINER
from recoverycollege.refusals import N_

FEWEST_WORDS = 20  # below that, counts say nothing
LONG_WORD = 6  # letters; a word with more is long
HARD_WORD = 13  # letters; a word with as many is named
LONG_SENTENCE = 25  # words
MOST_NAMED = 8
MOST_LETTERS = 20_000
# The bands in which Björnsson's index is read (Läsbarhet, 1968; Readability of newspapers in 11
# languages, Reading Research Quarterly 18, 1983): up to this index, the words for it.
BANDS = (
    (25, N_("Very easy to read.")),
    (35, N_("Easy to read.")),
    (45, N_("As hard as a newspaper. Shorter sentences and shorter words would help.")),
    (55, N_("Hard to read, like a text for professionals. Please make it plainer.")),
)
HARDEST = N_("Very hard to read. Please make it plainer: short sentences, short words.")
_ENDS = re.compile(r"(?<=[.!?:;…])\s+|\n\s*\n|\n(?=\s*[-*•])")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


@dataclass(frozen=True)
class Reading:
    """`index`: Björnsson's LIX, none for a short text. `hard`: words and, where we know one, a
    plainer word (else empty). `long`: the sentences that are too long, and their words."""

    words: int
    index: float | None
    hard: tuple[tuple[str, str], ...]
    long: tuple[tuple[str, int], ...]

    fewest = FEWEST_WORDS

    @property
    def level(self) -> str:
        """In words, as a message id; empty for a short text."""
        if self.index is None:
            return ""
        return next((words for most, words in BANDS if self.index < most), HARDEST)


def read(text: str) -> Reading:
    """What an author may want to know of a text."""
    pieces = ((piece.strip(), _WORD.findall(piece)) for piece in _ENDS.split(text[:MOST_LETTERS]))
    sentences = [(piece, found) for piece, found in pieces if found]
    words = [word for _, found in sentences for word in found]
    return Reading(
        words=len(words),
        index=lix(words, len(sentences)) if len(words) >= FEWEST_WORDS else None,
        hard=_hard(words),
        long=tuple((piece, len(found)) for piece, found in sentences if len(found) > LONG_SENTENCE),
    )


def lix(words: list[str], sentences: int) -> float:
    """Björnsson's index (1968): words to a sentence, and long words in a hundred.

    `words`: at least one; `sentences`: their number, at least one.
    """
    long_words = sum(len(word) > LONG_WORD for word in words)
    return len(words) / sentences + 100 * long_words / len(words)


def _hard(words: list[str]) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for word in words:
        plain = word.lower()
        if plain in PLAINER or len(plain) >= HARD_WORD:
            found.setdefault(plain, PLAINER.get(plain, ""))
    return tuple(found.items())[:MOST_NAMED]
