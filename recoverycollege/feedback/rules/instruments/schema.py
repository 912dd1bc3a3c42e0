"""Which words a definition may hold, and what kind of value each has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from math import isfinite
from typing import Any, NamedTuple

from recoverycollege.feedback.rules.instruments.definition import CONTENTS, DIRECTIONS, KINDS
from recoverycollege.feedback.rules.instruments.lines import Lines, Path

REVERSING = ("revers", "invert", "recode")  # however it is spelled
PIECES = {"text": str, "whole number": int, "number": (int, float), "yes or no": bool}
PIECES |= {"table": dict, "list": list, "date": (date, str)}


class Fault(NamedTuple):
    """What is wrong, and in which line."""

    line: int
    words: str


class Word(NamedTuple):
    """`kind`: one of PIECES. `needed`: it cannot be left out. `one_of`: what it may say."""

    kind: str
    needed: bool = False
    one_of: tuple[str, ...] = ()


TEXT, NEEDED = Word("text"), Word("text", True)
NUMBER, TRUTH = Word("number"), Word("yes or no")
SOURCES = {"source": NEEDED, "verified": Word("yes or no", True), "note": TEXT}
TOP = {
    "id": NEEDED,
    "version": Word("whole number", True),
    "name": NEEDED,
    "content": Word("text", True, CONTENTS),
    "live": TRUTH,
    "recall": NEEDED,
    "direction": Word("text", True, DIRECTIONS),
    "summed": TRUTH,
    "filled_by": Word("text", False, ("course",)),
    "at_least": Word("whole number"),
    "display_minimum": Word("whole number"),
    "citation": NEEDED,
    "verified": Word("yes or no", True),
    "note": TEXT,
    "licence": Word("table", True),
    "attestation": Word("table"),
    "options": Word("table"),
    "items": Word("list", True),
    "scores": Word("list", True),
    "norms": Word("list"),
    "examples": Word("list", True),
}
LICENCE = {"holder": NEEDED, "terms": NEEDED, "url": TEXT, "attest": TEXT}
ATTESTATION = {"by": NEEDED, "on": Word("date", True)}
OPTIONS = {"values": Word("list", True), "labels": Word("list")}
ITEM = {
    "id": NEEDED,
    "text": TEXT,
    "options": Word("table"),
    "reversed": TRUTH,
    "filler": TRUTH,
}
SCORE = {
    "id": NEEDED,
    "name": TEXT,
    "kind": Word("text", True, KINDS),
    "items": Word("list", True),
    "range": Word("list", True),
    "missing": Word("text", True),
    "minimum": Word("whole number"),
    "direction": Word("text", False, DIRECTIONS),
    "table": Word("list"),
    "multiply": NUMBER,
    "add": NUMBER,
    "change": Word("table"),
}
CHANGE = {"sem": NUMBER, "reliable": NUMBER, **SOURCES}
NORM = {
    "score": NEEDED,
    "group": NEEDED,
    "n": Word("whole number"),
    "mean": NUMBER,
    "sd": NUMBER,
    **SOURCES,
}
EXAMPLE = {"answers": Word("table", True), "scores": Word("table", True), "without": Word("list")}
# Where each table lies: a list is looked into one by one.
BELOW = {
    "licence": LICENCE,
    "attestation": ATTESTATION,
    "options": OPTIONS,
    "items": ITEM,
    "scores": SCORE,
    "norms": NORM,
    "examples": EXAMPLE,
}
DEEPER = {("items", "options"): OPTIONS, ("scores", "change"): CHANGE}


def faults_of_shape(data: Any, lines: Lines) -> Iterator[Fault]:
    """Unknown and missing words, and values of another kind."""
    if not isinstance(data, dict):
        yield Fault(1, "a definition is a table of words and values")
        return
    yield from _of_table(data, TOP, (), lines)
    for name, words in BELOW.items():
        value = data.get(name)
        for path, table in _tables(value, (name,)):
            if not isinstance(table, dict):
                yield Fault(line_of(lines, path), f"{name}: each is a table of words and values")
                continue
            yield from _of_table(table, words, path, lines)
            for inner in (key for outer, key in DEEPER if outer == name):
                if isinstance(table.get(inner), dict):
                    deeper = DEEPER[name, inner]
                    yield from _of_table(table[inner], deeper, (*path, inner), lines)


def line_of(lines: Lines, path: Path) -> int:
    """The line of a value, or of what it lies in."""
    while path not in lines:
        path = path[:-1]
    return lines[path]


def is_kind(value: Any, kind: str) -> bool:
    """Whether a value is of a kind. True and false are no numbers."""
    if isinstance(value, bool):
        return kind == "yes or no"
    if isinstance(value, float) and not isfinite(value):
        return False
    return isinstance(value, PIECES[kind])  # type: ignore[arg-type]


def _tables(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, list):
        yield from (((*path, index), one) for index, one in enumerate(value))
    elif isinstance(value, dict):
        yield path, value


def _of_table(
    table: Mapping[str, Any], words: Mapping[str, Word], path: Path, lines: Lines
) -> Iterator[Fault]:
    where = f"{path[0]}: " if path else ""
    for name, value in table.items():
        line = line_of(lines, (*path, name))
        if any(name.casefold().startswith(start) for start in REVERSING) and (
            words is not ITEM or name not in ITEM or not isinstance(value, bool)
        ):
            yield Fault(
                line,
                f"{where}{name}: reversal belongs to an item, never to positions."
                " Write reversed = true beside the item's id",
            )
        elif name not in words:
            known = ", ".join(words)
            yield Fault(line, f"{where}{name} is not a word of definitions here. Known: {known}")
        elif value is not None or words[name].needed:
            yield from _of_value(f"{where}{name}", value, words[name], line)
    for name, word in words.items():
        if word.needed and name not in table:
            yield Fault(line_of(lines, path), _missing(name, path, table))


def _missing(name: str, path: Path, table: Mapping[str, Any]) -> str:
    if path[:1] == ("scores",) and name == "missing":
        return (
            f"scores: {table.get('id', 'a score')} has no missing rule. Say complete, prorate or"
            " mean of answered"
        )
    return f"{path[0]}: {name} is missing" if path else f"{name} is missing"


def _of_value(name: str, value: Any, word: Word, line: int) -> Iterator[Fault]:
    if not is_kind(value, word.kind):
        yield Fault(line, f"{name} must be a {word.kind}")
    elif word.one_of and value not in word.one_of:
        yield Fault(line, f"{name} is one of {', '.join(word.one_of)}, and not “{value}”")
    elif word.kind == "text" and word.needed and not value.strip():
        yield Fault(line, f"{name} is empty")
