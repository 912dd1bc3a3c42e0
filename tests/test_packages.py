"""What is installed with pip is the whole college."""

from __future__ import annotations

from configparser import ConfigParser

from tests.source import NAME, PACKAGE, ROOT

MIGRATIONS = {f"{NAME}.migrations", f"{NAME}.migrations.versions"}


def test_every_package_is_named() -> None:
    told = ConfigParser()
    told.read(ROOT / "setup.cfg")
    named = set(told["options"]["packages"].split())
    inside = (path.parent.relative_to(PACKAGE).parts for path in PACKAGE.rglob("__init__.py"))
    assert named == {".".join((NAME, *parts)) for parts in inside} | MIGRATIONS
