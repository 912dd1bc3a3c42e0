"""The documentation names what is there, and nothing that is not."""

from __future__ import annotations

import re

import pytest

from recoverycollege import ROOMS
from recoverycollege.config import PREFIX, meanings
from tests.source import PACKAGE, ROOT

README = ROOT / "README.md"
FROM_ELSEWHERE = {"run", "shell", "routes", "db"}  # Flask's own and Flask-Migrate's
NOT_SETTINGS = {"WATCH_PARENT", "NAME"}
pytestmark = pytest.mark.skipif(not README.exists(), reason="there is no README.md yet")


@pytest.fixture(scope="module")
def words() -> str:
    pages = [README, *sorted((ROOT / "docs").rglob("*.md"))]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


def test_every_command_is_told_and_every_told_command_exists(words, bare_app) -> None:
    there = set(bare_app.cli.commands)
    told = set(re.findall(r"--app wsgi ([a-z][\w-]*)", words))
    assert told <= there | FROM_ELSEWHERE, told - there
    untold = {
        name for name in there - FROM_ELSEWHERE if not re.search(rf"`[^`\n]*\b{name}\b", words)
    }
    assert not untold, untold


def test_every_setting_is_told_and_every_told_setting_exists(words) -> None:
    there = set(meanings())
    told = set(re.findall(rf"{PREFIX}([A-Z_]+[A-Z])", words)) - NOT_SETTINGS
    assert told <= there, told - there
    untold = {name for name in there if not re.search(rf"\b(?:{PREFIX})?{name}\b", words)}
    assert not untold, untold


def test_every_room_is_on_the_map(words) -> None:
    assert not [room for room in ROOMS if not re.search(rf"\b{room}\b", words)]


def test_every_file_it_names_exists(words) -> None:
    """Paths in `code`, and links to files of the project."""
    told = set(re.findall(r"`((?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:py|cfg|toml|txt|md))`", words))
    told |= set(re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", words))
    made = ("instance", "config.toml", "build", "dist")
    gone = []
    for path in sorted(told):
        looks_like_ours = path.endswith("/") or "." in path or (ROOT / path.split("/")[0]).exists()
        if path.startswith((*made, "/", "./")) or not looks_like_ours:
            continue
        places = (ROOT / path, PACKAGE / path, ROOT / "docs" / path)
        if not any(place.exists() for place in places):
            gone.append(path)
    assert not gone, gone


def test_every_make_target_exists(words) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    told = set(re.findall(r"`make ([a-z]+)`|^\s*make ([a-z]+)\b", words, re.M))
    assert {a or b for a, b in told} <= targets
    assert {"run", "test"} <= {a or b for a, b in told}
