"""The package as text: its modules, what each imports, and where each stands in the house."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from recoverycollege import ROOMS

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "recoverycollege"
NAME = PACKAGE.name
# The four that HOUSE calls a room's domain; what else a room has belongs to the web as soon as it
# imports the web.
DOMAIN = {"models", "rules", "queries", "services"}
WEB = {"routes", "forms", "room", "blueprint", "browser", "commands", "presenting"}
WEB_PACKAGES = ("flask", "werkzeug", "wtforms", "markupsafe", "jinja2")
WITHOUT_TABLES = {"teaching", "staff"}  # pages: all but their domain parts is web
# Inside a room imports fall, from a higher number to a lower or the same.
LEVEL = {"models": 0, "rules": 1, "queries": 2, "services": 3, "forms": 3, "routes": 5}


@dataclass(frozen=True)
class Import:
    """`target` is imported in line `line`; `inside` a function or only for type checking."""

    target: str
    line: int
    inside: bool


@dataclass(frozen=True)
class Module:
    """One file of the package. `name` is how it is imported."""

    name: str
    path: Path

    @property
    def place(self) -> str:
        return str(self.path.relative_to(ROOT))

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def room(self) -> str:
        """The room it belongs to; empty for a root module."""
        return room_of(self.name)

    @property
    def part(self) -> str:
        return part_of(self.name)

    @property
    def is_web(self) -> bool:
        return is_web(self.name)

    @cached_property
    def imports(self) -> list[Import]:
        return list(self._imports(self.tree, inside=False))

    def _imports(self, node: ast.AST, inside: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            deeper = inside or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
            if isinstance(child, ast.Import):
                for alias in child.names:
                    yield Import(alias.name, child.lineno, inside)
            elif isinstance(child, ast.ImportFrom):
                yield from self._from(child, inside)
            else:
                yield from self._imports(child, deeper or _only_for_types(child))

    def _from(self, node: ast.ImportFrom, inside: bool) -> Iterator[Import]:
        start = node.module or ""
        if node.level:
            package = self.name if self.path.name == "__init__.py" else self.name.rpartition(".")[0]
            parents = package.split(".")
            start = ".".join(parents[: len(parents) - node.level + 1] + [start] * bool(start))
        for alias in node.names:
            below = f"{start}.{alias.name}"
            yield Import(below if is_module(below) else start, node.lineno, inside)


def _only_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def room_of(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == NAME and parts[1] in ROOMS else ""


def part_of(name: str) -> str:
    parts = name.split(".")
    return parts[2] if len(parts) > 2 else ""


def is_web(name: str) -> bool:
    room, part = room_of(name), part_of(name)
    if not part or part in DOMAIN:
        return False
    return part in WEB or room in WITHOUT_TABLES or (room, part) in _parts_that_import_the_web()


@cache
def _parts_that_import_the_web() -> set[tuple[str, str]]:
    found = {(m.room, m.part) for m in modules() if any(is_of_web(i.target) for i in m.imports)}
    return {(room, part) for room, part in found if room and part}


def is_of_web(name: str) -> bool:
    return name.split(".")[0].split("_")[0] in WEB_PACKAGES


def rank(room: str) -> int:
    return ROOMS.index(room) + 1


def modules() -> list[Module]:
    """Every module of the package, by name."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if "migrations" in parts:
            continue
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found.append(Module(name, path))
    return found


def templates() -> list[Path]:
    """Every template of the package: pages, macros and letters."""
    folders = sorted(PACKAGE.rglob("templates"))
    return [p for f in folders for p in sorted(f.rglob("*")) if p.suffix in {".html", ".txt"}]
