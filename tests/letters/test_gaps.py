"""Placeholders: which words are fit for which letter, and what comes of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverycollege.letters import kinds
from recoverycollege.letters.composing import our_words
from recoverycollege.letters.gaps import fill, slips, tidy

HAS, MUST = ("course", "link", "answer_by"), ("link", "answer_by")
ALONE = "A bracket { or } stands alone. A placeholder has both."
GOOD = "Hello {name}, {course}: {link} until {answer_by}"


@pytest.mark.parametrize(
    ("words", "channel", "said"),
    [
        (GOOD, "email", []),
        ("{link} {answer_by}", "text", []),
        ("{course} {answer_by} ring {phone}", "paper", []),
        (GOOD, "text", ["A text shows on a locked screen, so {course} cannot stand in it."]),
        (GOOD + "{phone}", "paper", ["Paper has no links, so {link} cannot stand in it."]),
        ("{answer_by}", "paper", ["Please put {phone} back in."]),
        ("Hello", "email", ["Please put {link} back in.", "Please put {answer_by} back in."]),
        (GOOD + "{wher}", "email", ["There is no {wher} in this letter."]),
        (GOOD + "{Name}", "email", ["There is no {Name} in this letter."]),
        (GOOD + " {", "email", [ALONE]),
        (GOOD + " } {", "email", [ALONE]),
        (GOOD + "{ name }", "email", [ALONE]),
        (GOOD + "{{name}}", "email", [ALONE]),
        (GOOD + "{name.__class__}", "email", [ALONE]),
        (GOOD + "{0}", "email", ["There is no {0} in this letter."]),
    ],
)  # fmt: skip
def test_what_is_to_be_checked(words, channel, said):
    assert [found.message % found.params for found in slips(words, HAS, MUST, channel)] == said


def test_what_is_filled_in_is_not_looked_at_again():
    assert fill("Hello {name}", {"name": "{link}", "link": "secret"}) == "Hello {link}"
    assert fill("{name} %s %(x)s $x {% raw %}", {"name": "A"}) == "A %s %(x)s $x {% raw %}"


@given(st.text(max_size=60))
def test_words_that_pass_can_always_be_filled_in(words):
    if not slips(words, HAS, (), "email"):
        values = dict.fromkeys(("name", "sender", "phone", *HAS), "x")
        assert "{" not in fill(words, values)


def test_tidy():
    assert tidy("a  \n\n\n\nb\n \n") == "a\n\nb\n"


def test_our_own_words_keep_our_own_rules(app, college):
    college.enrol(college.scheduled_class(), state="waiting")
    for kind in kinds.registered(app).values():
        if kind.example is None:
            continue
        for channel in kind.channels:
            words = our_words(kind, channel, kind.example())
            assert words
            assert slips(words, kind.has, kind.must, channel) == [], (kind.name, channel, words)
