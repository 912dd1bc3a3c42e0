"""Mends the spelling of a search, using no dictionary but the catalogue's own words.

Many people who need a course write as they hear ("sykosis") or swap letters ("vocies"). Three old
measures are asked together: edits with swapped neighbours (Damerau 1964, Levenshtein 1966), sound
(Metaphone, Philips 1990) and likeness that trusts the beginning (Jaro 1989, Winkler 1990), all
from the jellyfish library. A word that could be meant as typed is left alone: better to find
nothing than to put other words in somebody's mouth.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import jellyfish

from ..text import words

# Words that join others. Nobody means them when they spell another word wrongly.
_JOINING = frozenset(
    words(
        """
        about after again all also always and any are around back because been before being
        both but came can come could did does doing done down each ever every first for from
        gets getting give given gives goes going gone had has have having her here hers him
        his how into its itself just keep know less like made make makes making many may maybe
        might mine more most much must myself never next not nothing now off once one only
        onto other others our ours ourselves out over own part quite rather really said same
        see she should since some somebody someone something soon still such take taken takes
        than that the their theirs them themselves then there these they thing things think
        this those though through too took towards under until upon used uses using very want
        wants was way well went were what whatever when whenever where whether which while who
        whoever whom whose why will with within without won would yet you your yours yourself
        """
    )
)
# Words people look for. Spelled rightly they are never changed, even where no course has them.
_ORDINARY = frozenset(
    words(
        """
        abuse account alcohol alone anger baby baking benefits bereavement bible body book
        books calm cancer care carer carers caring chess child children choir church class
        classes coffee college computer cook cooking cope coping course courses craft crafts
        crisis dance dancing date dates dementia diet dogs drama drawing drink driving drug
        drugs dying eating evening exercise family fear fitness food football free friend
        friends garden gardening good grief group groups guitar happy hate health hear hearing
        help home hope house housing illness job jobs join knitting learn learning lesson life
        listen living lone lonely lose loss lost love lunch meet meeting memory menopause
        mental mind money morning mother music night online pain painting panic parent parents
        peace peer people phone photo photography poetry police pottery quiet rage reading
        rest running sadness safe self sewing sick singing sleep smoking speak speaking sport
        stop stress study suicide support swimming talk talking teach teacher teaching time
        times tired today trauma voice voices volunteer walk walking week weekend weight women
        work working workshop worries worry writing yoga young
        """
    )
)
_SHORT = 3
_LONG = 30
_MOST_WORDS = 12
# Found by trying misspellings, true words and nonsense against the catalogue: the first group
# scores above, the others below. Less will do where both words sound the same.
_CLOSE_ENOUGH = 0.82
_SOUNDS_RIGHT = 0.78
_LOOKS_RIGHT = 0.7
# The Greek ch of psychosis, school and Christmas is spoken as a k.
_GREEK_CH = re.compile(r"ch(?=[rl])|(?<=sy)ch|(?<=s)ch")
_ONE_VOWEL = str.maketrans("EIOU", "AAAA")
# Letters that are spoken in the same place of the mouth count as one sound.
_ONE_SOUND = str.maketrans("BDGVZ", "PTKFS")


@dataclass(frozen=True, slots=True)
class Correction:
    """The words to search for, and which of the typed ones became which."""

    words: tuple[str, ...]
    changed: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The corrected search, to be shown."""
        return " ".join(self.words)


def correct(query: str, vocabulary: Mapping[str, int]) -> Correction | None:
    """The search as it was probably meant, or None where it may stay as it is.

    `vocabulary` holds the folded words of the catalogue and how often each occurs.
    """
    typed = words(query)
    speller = _Speller(vocabulary)
    joined = _joined(typed[:_MOST_WORDS], speller)
    pieces = [(old, speller.mend(new)) for old, new in joined]
    changed = tuple((old, new) for old, new in pieces if old != new)
    if not changed:
        return None
    meant = " ".join(new for _, new in pieces).split()
    return Correction((*meant, *typed[_MOST_WORDS:]), changed)


def _joined(typed: list[str], speller: "_Speller") -> Iterator[tuple[str, str]]:
    """What was typed, and the same with words typed in two halves ("well being") put together."""
    rest = pairwise([*typed, ""])
    for word, following in rest:
        if speller.belong_together(word, following):
            yield f"{word} {following}", word + following
            next(rest, None)
        else:
            yield word, word


