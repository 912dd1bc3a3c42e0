"""What is shipped scores as published, and holds no licensed words."""

from __future__ import annotations

import pytest

from recoverycollege.feedback.queries.instruments import (
    Unknown,
    changed,
    find,
    load_given,
    load_shipped,
    released,
    shipped_files,
)
from recoverycollege.feedback.rules.instruments.reading import Faulty
from recoverycollege.feedback.rules.instruments.scoring import scores_of
from recoverycollege.feedback.rules.items import ALONG_THE_WAY, OWN, SCALE

# COLLEGE.md, section 6
METRIC = """7.00 9.51 11.25 12.40 13.33 14.08 14.75 15.32 15.84 16.36 16.88 17.43 17.98 18.59 19.25
19.98 20.73 21.54 22.35 23.21 24.11 25.03 26.02 27.03 28.13 29.31 30.70 32.55 35.00"""
OPEN = {"own-items", "own-items-team", "course-outcomes"}
NAMED = "state-hope-scale adult-hope-scale herth-hope-index swemwbs qpr-15 who-5 ismi-10 gse mhcs"
NAMED += " brief-inspire-o ons4"


@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.stem)
def test_it_may_be_used_and_scores_as_released(path) -> None:
    definition = load_shipped(path)
    assert (definition.content == "open") is (definition.id in OPEN)
    assert definition.content == "open" or definition.licence.attest
    assert definition.content == "open" or not any(item.text for item in definition.items)


def test_every_named_instrument_is_there() -> None:
    assert {path.stem.rpartition("-")[0] for path in shipped_files()} == OPEN | set(NAMED.split())
    assert set(released()) == {f"{find(name).key}" for name in (*OPEN, *NAMED.split())}


def test_the_metric_of_swemwbs() -> None:
    definition = find("swemwbs")
    for raw, metric in zip(range(7, 36), METRIC.split(), strict=True):
        more, rest = divmod(raw - 7, 7)
        answers = {item.id: 1 + more + (i < rest) for i, item in enumerate(definition.items)}
        found = scores_of(definition, answers)
        assert (found["raw"].value, found["metric"].value) == (raw, float(metric))


@pytest.mark.parametrize(
    ("name", "scale", "reversed_items", "ranges"),
    [
        ("state-hope-scale", (1, 8, 6), "", [(3, 24), (3, 24), (6, 48)]),
        ("adult-hope-scale", (1, 8, 12), "", [(4, 32), (4, 32), (8, 64)]),
        ("herth-hope-index", (1, 4, 12), "hhi3 hhi6", [(12, 48)]),
        ("swemwbs", (1, 5, 7), "", [(7, 35), (7, 35)]),
        ("qpr-15", (0, 4, 15), "", [(0, 60)]),
        ("who-5", (0, 5, 5), "", [(0, 25), (0, 100)]),
        ("ismi-10", (1, 4, 10), "ismi2 ismi9", [(1, 4)]),
        ("gse", (1, 4, 10), "", [(10, 40), (1, 4)]),
        ("mhcs", (1, 6, 16), "", [(16, 96)]),
        ("brief-inspire-o", (0, 4, 5), "", [(0, 100)]),
        ("ons4", (0, 10, 4), "", [(0, 10)] * 4),
    ],
)
def test_published_scales(name, scale, reversed_items, ranges) -> None:
    definition = find(name)
    first = definition.items[0].options
    assert (first[0], first[-1], len(definition.items)) == scale
    assert [item.id for item in definition.items if item.reversed] == reversed_items.split()
    assert [(score.low, score.high) for score in definition.scores] == ranges


def test_agency_and_pathways() -> None:
    agency, pathways, _ = find("state-hope-scale").scores
    assert (agency.items, pathways.items) == (("shs2", "shs4", "shs6"), ("shs1", "shs3", "shs5"))
    adult = find("adult-hope-scale")
    assert [item.id for item in adult.items if item.filler] == ["ahs3", "ahs5", "ahs7", "ahs11"]


@pytest.mark.parametrize(
    ("name", "answers", "score", "value"),
    [
        ("gse", [3, 3, 3, 3, 3, 3, 4, None, None, None], "total", 220 / 7),
        ("gse", [3] * 6 + [None] * 4, "total", None),
        ("ismi-10", [1, 1, None, None, None, 1, 1, 1, 1, 1], "mean", 13 / 7),
        ("who-5", [5, 5, 5, 5, None], "percent", None),
        ("who-5", [5, 5, 5, 5, 0], "percent", 80),
    ],
)
def test_missing_rules(name, answers, score, value) -> None:
    definition = find(name)
    given = dict(zip((item.id for item in definition.items), answers, strict=True))
    found = scores_of(definition, given)[score]
    assert found.value == (None if value is None else pytest.approx(value))
    assert bool(found.reason) is (value is None)


def test_our_own_words_are_those_of_the_forms() -> None:
    items = find("own-items").item | find("own-items-team").item
    asked = {name: words for name, words in OWN.items() if name not in ALONG_THE_WAY}
    assert {name: item.text for name, item in items.items()} == asked
    assert items["hopeful"].labels == tuple(SCALE[value] for value in sorted(SCALE))


@pytest.mark.parametrize("name", ["WHO-5", "who5", "who_5", "who-5@1"])
def test_found_by_its_name(name) -> None:
    assert find(name).key == "who-5@1"


@pytest.mark.parametrize("name", ["who-6", "who-5@2", "who-5@x", ""])
def test_not_found(name) -> None:
    with pytest.raises(Unknown, match="There is: adult-hope-scale"):
        find(name)


def test_a_version_never_changes(tmp_path) -> None:
    """A college brings the words of a stub, but not another scoring under the same number."""
    text = next(p for p in shipped_files() if p.stem == "who-5-1").read_text(encoding="utf-8")
    words = 'content = "local"\nattestation = { by = "Mia", on = 2026-03-11 }'
    local = text.replace('content = "stub"', words)
    for i in range(1, 6):
        local = local.replace(f'id = "who{i}"\n', f'id = "who{i}"\ntext = "Words {i}."\n')
    file = tmp_path / "mine.toml"
    file.write_text(local, encoding="utf-8")
    assert load_given(file).fingerprint == find("who-5").fingerprint
    file.write_text(local.replace('"complete"', '"prorate"\nminimum = 5'), encoding="utf-8")
    with pytest.raises(Faulty, match="it needs a new one"):
        load_given(file)
    assert "who-5@1" in changed(find("who-5"))
