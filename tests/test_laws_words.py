"""Words in Python: what people read goes through gettext too."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.source import Module, modules

SPEAKING = {"flash", "Refused", "ValidationError", "StopValidation"}
SPOKEN_ARGUMENTS = {"message", "label", "description", "heading", "lead"}
MARKED = {"_", "N_", "gettext", "ngettext", "lazy_gettext", "_l", "pgettext"}


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


HELD = {"held", "kept", "owner", "actor", "Held"}


def is_bare(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return True
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return False
    return any(c.isalpha() for c in node.value)


def bare_words(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        name = name_of(node)
        speaks = name in SPEAKING or (name.endswith("Field") and module.is_web)
        spoken = node.args[:1] if speaks else []
        if module.part == "personal" and name in HELD:  # "My data" shows it
            spoken = [*node.args[:1], *(k.value for k in node.keywords if k.arg == "kept")]
        spoken += [k.value for k in node.keywords if k.arg in SPOKEN_ARGUMENTS and module.is_web]
        for words in spoken:
            if is_bare(words):
                yield f"{module.place}:{words.lineno} {name}({ast.unparse(words)})"


def test_what_people_read_is_marked() -> None:
    found = [line for m in modules() for line in bare_words(m)]
    assert not found, "\n".join(found)


def test_gettext_gets_whole_sentences() -> None:
    """A message put together with an f-string or + can never be translated."""
    found = []
    for m in modules():
        for node in ast.walk(m.tree):
            if not (isinstance(node, ast.Call) and name_of(node) in MARKED and node.args):
                continue
            if isinstance(node.args[0], ast.JoinedStr | ast.BinOp):
                found.append(f"{m.place}:{node.lineno}")
    assert not found, found
