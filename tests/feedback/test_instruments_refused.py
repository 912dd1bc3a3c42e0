"""A definition that may not be used is refused, and the message names file and line."""

from __future__ import annotations

import json
import tomllib

import pytest

from recoverycollege.feedback.queries.instruments import shipped_files
from recoverycollege.feedback.rules.instruments.lines import Unreadable, read
from recoverycollege.feedback.rules.instruments.reading import Faulty, parse

SOUND = """\
id = "mood"
version = 1
name = "Three questions on mood"
content = "open"
live = true
recall = "today"
direction = "up"
citation = "Nobody 2026"
verified = true

[licence]
holder = "Nobody"
terms = "free"

[options]
values = [0, 1, 2]
labels = ["no", "some", "yes"]

[[items]]
id = "calm"
text = "I feel calm."

[[items]]
id = "sad"
text = "I feel sad."
reversed = true

[[items]]
id = "glad"
text = "I feel glad."

[[scores]]
id = "sum"
kind = "sum"
items = ["calm", "sad", "glad"]
range = [0, 6]
missing = "prorate"
minimum = 2

[[scores]]
id = "metric"
kind = "lookup"
items = ["calm", "glad"]
range = [10, 20]
missing = "complete"
table = [
    [0, 10], [1, 11.5],
    [2, 13], [3, 17],
    [4, 20],
]

[[examples]]
answers = { calm = 2, sad = 0, glad = 1 }
scores = { sum = 5, metric = 17 }

[[examples]]
answers = { calm = 2, sad = 0 }
scores = { sum = 6 }
without = ["metric"]
"""


def line_with(words: str) -> int:
    return next(i for i, line in enumerate(SOUND.splitlines(), 1) if line.startswith(words))


def test_it_is_sound() -> None:
    definition = parse(SOUND, "mood.toml")
    assert definition.key == "mood@1"
    assert [item.reversed for item in definition.items] == [False, True, False]


SUM, METRIC = line_with('id = "sum"'), line_with('id = "metric"')
EXAMPLE = line_with("answers = { calm = 2, sad = 0, glad")
FAULTS = [
    # what is changed, into what, the line that is named, words of the message
    ("reversed = true", "reversed = 2", line_with("reversed"), "never to positions"),
    ("reversed = true", "reversed = [2]", line_with("reversed"), "never to positions"),
    ("minimum = 2", "minimum = 2\nreversed = [2]", SUM + 6, "never to positions"),
    ("minimum = 2", 'minimum = 2\nreverse_items = ["sad"]', SUM + 6, "reverse_items: reversal"),
    ("verified = true", "verified = true\nreversed = [2]", 10, "reversal belongs to an item"),
    ('items = ["calm", "sad", "glad"]', "items = [1, 2, 3]", SUM + 2, "1 is a position"),
    ('id = "sad"', 'id = "2"', line_with('id = "sad"'), "2 is a position and no id"),
    ('missing = "prorate"\nminimum = 2\n', "", SUM - 1, "sum has no missing rule"),
    (
        'missing = "prorate"',
        'missing = "zero"',
        SUM + 4,
        "complete or prorate, not zero",
    ),
    ('missing = "prorate"\nminimum = 2', 'missing = "prorate"', SUM + 4, "needs a minimum"),
    ("minimum = 2", "minimum = 4", SUM + 5, "the minimum is 1 to the number of items"),
    ('"prorate"', '"mean of answered"', SUM + 4, "of a sum, missing is complete or prorate"),
    ("    [2, 13], [3, 17],", "    [2, 13],", METRIC + 5, "incomplete; without: 3"),
    ("    [2, 13], [3, 17],", "    [2, 13], [2, 17],", METRIC + 5, "twice in the table: 2"),
    ("    [4, 20],", "    [4, 20], [5, 21],", METRIC + 8, "no answers sum to 5"),
    ("    [4, 20],", "    [4],", METRIC + 8, "the table is of [sum, score]"),
    ('text = "I feel sad."\n', "", line_with('id = "sad"') - 1, "sad has no text: a live form"),
    ("sum = 5", "sum = 4", EXAMPLE + 1, "sum comes to 5, and not to 4"),
    ("metric = 17", "metric = 17.5", EXAMPLE + 1, "metric comes to 17, and not to 17.5"),
    ("sum = 6", "sum = 6, metric = 13", EXAMPLE + 6, "metric is with and without"),
    ("sum = 6", "sum = 7", EXAMPLE + 5, "sum comes to 6, and not to 7"),
    ("glad = 1", "glad = 3", EXAMPLE, "glad: 3 is none of its options"),
    ("glad = 1", "gladd = 1", EXAMPLE - 1, "there is no gladd"),
    ("sum = 5, metric = 17", "sum = 5", METRIC - 1, "no example works out metric"),
    ('name = "Three', 'nmae = "x"\nname = "Three', 3, "nmae is not a word"),
    ("minimum = 2", "minimum = 2\nweight = 3", SUM + 6, "weight is not a word"),
    ('id = "glad"', 'id = "Calm"', line_with('id = "glad"'), "Calm: small letters"),
    ('id = "glad"', 'id = "calm"', line_with('id = "glad"'), "the id calm is there twice"),
    ('id = "metric"', 'id = "sum"', METRIC, "the id sum is there twice"),
    ('["calm", "glad"]', '["calm", "merry"]', METRIC + 2, "there is no item merry"),
    ('["calm", "glad"]', '["calm", "calm"]', METRIC + 2, "calm is there twice"),
    ("values = [0, 1, 2]", "values = [0, 2, 1]", line_with("values"), "the lowest first"),
    ("values = [0, 1, 2]", "values = [0, 1, 5]", line_with("reversed"), "uneven options"),
    ("values = [0, 1, 2]", "values = [0, 1]", line_with("labels"), "one label"),
    ("range = [0, 6]", "range = [0, 7]", SUM + 3, "the range is 0 to 6"),
    ("range = [10, 20]", "range = [20, 10]", METRIC + 3, "the range is [lowest, highest]"),
    ('content = "open"', 'content = "shut"', 4, "content is one of open, stub, local"),
    ('content = "open"', 'content = "local"', 4, "needs [attestation]"),
    ('content = "open"', 'content = "stub"', 5, "a stub has no words to ask with"),
    ('direction = "up"', "direction = 1", 7, "direction must be a text"),
    ("version = 1", "version = 1.5", 2, "version must be a whole number"),
    ("version = 1\n", "", 1, "version is missing"),
    ("verified = true", "verified = false", 9, "needs a note"),
    ("live = true", "live = true\ndisplay_minimum = 5", 6, "nothing of fewer than 8"),
    ("live = true", "live = true\nsummed = false", SUM, "these are never summed"),
    ('kind = "lookup"', 'kind = "affine"\nmultiply = 2', METRIC + 6, "table is for lookup only"),
    ('id = "mood"', 'id = "mood', 1, "Illegal"),
]


