"""Every page in the eyes of the Nu Html Checker, which knows more of HTML than the test client.
It needs Java, and its package from npm (`make proofs` fetches it)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.crawl import crawl
from tests.lived_in import HOMES, OWN, ROLES, live_in
from tests.postgres import missing
from tests.source import ROOT

CHECKER = ROOT / ".venv" / "markup" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
SAFARI = "“list” role is unnecessary"  # without it a list without bullets is read as none there


def faults(folder: Path) -> list[str]:
    """What the checker says of the pages in a folder, a line each."""
    java = shutil.which("java") or missing("there is no Java", "NEED_JAVA")
    if not CHECKER.exists():
        missing("vnu-jar could not be fetched with npm", "NEED_JAVA")
    command = [str(java), "-jar", str(CHECKER), "--format", "gnu", str(folder)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    return [line for line in said.splitlines() if SAFARI not in line]


@pytest.mark.proof
@pytest.mark.parametrize("role", ROLES)
def test_every_page(client, college, sign_in_as, tmp_path, role) -> None:
    person = live_in(college).people[role]
    if person:
        sign_in_as(person)
    folder = tmp_path / "pages"
    folder.mkdir()

    def keep(page: Any) -> None:
        if page.mimetype == "text/html":
            number = len(list(folder.iterdir()))
            path = page.request.path.replace("-", "_")  # a key may have two in a row
            (folder / f"{number}.html").write_text(f"{page.text}<!-- {path} -->")

    crawl(client, HOMES[role], within=OWN[role], look=keep)
    assert list(folder.iterdir())
    assert not faults(folder)


@pytest.mark.proof
def test_it_sees_a_fault(tmp_path) -> None:
    (tmp_path / "0.html").write_text("<!doctype html><html lang=en><title>A</title><p><ul></p>")
    assert any("error" in line for line in faults(tmp_path))
