"""From the text of a definition to a definition, or to every fault in it with its line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any

from recoverycollege.feedback.rules.instruments import checks
from recoverycollege.feedback.rules.instruments.definition import (
    COMPLETE,
    Attestation,
    Change,
    Definition,
    Example,
    Item,
    Licence,
    Norm,
    Score,
)
from recoverycollege.feedback.rules.instruments.lines import Path, Unreadable, read
from recoverycollege.feedback.rules.instruments.schema import Fault, faults_of_shape, line_of
from recoverycollege.feedback.rules.instruments.scoring import totals
from recoverycollege.feedback.rules.privacy import THRESHOLD

Data = Mapping[str, Any]
WORDS = {"text", "labels"}
WORKED = {"answers", "scores"}


class Faulty(ValueError):
    """A definition that may not be used. `faults` are all that were found, by line."""

    def __init__(self, name: str, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(f"{name}:{line}: {words}" for line, words in self.faults))


def parse(text: str, name: str) -> Definition:
    """The definition in a text. `name`: of its file, for messages; one that ends with .json is
    JSON, else it is TOML. Raises Faulty."""
    try:
        data, lines = read(text, name.endswith(".json"))
    except Unreadable as problem:
        raise Faulty(name, [Fault(problem.line, str(problem))]) from None

    def line(path: Path) -> int:
        return line_of(lines, path)

    _stop(name, faults_of_shape(data, lines))
    data = _without_nulls(data)
    _stop(name, checks.faults_of_words(data, line))
    _stop(name, _tables(data, line))
    definition = _definition(data)
    _stop(name, _dates(data, line))
    _stop(name, checks.faults_of_use(definition, line))
    _stop(name, checks.faults_of_examples(definition, line))
    return definition


def _stop(name: str, faults: Iterable[Fault]) -> None:
    if found := list(faults):
        raise Faulty(name, found)


def _without_nulls(value: Any) -> Any:
    """JSON can say null, TOML leaves out: both mean that there is none. In worked answers and
    scores a null is kept: there it says something."""
    if isinstance(value, list):
        return [_without_nulls(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        name: one if name in WORKED and isinstance(one, dict) else _without_nulls(one)
        for name, one in value.items()
        if one is not None
    }


def _tables(data: Data, line: Callable[[Path], int]) -> Iterable[Fault]:
    items = {item.id: item for item in _items(data)}
    for index, score in enumerate(data["scores"]):
        if score["kind"] == "lookup":
            sums = totals(_score({**score, "table": []}, data), items)
            yield from checks.faults_of_table(score, ("scores", index), sums, line)


def _dates(data: Data, line: Callable[[Path], int]) -> Iterable[Fault]:
    if "attestation" in data and _day(data["attestation"]["on"]) is None:
        yield Fault(line(("attestation", "on")), "attestation: on is a day, as 2026-03-11")


def _day(value: Any) -> date | None:
    try:
        return value if isinstance(value, date) else date.fromisoformat(value)
    except ValueError:
        return None


def _definition(data: Data) -> Definition:
    licence, attested = data["licence"], data.get("attestation")
    return Definition(
        id=data["id"],
        version=data["version"],
        name=data["name"],
        content=data["content"],
        live=data.get("live", False),
        recall=data["recall"],
        direction=data["direction"],
        summed=data.get("summed", True),
        filled_by=data.get("filled_by", ""),
        at_least=data.get("at_least", 1),
        display_minimum=data.get("display_minimum", THRESHOLD),
        citation=data["citation"],
        verified=data["verified"],
        note=data.get("note", ""),
        licence=Licence(
            licence["holder"], licence["terms"], licence.get("url", ""), licence.get("attest", "")
        ),
        attestation=Attestation(attested["by"], _day(attested["on"]) or date.min)
        if attested
        else None,
        items=_items(data),
        scores=tuple(_score(score, data) for score in data["scores"]),
        norms=tuple(_norm(norm) for norm in data.get("norms", [])),
        examples=tuple(_example(example) for example in data["examples"]),
        fingerprint=_fingerprint(data),
    )


def _items(data: Data) -> tuple[Item, ...]:
    shared = data.get("options", {})
    return tuple(
        Item(
            id=item["id"],
            text=item.get("text"),
            options=tuple(item.get("options", shared)["values"]),
            labels=tuple(item.get("options", shared).get("labels", ())),
            reversed=item.get("reversed", False),
            filler=item.get("filler", False),
        )
        for item in data["items"]
    )


def _score(score: Data, data: Data) -> Score:
    complete = score["missing"] == COMPLETE
    return Score(
        id=score["id"],
        name=score.get("name", score["id"]),
        kind=score["kind"],
        items=tuple(score["items"]),
        low=score["range"][0],
        high=score["range"][1],
        missing=score["missing"],
        minimum=len(score["items"]) if complete else score["minimum"],
        direction=score.get("direction", data["direction"]),
        table=dict(score.get("table", ())),
        multiply=score.get("multiply", 1),
        add=score.get("add", 0),
        change=_change(score["change"]) if "change" in score else None,
    )


def _change(change: Data) -> Change:
    return Change(
        change.get("sem"),
        change.get("reliable"),
        change["source"],
        change["verified"],
        change.get("note", ""),
    )


def _norm(norm: Data) -> Norm:
    return Norm(
        norm["score"],
        norm["group"],
        norm.get("n"),
        norm.get("mean"),
        norm.get("sd"),
        norm["source"],
        norm["verified"],
        norm.get("note", ""),
    )


def _example(example: Data) -> Example:
    none = dict.fromkeys(example.get("without", ()))
    return Example(example["answers"], {**example["scores"], **none})


def _fingerprint(data: Data) -> str:
    """Of what decides on the scores, and of the words where they are open. A college's own words
    leave a stub's fingerprint as it is; citations and notes may be put right later."""
    less = set() if data["content"] == "open" else WORDS
    kept: dict[str, Any] = {
        "summed": data.get("summed", True),
        "options": _less(data.get("options", {}), less),
        "items": [_less(item, less) for item in data["items"]],
        "scores": [_less(score, {"change", "name"}) for score in data["scores"]],
    }
    for item in kept["items"]:
        if "options" in item:
            item["options"] = _less(item["options"], less)
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:16]


def _less(table: Data, words: Collection[str]) -> dict[str, Any]:
    return {word: value for word, value in table.items() if word not in words}