@pytest.mark.parametrize(("old", "new", "line", "words"), FAULTS)
def test_faults(old, new, line, words) -> None:
    assert old in SOUND
    with pytest.raises(Faulty) as caught:
        parse(SOUND.replace(old, new, 1), "mood.toml")
    told = str(caught.value).splitlines()
    assert any(t.startswith(f"mood.toml:{line}: ") and words in t for t in told), told


def test_json_says_the_same() -> None:
    """Each shipped definition, written as JSON, scores alike; faults have their lines there too."""
    for path in shipped_files():
        text = path.read_text(encoding="utf-8")
        as_json = json.dumps(tomllib.loads(text), indent=1)
        assert parse(as_json, "x.json").fingerprint == parse(text, "x.toml").fingerprint
    text = json.dumps(tomllib.loads(SOUND) | {"nmae": None}, indent=1)
    with pytest.raises(Faulty, match=rf"^x\.json:{text.count(chr(10))}: nmae is not"):
        parse(text, "x.json")


@pytest.mark.parametrize(
    ("text", "line"), [('{\n"id": "a",\n"id": "b"}', 3), ("{\n,", 2), ("[\n1]", 1), ("3", 1)]
)
def test_json_that_is_none(text, line) -> None:
    with pytest.raises(Faulty) as caught:
        parse(text, "x.json")
    assert caught.value.faults[0].line == line


def test_lines_of_every_way_to_write_toml() -> None:
    text = (
        '# a = 1\na.b = """x\n"y" ] # no\n"""\n"c d" = [ # list\n  { e = 1, f = [2,\n 3] },\n]\n'
        "[g]\nh = '[['\n[[g.i]]\nj = 1\n[[g.i]]\n[g.i.k]\nl = 2026-03-11 # day\n"
    )
    _, lines = read(text, False)
    expected = {
        ("a",): 2,
        ("a", "b"): 2,
        ("c d",): 5,
        ("c d", 0): 6,
        ("c d", 0, "e"): 6,
        ("c d", 0, "f"): 6,
        ("c d", 0, "f", 1): 7,
        ("g",): 9,
        ("g", "h"): 10,
        ("g", "i", 0): 11,
        ("g", "i", 0, "j"): 12,
        ("g", "i", 1): 13,
        ("g", "i", 1, "k"): 14,
        ("g", "i", 1, "k", "l"): 15,
    }
    assert {path: lines.get(path) for path in expected} == expected


def test_what_is_no_toml() -> None:
    with pytest.raises(Unreadable) as caught:
        read("a = 1\nb = \n", False)
    assert caught.value.line == 2
