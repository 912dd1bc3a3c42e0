"""Whatever stands in a definition, it is used or refused; nothing crashes."""

from __future__ import annotations

import copy
import json
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from recoverycollege.feedback.rules.instruments.reading import Faulty, parse
from tests.feedback.test_instruments_refused import SOUND

VALUES = [None, True, -1, 1e308, float("inf"), "", "x", [], [1], [[1, 2]], [None], {}, {"x": 1}]


def places(value: Any, path: tuple = ()) -> Iterator[tuple]:
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else ()
    for key, one in enumerate(value) if isinstance(value, list) else inner:
        yield from places(one, (*path, key))


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_any_value_anywhere(value) -> None:
    sound = tomllib.loads(SOUND)
    for *above, last in places(sound):
        data = copy.deepcopy(sound)
        table = data
        for key in above:
            table = table[key]
        table[last] = value
        try:
            definition = parse(json.dumps(data, indent=1), "x.json")
        except Faulty as problem:
            assert all(1 <= line <= 200 and words for line, words in problem.faults)
        else:
            assert definition.scores
