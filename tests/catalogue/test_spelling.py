"""A search is understood as it was meant, and left alone where nobody can know."""

import random
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverycollege.catalogue import spelling
from recoverycollege.catalogue.spelling import correct
from recoverycollege.text import words

DEMO = Path(spelling.__file__).parent.parent / "demo" / "data"
# What another college might offer, for the words the demonstration's catalogue does not use.
ALSO = """
Wellbeing and self-esteem: growing in confidence, with mindfulness and meditation. Managing moods.
Understanding depression and anxiety. Money and debt: financial worries. Facing fears together.
Anger and grief. Computers for beginners. Getting through Christmas with family and friends. The
story of my recovery. Boundaries and relationships. Peer support in the community. Relatives of
people who hear voices. Stress, nightmares and a good night's sleep. Bipolar. Psychosis. Trauma.
"""


def vocabulary_of(*texts: str) -> Counter[str]:
    return Counter(word for text in texts for word in words(text))


@pytest.fixture(scope="module")
def vocabulary() -> Counter[str]:
    files = sorted(DEMO.glob("courses*.toml"))
    return vocabulary_of(ALSO, *(path.read_text(encoding="utf-8") for path in files))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("anxeity", "anxiety"),
        ("anxity", "anxiety"),
        ("angziety", "anxiety"),
        ("enxiety", "anxiety"),
        ("deppresion", "depression"),
        ("deppression", "depression"),
        ("biplar", "bipolar"),
        ("bypolar", "bipolar"),
        ("sykosis", "psychosis"),
        ("pyschosis", "psychosis"),
        ("vocies", "voices"),
        ("slepe", "sleep"),
        ("sleap", "sleep"),
        ("moodes", "moods"),
        ("boundrys", "boundaries"),
        ("boundarys", "boundaries"),
        ("recovrey", "recovery"),
        ("recuvery", "recovery"),
        ("wellbeeing", "wellbeing"),
        ("releatives", "relatives"),
        ("confidance", "confidence"),
        ("selfesteem", "self esteem"),
        ("mindfullnes", "mindfulness"),
        ("medatation", "meditation"),
        ("finacial", "financial"),
        ("munny", "money"),
        ("storey", "story"),
        ("comunity", "community"),
        ("feers", "fears"),
        ("angger", "anger"),
        ("greef", "grief"),
        ("computors", "computers"),
        ("crismas", "christmas"),
        ("christmass", "christmas"),
        ("frends", "friends"),
        ("freinds", "friends"),
        ("famly", "family"),
        ("pere", "peer"),
        ("suport", "support"),
        ("trawma", "trauma"),
        ("relashunships", "relationships"),
        ("nitemares", "nightmares"),
        ("undrestanding", "understanding"),
    ],
)
def test_dyslexic_spellings_are_understood(vocabulary, typed, meant):
    found = correct(typed, vocabulary)
    assert found is not None
    assert found.text == meant
    assert found.changed == ((typed, meant),)


@pytest.mark.parametrize(
    "typed",
    [
        "xqzvbn",
        "asdfgh",
        "qwerty",
        "zzzz",
        "bbbbbbbbb",
        "hjkl hjkl",
        "",
        "   ",
        "🙂",
        "مرحبا",
        "123",
    ]
    # Words that mean themselves, though no course has them.
    + ["cooking", "football", "guitar", "karate", "banana", "tractor", "peter", "diabetes", "chess"]
    # Known, short, everyday, or still being typed.
    + ["anxiety", "Anxiety", "dbt", "adh", "the", "with", "und", "underst", "stres", "anx", "moo"]
    + ["every day", "self help", "4you2", "2026", "o'clock"],
)
def test_left_alone(vocabulary, typed):
    assert correct(typed, vocabulary) is None


@pytest.mark.parametrize(
    ("typed", "meant", "changed"),
    [
        ("The ANXEITY, and me", "the anxiety and me", (("anxeity", "anxiety"),)),
        ("goodnight sleep", "good night sleep", (("goodnight", "good night"),)),
        ("well being", "wellbeing", (("well being", "wellbeing"),)),
        ("night mares and trawma", "nightmares and trauma", None),
        ("recovrey xqzvbn", "recovery xqzvbn", (("recovrey", "recovery"),)),
        ("munny feers", "money fears", (("munny", "money"), ("feers", "fears"))),
    ],
)
def test_in_a_longer_search(typed, meant, changed):
    found = correct(typed, vocabulary_of(ALSO))
    assert found is not None
    assert found.text == meant
    assert changed is None or found.changed == changed


@pytest.mark.parametrize(
    ("catalogue", "meant"), [("money debt", "debt"), ("debt dept", None), ("debt depth", None)]
)
def test_a_word_of_the_catalogue_is_never_changed(catalogue, meant):
    found = correct("dept", vocabulary_of(catalogue))
    assert (found.text if found else None) == meant


def test_of_two_equals_the_more_frequent_wins_whatever_their_order():
    assert correct("lettar", {"letter": 1, "lettor": 5}).text == "lettor"
    assert correct("lettar", {"lettor": 1, "letter": 5}).text == "letter"


def test_an_empty_catalogue_corrects_nothing():
    assert correct("anxeity", {}) is None


def test_a_very_long_search_keeps_all_its_words(vocabulary):
    found = correct("anxeity " + "sleep " * 2000, vocabulary)
    assert found is not None
    assert len(found.words) == 2001


@given(st.text(max_size=60))
def test_whatever_is_typed(typed):
    known = vocabulary_of(ALSO)
    found = correct(typed, known)
    assert found == correct(typed, known)
    if found:
        kept = set(words(typed))
        assert all(w in kept or any(k.startswith(w) for k in known) for w in found.words)


def test_is_quick_enough_to_do_for_every_search(vocabulary):
    dice = random.Random(1)
    parts = words("an be co di en fa gre ho in ju ki lo men no op pra qui re sti tion un ver wa")
    big = dict(vocabulary)
    while len(big) < 3000:
        big.setdefault("".join(dice.choices(parts, k=dice.randint(2, 5))), 1)
    times = []
    for _ in range(7):
        start = time.perf_counter()
        assert correct("anxeity deppresion sykosis boundrys recovrey confidance", big)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.015
