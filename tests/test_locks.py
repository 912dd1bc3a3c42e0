"""The locked requirements hold all that setup.cfg asks for, with hashes and without hosts."""

from __future__ import annotations

import re
from configparser import ConfigParser

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.source import ROOT

PIN = re.compile(r"^([\w.\-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", re.M)


def asked(*, test: bool) -> list[Requirement]:
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg")
    lines = setup["options"]["install_requires"].split("\n")
    if test:
        lines += setup["options.extras_require"]["test"].split("\n")
    return [Requirement(line) for line in lines if line.strip()]


@pytest.mark.parametrize(
    ("name", "test"), [("requirements.txt", False), ("requirements-test.txt", True)]
)
def test_lock_fits_setup(name: str, test: bool) -> None:
    text = (ROOT / name).read_text()
    pins = {canonicalize_name(found): version for found, version in PIN.findall(text)}
    for wanted in asked(test=test):
        version = pins.get(canonicalize_name(wanted.name))
        assert version, f"{name} lacks {wanted.name}: make lock"
        assert wanted.specifier.contains(version), f"{name} has {wanted.name} {version}: make lock"
    assert text.count("--hash=sha256:") >= len(pins)
    assert "://" not in text
    assert "index-url" not in text


def test_both_locks_agree() -> None:
    first, second = (
        dict(PIN.findall((ROOT / name).read_text()))
        for name in ("requirements.txt", "requirements-test.txt")
    )
    assert {name: second.get(name) for name in first} == first
