"""Templates: every word through gettext, parsed, two deep at most, nothing imported in vain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.source import PACKAGE, templates

GETTEXT = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
GAP = "\x00"
LETTERS = re.compile(r"[^\W\d_]{2,}")
SPOKEN = re.compile(r'\s(?:title|alt|aria-label|placeholder)="([^"]*)"')
UNSEEN = re.compile(r"<!--.*?-->|<(script|style|code)\b.*?</\1>|<[^>]*>", re.S | re.I)
CODE = re.compile(r"[a-z]+(?:-[a-z]+){2,}")  # a demonstration's password is in no language
SENTENCE = re.compile(r"[A-Z][a-z’']+(?: \S+)*[.?!]?|\S+ \S+ \S+.*[.?!]")
NAMES = {path.relative_to(PACKAGE).as_posix(): path for path in templates()}


@pytest.fixture(scope="module")
def environment(bare_app) -> Environment:
    return bare_app.jinja_env


def tree(environment: Environment, path: Path) -> nodes.Template:
    return environment.parse(path.read_text(encoding="utf-8"), filename=str(path))


def skeleton(node: nodes.Node) -> str:
    """The template's own text in its order, with a mark wherever something is filled in."""
    if isinstance(node, nodes.TemplateData):
        return node.data
    if isinstance(node, nodes.Output):
        return "".join(
            part.data if isinstance(part, nodes.TemplateData) else GAP + _within(part)
            for part in node.nodes
        )
    return "".join(skeleton(child) for child in node.iter_child_nodes())


def _within(node: nodes.Node) -> str:
    return "".join(skeleton(child) for child in node.iter_child_nodes())


def untranslated_text(text: str) -> Iterator[str]:
    bare = CODE.sub("", re.sub(r"&\w+;", "", UNSEEN.sub(GAP, text)))
    yield from (piece.strip() for piece in bare.split(GAP) if LETTERS.search(piece))
    yield from (words for words in SPOKEN.findall(text) if LETTERS.search(words))


def untranslated_constants(node: nodes.Node) -> Iterator[str]:
    """Sentences given to a macro, or set, without gettext."""
    if isinstance(node, nodes.Call) and getattr(node.node, "name", "") in GETTEXT:
        return
    if isinstance(node, nodes.Compare | nodes.Dict | nodes.Test):
        return
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        if SENTENCE.fullmatch(node.value):
            yield node.value
        return
    for child in node.iter_child_nodes():
        yield from untranslated_constants(child)


@pytest.mark.parametrize("name", NAMES)
def test_every_word_goes_through_gettext(environment, name) -> None:
    parsed = tree(environment, NAMES[name])
    found = [*untranslated_text(skeleton(parsed)), *untranslated_constants(parsed)]
    assert not found, found


def code_of(text: str) -> str:
    return "".join(re.findall(r"\{[{%].*?[%}]\}", text, re.S))


def shared_with(environment: Environment, parsed: nodes.Template) -> Iterator[str]:
    """The code of the templates it includes: they see what it imported."""
    for node in parsed.find_all(nodes.Include):
        if isinstance(node.template, nodes.Const):
            source, _, _ = environment.loader.get_source(environment, node.template.value)  # type: ignore[union-attr]
            yield code_of(source)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_imported_in_vain(environment, name) -> None:
    path = NAMES[name]
    text, parsed = path.read_text(encoding="utf-8"), tree(environment, path)
    brought = [node.target for node in parsed.find_all(nodes.Import)]
    for node in parsed.find_all(nodes.FromImport):
        brought += [n[1] if isinstance(n, tuple) else n for n in node.names]
    code = code_of(text) + "".join(shared_with(environment, parsed))
    vain = [n for n in brought if len(re.findall(rf"\b{re.escape(n)}\b", code)) < 2]
    assert not vain, vain


@pytest.mark.parametrize("name", [n for n in NAMES if n.endswith(".html")])
def test_two_deep_at_most(environment, name) -> None:
    depth, parsed = 0, tree(environment, NAMES[name])
    while above := parsed.find(nodes.Extends):
        depth += 1
        assert isinstance(above.template, nodes.Const), "extends what is only known when shown"
        source, _, _ = environment.loader.get_source(environment, above.template.value)  # type: ignore[union-attr]
        parsed = environment.parse(source)
    assert depth <= 2


def test_every_name_in_a_template_exists(environment) -> None:
    """What a template extends, includes or imports is there."""
    found = []
    for name, path in NAMES.items():
        kinds = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
        for node in tree(environment, path).find_all(kinds):
            if isinstance(node.template, nodes.Const):
                wanted = node.template.value
                if wanted not in environment.list_templates():
                    found.append(f"{name} names {wanted}")
    assert not found, found


def test_every_endpoint_in_a_template_exists(bare_app, environment) -> None:
    found = []
    for name, path in NAMES.items():
        for call in tree(environment, path).find_all(nodes.Call):
            if getattr(call.node, "name", "") == "url_for" and isinstance(
                call.args[0], nodes.Const
            ):
                endpoint = call.args[0].value
                if endpoint.startswith("."):  # of the same room
                    endpoint = name.partition("/")[0] + endpoint
                if endpoint not in bare_app.view_functions:
                    found.append(f"{name} links to {endpoint}")
    assert not found, "\n".join(found)
