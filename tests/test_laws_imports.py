"""Imports fall: inside a room, between rooms, from the web to the domain, and never in a circle."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.source import LEVEL, NAME, Module, is_of_web, is_web, modules, part_of, rank, room_of

# Root modules above all rooms.
ABOVE = {f"{NAME}.{part}" for part in ("cli", "commands", "demo", "worker")}
# A room's web parts that another room's web floor may use.
SHARED = {"browser", "entry", "presenting", "releases_told", "wording"}
PURE = ("sqlalchemy", "flask_sqlalchemy", f"{NAME}.database", f"{NAME}.clock")


def is_below(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == p or name.startswith((f"{p}.", f"{p}_")) for p in packages)


def wrong(module: Module, allowed: Callable[[str], bool]) -> list[str]:
    """The imports for which `allowed(target)` is false, as lines to print."""
    return [
        f"{module.place}:{i.line} imports {i.target}"
        for i in module.imports
        if not allowed(i.target)
    ]


def test_inside_a_room() -> None:
    """routes → forms, services, queries → rules → models."""

    def allowed(module: Module, target: str) -> bool:
        if room_of(target) != module.room or not module.room:
            return True
        own, other = LEVEL.get(module.part), LEVEL.get(part_of(target))
        if module.part != "room" and part_of(target) == "room":
            return False
        return own is None or other is None or other <= own

    found = [w for m in modules() for w in wrong(m, lambda t, m=m: allowed(m, t))]
    assert not found, "\n".join(found)


def test_domain_never_imports_its_web() -> None:
    found = []
    for m in modules():
        if m.room and not m.is_web and m.part:
            found += wrong(m, lambda t: not is_web(t))
    assert not found, "\n".join(found)


def test_between_rooms() -> None:
    """The domain floor imports lower rooms only; the web floor any room's domain."""
    found = []
    for m in modules():
        if not m.room:
            continue
        for i in m.imports:
            other = room_of(i.target)
            if not other or other == m.room:
                continue
            if m.is_web and is_web(i.target) and part_of(i.target) not in SHARED:
                found.append(f"{m.place}:{i.line} imports {i.target}, another room's web floor")
            if not m.is_web and rank(other) > rank(m.room):
                found.append(f"{m.place}:{i.line} imports {i.target}, a higher room")
    assert not found, "\n".join(found)


def test_root_modules_know_no_room() -> None:
    found = []
    for m in modules():
        if not m.room and m.name != NAME and not is_below(m.name, tuple(ABOVE)):
            found += wrong(m, lambda t: not room_of(t))
    assert not found, "\n".join(found)


def test_rooms_do_not_look_up() -> None:
    """`worker` is for room.py and sweeps, `cli` and `demo` are for nobody."""
    found = []
    for m in modules():
        if m.room:
            allowed = {f"{NAME}.worker"} if m.part in {"room", "sweeps"} else set()
            found += wrong(m, lambda t, a=allowed: not is_below(t, tuple(ABOVE - a)) and t != NAME)
    assert not found, "\n".join(found)


def test_no_flask_below_the_web() -> None:
    found = []
    for m in modules():
        if m.room and not m.is_web:
            found += wrong(m, lambda t: not is_of_web(t))
    assert not found, "\n".join(found)


def test_rules_are_pure() -> None:
    found = []
    for m in modules():
        if m.part == "rules":
            found += wrong(m, lambda t: not is_below(t, PURE))
    assert not found, "\n".join(found)


def test_rooms_start_empty() -> None:
    """A room's `__init__.py` is its charter: words, no imports."""
    found = [m.place for m in modules() if m.room and not m.part and (m.imports or not m.text)]
    assert not found, found


def edges() -> dict[str, set[str]]:
    """Module → modules it imports. Inside the functions of room.py and cli.py an import may wait:
    that is where the house is put together."""
    known = {m.name for m in modules()}
    return {
        m.name: {
            i.target
            for i in m.imports
            if i.target in known
            and i.target != m.name
            and not (i.inside and (m.part in {"room", "commands"} or m.name == f"{NAME}.cli"))
        }
        for m in modules()
    }


def test_no_import_loops() -> None:
    graph, state, loops = edges(), dict[str, int](), list[str]()

    def visit(name: str, path: list[str]) -> None:
        state[name] = 1
        for target in sorted(graph[name]):
            if state.get(target) == 1:
                loops.append(" → ".join([*path[path.index(target) :], target]))
            elif target not in state:
                visit(target, [*path, target])
        state[name] = 2

    for name in graph:
        if name not in state:
            visit(name, [name])
    assert not loops, "\n".join(loops)


@pytest.mark.parametrize("word", ["utils", "util", "helpers", "helper", "common", "misc"])
def test_no_drawer_for_everything(word: str) -> None:
    assert not [m.place for m in modules() if word in m.name.split(".")]