def _sound(word: str) -> tuple[str, str]:
    """How a word begins when spoken, and the whole of it, in a few capital letters."""
    word = "s" + word[2:] if word.startswith("ps") else word
    if "ch" in word:
        word = _GREEK_CH.sub("k", word)
    # Metaphone drops the last vowel, but money is not moan.
    ending = "Y" if word.endswith(("y", "ie", "ee")) else ""
    spoken = jellyfish.metaphone(word).translate(_ONE_VOWEL) + ending
    return spoken[:1], spoken.translate(_ONE_SOUND)


def _alike(one: str, other: str) -> float:
    """1.0 for the same letters, 0.0 for nothing in common."""
    longest = max(len(one), len(other), 1)
    return 1 - jellyfish.damerau_levenshtein_distance(one, other) / longest


def _likeness(word: str, sound: str, other: str, other_sound: str) -> float:
    """The mean of the three measures, or 0.0 as soon as it is seen to be too low."""
    look = jellyfish.jaro_winkler_similarity(word, other)
    if look < _LOOKS_RIGHT:
        return 0.0
    edits, heard = _alike(word, other), _alike(sound, other_sound)
    return (edits + heard + look) / 3


class _Speller:
    """The catalogue's words, arranged for the questions asked of them."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self.counts = vocabulary
        self.ordered = sorted(vocabulary)

    @cached_property
    def by_beginning(self) -> dict[str, dict[str, str]]:
        """Each word's sound, under its first letter (small) and its first sound (capital)."""
        places: dict[str, dict[str, str]] = {}
        for word in self.ordered:
            if len(word) > _SHORT and word.isascii() and word.isalpha() and word not in _JOINING:
                beginning, sound = _sound(word)
                places.setdefault(word[0], {})[word] = sound
                places.setdefault(beginning, {})[word] = sound
        return places

    def begins_a_word(self, start: str) -> bool:
        place = bisect_left(self.ordered, start)
        return place < len(self.ordered) and self.ordered[place].startswith(start)

    def may_be_meant(self, word: str) -> bool:
        """Whether a word stands as typed: known, everyday, or on its way to being known."""
        return (
            len(word) <= _SHORT
            or len(word) > _LONG
            or not (word.isascii() and word.isalpha())
            or word in _JOINING
            or word in _ORDINARY
            or self.begins_a_word(word)
        )

    def belong_together(self, first: str, second: str) -> bool:
        """Whether two typed words are one: never where both mean something by themselves."""
        if not second or first + second not in self.counts or first + second in _JOINING:
            return False
        halves = [half in _JOINING for half in (first, second)]
        known = [half in self.counts or half in _ORDINARY for half in (first, second)]
        return all(halves) or not all(k or j for k, j in zip(known, halves, strict=True))

    def mend(self, word: str) -> str:
        """The word that was meant: itself, the closest one, or two words run together."""
        if self.may_be_meant(word):
            return word
        return self.closest(word) or self.in_two(word) or word

    def in_two(self, word: str) -> str:
        """Two words run together ("selfesteem"), the second perhaps not finished."""
        for place in range(len(word) - _SHORT, _SHORT - 1, -1):
            first, second = word[:place], word[place:]
            known = second in self.counts or (len(second) > 4 and self.begins_a_word(second))
            if known and first in self.counts and not {first, second} & _JOINING:
                return f"{first} {second}"
        return ""

    def closest(self, word: str) -> str:
        """The best candidate that is close enough to be believed; of equals the more frequent."""
        beginning, sound = _sound(word)
        candidates = self.by_beginning.get(word[0], {}) | self.by_beginning.get(beginning, {})
        best = (0.0, 0, "")
        for other, other_sound in candidates.items():
            if abs(len(word) - len(other)) <= max(len(word), len(other)) // 3:
                score = _likeness(word, sound, other, other_sound)
                enough = _SOUNDS_RIGHT if sound == other_sound else _CLOSE_ENOUGH
                if score >= enough:
                    best = max(best, (round(score, 4), self.counts[other], other))
        return best[-1]
