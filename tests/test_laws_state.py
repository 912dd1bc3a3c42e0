"""Only routes and commands commit; no module keeps state; files stay small."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator

from tests.source import NAME, Module, modules, templates

COMMITTING_PARTS = {"routes", "commands", "sweeps"}
COMMITTING_ROOTS = {
    f"{NAME}.{name}" for name in ("cli", "commands", "worker", "letters.deliver", "demo")
}
OBJECTS = {
    "Babel",
    "Blueprint",
    "Compress",
    "CSRFProtect",
    "Limiter",
    "LoginManager",
    "Migrate",
    "SQLAlchemy",
    "TypeVar",
    "column",
    "table",
    "create_app",
    "getLogger",
    "lazy_gettext",
}
CHANGING = {"add", "append", "clear", "extend", "insert", "pop", "remove", "setdefault", "update"}
MOST_LINES, MOST_TEMPLATE_LINES, GUIDE = 330, 140, 40


def commits(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("session.commit"):
            yield f"{module.place}:{node.lineno} commits"


def test_only_routes_and_commands_commit() -> None:
    found = []
    for m in modules():
        root = any(m.name == r or m.name.startswith(f"{r}.") for r in COMMITTING_ROOTS)
        if m.part not in COMMITTING_PARTS and not root:
            found += commits(m)
    assert not found, "\n".join(found)


def _is_constant(target: ast.expr, value: ast.expr | None) -> bool:
    if not isinstance(target, ast.Name):
        return False
    bare = target.id.strip("_")
    if bare.isupper() or target.id in {"__all__", "__version__"} or bare[:1].isupper():
        return True
    made = value.func if isinstance(value, ast.Call) else None
    name = made.attr if isinstance(made, ast.Attribute) else getattr(made, "id", "")
    return name in OBJECTS


def kept(module: Module) -> Iterator[str]:
    """Names assigned at the top of a module that are neither constants nor the framework's."""
    for node in module.tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            targets = [node.target]
        for target in (t for whole in targets for t in getattr(whole, "elts", [whole])):
            if not _is_constant(target, node.value):  # type: ignore[attr-defined]
                yield f"{module.place}:{node.lineno} keeps {ast.unparse(target)}"


def changed(module: Module) -> Iterator[str]:
    """Constants that are changed after all, and `global`."""
    for node in ast.walk(module.tree):
        name: ast.expr | None = None
        if isinstance(node, ast.Global):
            yield f"{module.place}:{node.lineno} says global"
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
            name = node.value
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in CHANGING
        ):
            name = node.func.value
        if isinstance(name, ast.Name) and name.id.isupper():
            yield f"{module.place}:{name.lineno} changes {name.id}"


def test_no_module_level_state() -> None:
    found = [line for m in modules() for check in (kept, changed) for line in check(m)]
    assert not found, "\n".join(found)


def test_files_stay_small() -> None:
    sizes = {m.place: len(m.text.splitlines()) for m in modules()}
    large = [f"{place}: {n}" for place, n in sizes.items() if n > MOST_LINES]
    for path in templates():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        large += [f"{path.name}: {lines}"] if lines > MOST_TEMPLATE_LINES else []
    assert not large, "\n".join(large)


def test_functions_are_short() -> None:
    """A guide, not a law: what is over 40 lines is named in the warnings."""
    for m in modules():
        for node in ast.walk(m.tree):
            if isinstance(node, ast.FunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > GUIDE:
                    warnings.warn(f"{m.place}: {node.name} has {lines} lines", stacklevel=1)
