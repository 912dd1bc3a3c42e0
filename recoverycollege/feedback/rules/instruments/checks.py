"""What the parts of a definition must be to each other: items, scores, worked answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from recoverycollege.feedback.rules.instruments.definition import (
    ANSWERED,
    COMPLETE,
    MISSING_RULES,
    PRORATE,
    Definition,
)
from recoverycollege.feedback.rules.instruments.lines import Path
from recoverycollege.feedback.rules.instruments.schema import Fault, is_kind
from recoverycollege.feedback.rules.instruments.scoring import made, scores_of, shown, totals
from recoverycollege.feedback.rules.privacy import THRESHOLD

Data = Mapping[str, Any]
Line = Callable[[Path], int]
IDENTITY = re.compile(r"[a-z][a-z0-9_-]*")
GAP = "{outcome}"  # in the words of an item that a course fills
NEAR = 1e-6  # a worked score is as near as this


def faults_of_words(data: Data, line: Line) -> Iterator[Fault]:
    """Names, options and references: checked before anything is built of them."""
    yield from _names(data, line)
    yield from _options(data, line)
    for index, score in enumerate(data["scores"]):
        yield from _parts(score, ("scores", index), {item["id"] for item in data["items"]}, line)
    own = {score["id"] for score in data["scores"]}
    for index, norm in enumerate(data.get("norms", [])):
        if norm["score"] not in own:
            where = line(("norms", index, "score"))
            yield Fault(where, f"norms: there is no score {norm['score']}")
    for index, example in enumerate(data["examples"]):
        where = line(("examples", index, "without"))
        for name in example.get("without", ()):
            if not isinstance(name, str):
                yield Fault(where, "examples: without is a list of scores")
            elif name in example["scores"]:
                yield Fault(where, f"examples: {name} is with and without a score")


def _names(data: Data, line: Line) -> Iterator[Fault]:
    if not IDENTITY.fullmatch(data["id"]):
        yield Fault(line(("id",)), "id: small letters, digits, - and _, a letter first")
    if data["version"] < 1:
        yield Fault(line(("version",)), "version counts from 1")
    for kind in ("items", "scores"):
        times = Counter(one["id"].casefold() for one in data[kind])
        for index, one in enumerate(data[kind]):
            where = line((kind, index, "id"))
            if one["id"].isdigit():
                yield Fault(where, f"{kind}: {one['id']} is a position and no id")
            elif not IDENTITY.fullmatch(one["id"]):
                yield Fault(where, f"{kind}: {one['id']}: small letters, digits, - and _")
            elif times[one["id"].casefold()] > 1:
                yield Fault(where, f"{kind}: the id {one['id']} is there twice")
        if not data[kind]:
            yield Fault(line((kind,)), f"{kind}: there is none")


def _options(data: Data, line: Line) -> Iterator[Fault]:
    """Of all items, and of those that have their own."""
    places: list[Path] = [("options",)] if "options" in data else []
    for index, item in enumerate(data["items"]):
        if "options" in item:
            places.append(("items", index, "options"))
        elif "options" not in data:
            yield Fault(line(("items", index)), f"items: {item['id']} has no options")
    for path in places:
        table = data["options"] if len(path) == 1 else data["items"][path[1]]["options"]
        yield from _scale(table, path, line)
    for index, item in enumerate(data["items"]):
        values = item.get("options", data.get("options", {})).get("values", [])
        if item.get("reversed") and _uneven(values):
            where = line(("items", index, "reversed"))
            yield Fault(where, f"items: {item['id']}: uneven options cannot be reversed")


def _scale(table: Data, path: Path, line: Line) -> Iterator[Fault]:
    values, labels = table["values"], table.get("labels", [])
    where = line((*path, "values"))
    if len(values) < 2 or not all(is_kind(value, "number") for value in values):
        yield Fault(where, "options: two numbers or more")
    elif list(values) != sorted(set(values)):
        yield Fault(where, "options: each once, the lowest first")
    if labels and (len(labels) != len(values) or not all(_is_text(one) for one in labels)):
        yield Fault(line((*path, "labels")), "options: one label of words for each value")


def _uneven(values: Sequence[float]) -> bool:
    try:
        return {values[0] + values[-1] - value for value in values} != set(values)
    except (TypeError, IndexError):
        return False  # told already


def _parts(score: Data, path: Path, items: set[str], line: Line) -> Iterator[Fault]:
    """The items, range and missing rule of a score."""
    name, listed = f"scores: {score['id']}", score["items"]
    if not listed:
        yield Fault(line((*path, "items")), f"{name} is made of no items")
    for index, item in enumerate(listed):
        where = line((*path, "items", index))
        if not isinstance(item, str) or item.isdigit():
            yield Fault(where, f"{name}: {item} is a position. Items are named by their ids")
        elif item not in items:
            yield Fault(where, f"{name}: there is no item {item}")
        elif listed.index(item) != index:
            yield Fault(where, f"{name}: {item} is there twice")
    ends = score["range"]
    if len(ends) != 2 or not all(is_kind(end, "number") for end in ends) or ends[0] >= ends[1]:
        yield Fault(line((*path, "range")), f"{name}: the range is [lowest, highest]")
    yield from _missing_rule(score, path, line)
    for word, kind in (("table", "lookup"), ("multiply", "affine"), ("add", "affine")):
        if word in score and score["kind"] != kind:
            yield Fault(line((*path, word)), f"{name}: {word} is for {kind} only")
    if score["kind"] == "affine" and "multiply" not in score:
        yield Fault(line(path), f"{name}: affine needs multiply")


def _missing_rule(score: Data, path: Path, line: Line) -> Iterator[Fault]:
    name, rule, minimum = f"scores: {score['id']}", score["missing"], score.get("minimum")
    allowed = MISSING_RULES[score["kind"]]
    if rule not in allowed:
        words = " or ".join(allowed)
        yield Fault(
            line((*path, "missing")),
            f"{name}: of a {score['kind']}, missing is {words}, not {rule}",
        )
    elif rule in (PRORATE, ANSWERED) and minimum is None:
        yield Fault(line((*path, "missing")), f"{name}: {rule} needs a minimum answered")
    elif rule in (PRORATE, ANSWERED) and not 1 <= (minimum or 0) <= len(score["items"]):
        yield Fault(line((*path, "minimum")), f"{name}: the minimum is 1 to the number of items")
    elif rule == COMPLETE and minimum is not None:
        yield Fault(line((*path, "minimum")), f"{name}: complete has no minimum")


def faults_of_table(score: Data, path: Path, sums: set[float], line: Line) -> Iterator[Fault]:
    """A lookup has one entry for each sum that can be, and no other."""
    name, table = f"scores: {score['id']}", score.get("table")
    if not table:
        yield Fault(line(path), f"{name}: a lookup needs its table")
        return
    pairs = []
    for index, pair in enumerate(table):
        if not isinstance(pair, list) or len(pair) != 2 or not all(map(_is_number, pair)):
            yield Fault(line((*path, "table", index)), f"{name}: the table is of [sum, score]")
            return
        pairs.append(pair)
        if pair[0] not in sums:
            where = line((*path, "table", index))
            yield Fault(where, f"{name}: no answers sum to {shown(pair[0])}")
    times = Counter(pair[0] for pair in pairs)
    if twice := [sum_ for sum_, count in times.items() if count > 1]:
        words = ", ".join(map(shown, twice))
        yield Fault(line((*path, "table")), f"{name}: twice in the table: {words}")
    if gone := sorted(sums - times.keys()):
        words = ", ".join(map(shown, gone))
        yield Fault(line((*path, "table")), f"{name}: the table is incomplete; without: {words}")


def faults_of_use(definition: Definition, line: Line) -> Iterator[Fault]:
    """What a whole definition must keep: words where it is live, ranges, fillers, privacy."""
    yield from _content(definition, line)
    used = {item for score in definition.scores for item in score.items}
    for index, item in enumerate(definition.items):
        if item.filler is (item.id in used):
            words = "is a filler, yet scored" if item.filler else "is in no score, and no filler"
            yield Fault(line(("items", index)), f"items: {item.id} {words}")
    for index, score in enumerate(definition.scores):
        ends = {made(score, total) for total in totals(score, definition.item)}
        low, high = min(ends), max(ends)
        if abs(low - score.low) > NEAR or abs(high - score.high) > NEAR:
            words = f"the range is {shown(low)} to {shown(high)}"
            yield Fault(line(("scores", index, "range")), f"scores: {score.id}: {words}")
        if not definition.summed and (len(score.items) > 1 or score.kind != "sum"):
            yield Fault(line(("scores", index)), f"scores: {score.id}: these are never summed")
    if definition.display_minimum < THRESHOLD:
        words = f"display_minimum: nothing of fewer than {THRESHOLD} people is shown"
        yield Fault(line(("display_minimum",)), words)
    if not definition.verified and not definition.note:
        yield Fault(line(("verified",)), "verified = false needs a note that says what is not")


def _content(definition: Definition, line: Line) -> Iterator[Fault]:
    content, live = definition.content, definition.content != "stub"
    for index, item in enumerate(definition.items):
        where = line(("items", index))
        if live and not item.text:
            yield Fault(where, f"items: {item.id} has no text: a live form ({content}) needs it")
        if not live and (item.text or item.labels):
            yield Fault(where, f"items: {item.id}: a stub holds no words of the instrument")
        if definition.filled_by and item.text and GAP not in item.text:
            yield Fault(where, f"items: {item.id}: the words lack {GAP}, which a course fills")
    if definition.live and not live:
        yield Fault(line(("live",)), "live: a stub has no words to ask with")
    if content == "local" and definition.attestation is None:
        words = "a local definition needs [attestation]: who confirmed the licence, and when"
        yield Fault(line(("content",)), words)


def faults_of_examples(definition: Definition, line: Line) -> Iterator[Fault]:
    """Runs the worked answers. Together they show every score."""
    for index, example in enumerate(definition.examples):
        path: Path = ("examples", index)
        scores = {score.id for score in definition.scores}
        unknown = [name for name in example.answers if name not in definition.item]
        unknown += [name for name in example.scores if name not in scores]
        values = [*example.answers.values(), *example.scores.values()]
        if unknown:
            yield Fault(line(path), f"examples: there is no {', '.join(map(str, unknown))}")
            continue
        if not all(value is None or _is_number(value) for value in values):
            yield Fault(line(path), "examples: answers and scores are numbers")
            continue
        try:
            found = scores_of(definition, example.answers)
        except ValueError as problem:
            yield Fault(line((*path, "answers")), f"examples: {problem}")
            continue
        for name, expected in example.scores.items():
            value = found[name].value
            if _differ(value, expected):
                words = f"{name} comes to {_told(value)}, and not to {_told(expected)}"
                yield Fault(line((*path, "scores", name)), f"examples: {words}")
    worked = {
        name for e in definition.examples for name, one in e.scores.items() if one is not None
    }
    for index, score in enumerate(definition.scores):
        if score.id not in worked:
            yield Fault(line(("scores", index)), f"scores: no example works out {score.id}")


def _differ(value: float | None, expected: float | None) -> bool:
    if value is None or expected is None:
        return value is not expected
    return abs(value - expected) > NEAR


def _told(value: float | None) -> str:
    return "none" if value is None else shown(value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_number(value: Any) -> bool:
    return is_kind(value, "number")
