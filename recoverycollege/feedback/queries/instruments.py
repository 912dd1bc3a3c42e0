"""The definitions of instruments on disk: those shipped, and any other file."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from recoverycollege.feedback.rules.instruments.definition import Definition, Score
from recoverycollege.feedback.rules.instruments.naming import is_score, last_part, read_ref
from recoverycollege.feedback.rules.instruments.reading import Faulty, parse
from recoverycollege.feedback.rules.instruments.schema import Fault

FOLDER = Path(__file__).parent.parent / "instruments"
RELEASED = "released.toml"  # what each shipped version scores by; versions never change
ENDINGS = (".toml", ".json")


class Unknown(LookupError):
    """There is no such instrument; the text names those there are."""


def shipped_files() -> list[Path]:
    return sorted(path for path in FOLDER.glob("*.toml") if path.name != RELEASED)


def load(path: Path) -> Definition:
    """The definition in a file. Raises Faulty, and OSError where it cannot be read."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = problem.object[: problem.start].count(b"\n") + 1
        raise Faulty(str(path), [Fault(line, "this is not UTF-8")]) from None
    return parse(text.replace("\r\n", "\n"), str(path))


def load_shipped(path: Path) -> Definition:
    """One of ours: its file is named by id and version, and it scores as when it was released.
    Raises Faulty."""
    definition = load(path)
    faults = []
    if path.stem != f"{definition.id}-{definition.version}":
        faults.append(Fault(1, f"the file of {definition.key} has another name"))
    if released().get(definition.key) != definition.fingerprint:
        faults.append(Fault(1, changed(definition)))
    if faults:
        raise Faulty(str(path), faults)
    return definition


@cache
def shipped() -> tuple[Definition, ...]:
    """Every definition that comes with the house, each version of it. The files never change while
    the house runs, so each process reads them once."""
    return tuple(load(path) for path in shipped_files())


@cache
def definition_of(key: str) -> Definition | None:
    """A shipped definition by id@version."""
    return next((one for one in shipped() if one.key == key), None)


def name_of(text: str) -> str:
    """The name of the instrument that a line, an answer or a score is of."""
    ref = read_ref(text)
    definition = definition_of(ref.key) if ref else None
    return definition.name if definition else text


def score_called(name: str) -> tuple[Definition, Score] | None:
    """What a score of forms is, by its name, "who-5@1.1/percent"."""
    ref = read_ref(name) if is_score(name) else None
    definition = definition_of(ref.key) if ref else None
    if definition is None:
        return None
    found = next((one for one in definition.scores if one.id == last_part(name)), None)
    return (definition, found) if found else None


def released() -> dict[str, str]:
    """What each shipped version scores by: id@version → fingerprint."""
    return tomllib.loads((FOLDER / RELEASED).read_text(encoding="utf-8"))


def changed(definition: Definition) -> str:
    words = "does not score as the shipped version of that number: it needs a new one"
    return f"{definition.key} (fingerprint {definition.fingerprint}) {words}"


def load_given(path: Path) -> Definition:
    """A college's own file. It may bring the words of a shipped stub, or be a new instrument or
    version. Raises Faulty, and OSError where it cannot be read."""
    definition = load(path)
    known = released().get(definition.key)
    if known and known != definition.fingerprint:
        raise Faulty(str(path), [Fault(1, changed(definition))])
    return definition


def find(name: str) -> Definition:
    """By id (its newest version), id@version, or the path of a file. Raises Unknown and Faulty, and
    OSError where a file cannot be read."""
    if name.endswith(ENDINGS) or Path(name).is_file():
        return load(Path(name))
    wanted, _, version = name.partition("@")
    there = [(path.stem.rpartition("-"), path) for path in shipped_files()]
    found = {int(v): path for (own, _, v), path in there if _bare(own) == _bare(wanted)}
    if not found or (version and version not in map(str, found)):
        known = ", ".join(sorted({own for (own, _, _), _ in there}))
        raise Unknown(f"There is no instrument {name}. There is: {known}.")
    return load(found[int(version) if version else max(found)])


def _bare(name: str) -> str:
    """WHO-5, who5 and who_5 are one."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())
