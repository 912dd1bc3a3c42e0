"""When the clocks change, page, letter, reminder and calendar tell the same time, wherever the
server stands, and four readers of calendars agree."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from recoverycollege.classes.calendar import Event, calendar_file
from tests.classes.calendar_readers import READERS, Reader, reader
from tests.classes.on_this_server import SECOND
from tests.source import ROOT

SERVERS = ("UTC", "Europe/London", "Pacific/Auckland")
# By the clock of the college: on the days it changes, across the change, in the hour that comes
# twice; and in the hour that is not there.
CASES = {
    "Europe/London": {
        "forward": ("2026-03-29", "10:00", "12:00"),
        "across-the-gap": ("2026-03-29", "00:30", "02:30"),
        "in-the-gap": ("2026-03-29", "01:30", "03:00"),
        "back": ("2026-10-25", "10:00", "12:00"),
        "in-the-first": ("2026-10-25", "01:15", "01:45"),
        "in-the-second": ("2026-10-25", f"{SECOND}01:15", "01:45"),
        "into-the-first": ("2026-10-25", "00:30", "01:30"),
        "out-of-the-first": ("2026-10-25", "01:30", "03:00"),
        "across-both": ("2026-10-25", "00:30", "02:30"),
    },
    "Pacific/Auckland": {
        "forward": ("2026-09-27", "10:00", "12:00"),
        "across-the-gap": ("2026-09-27", "01:30", "03:30"),
        "in-the-gap": ("2026-09-27", "02:30", "04:00"),
        "back": ("2026-04-05", "10:00", "12:00"),
        "in-the-first": ("2026-04-05", "02:15", "02:45"),
        "in-the-second": ("2026-04-05", f"{SECOND}02:15", "02:45"),
        "across-both": ("2026-04-05", "01:30", "03:30"),
    },
    "America/New_York": {
        "forward": ("2026-03-08", "18:30", "20:30"),
        "in-the-gap": ("2026-03-08", "02:30", "04:00"),
        "back": ("2026-11-01", "18:30", "20:30"),
        "in-the-first": ("2026-11-01", "01:15", "01:45"),
    },
}
IN_SHORT = ("forward", "in-the-gap", "back", "in-the-first", "in-the-second", "across-both")


pytestmark = pytest.mark.xdist_group("clock-changes")


@pytest.fixture(scope="module")
def told(databases, tmp_path_factory):
    """`told(server, zone, kind)`: what a college of a zone says, on a server of another."""

    @cache
    def ask(server: str, zone: str, kind: str, names: tuple[str, ...]) -> dict:
        folder = tmp_path_factory.mktemp("college")
        cases = json.dumps({name: CASES[zone][name] for name in names})
        url = databases.new(kind, folder)
        command = [sys.executable, "-m", "tests.classes.on_this_server", str(folder), url]
        done = subprocess.run(
            [*command, zone, cases],
            cwd=ROOT,
            env=os.environ | {"TZ": server},
            capture_output=True,
            text=True,
            check=False,
            timeout=170,
        )
        databases.give_back(url)
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout)

    return ask


def moments(case: tuple[str, str, str]) -> tuple[str, str]:
    day, starts, ends = case
    return f"{day} {starts.removeprefix(SECOND)}", f"{day} {ends}"


def in_words(case: tuple[str, str, str]) -> tuple[str, str]:
    """Sunday 29 March; 10:00 to 12:00"""
    day = datetime.fromisoformat(case[0])
    return f"{day:%A} {day.day} {day:%B}", f"{case[1].removeprefix(SECOND)} to {case[2]}"


def check_said(found: dict, zone: str) -> None:
    """Raises AssertionError with every page and letter that tells another time."""
    wrong = []
    for name, said in found.items():
        if name == "in-the-gap":
            refusal = said.get("refused", "it was not refused")
            wrong += [] if "no clock shows it" in refusal else [f"{name}: {refusal}"]
            continue
        words = in_words(CASES[zone][name])
        assert set(said["said"]) == {"class", "place", "letter", "reminder"}
        for where, text in said["said"].items():
            wrong += [f"{name}: the {where} does not say {w}" for w in words if w not in text]
    assert not wrong, "\n".join(wrong)


def check_read(found: dict, zone: str, read: Reader, calendars: tuple[str, ...]) -> None:
    """Raises AssertionError with every calendar in which the reader shows another time."""
    wrong = []
    for name, said in found.items():
        if "refused" in said:
            continue
        shown = (*moments(CASES[zone][name]), False)
        for where in calendars:
            there = read(said["calendars"][where].encode(), zone).get(said["uid"])
            wrong += [] if there == shown else [f"{name}, {where}: {there}, not {shown}"]
    assert not wrong, "\n".join(wrong)


def test_pages_and_letters_in_short(told):
    check_said(told("Pacific/Auckland", "Europe/London", "sqlite", IN_SHORT), "Europe/London")


@pytest.mark.parametrize("name", READERS)
def test_readers_in_short(told, request, name):
    read = reader(name, lambda: request.getfixturevalue("chromium"))
    found = told("Pacific/Auckland", "Europe/London", "sqlite", IN_SHORT)
    check_read(found, "Europe/London", read, ("mine",))


@pytest.mark.proof
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("zone", CASES)
@pytest.mark.parametrize("server", SERVERS)
def test_pages_and_letters(told, server, zone, kind):
    check_said(told(server, zone, kind, tuple(CASES[zone])), zone)


@pytest.mark.proof
@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("zone", CASES)
@pytest.mark.parametrize("server", SERVERS)
def test_readers(told, request, server, zone, name):
    read = reader(name, lambda: request.getfixturevalue("chromium"))
    found = told(server, zone, "sqlite", tuple(CASES[zone]))
    check_read(found, zone, read, ("mine", "place", "class", "college"))


@pytest.mark.parametrize("name", READERS)
def test_a_reader_that_errs_is_noticed(request, name):
    """The negative control: an hour that is wrong by its zone shows in every reader."""
    starts = datetime(2026, 3, 29, 9, 0, tzinfo=UTC)
    event = Event("one@college", starts, starts + timedelta(hours=2), "Europe/London", "Class")
    data = calendar_file([event], now=starts)
    read = reader(name, lambda: request.getfixturevalue("chromium"))
    right = {"one@college": ("2026-03-29 10:00", "2026-03-29 12:00", False)}
    assert read(data, "Europe/London") == right
    utc = re.sub(rb"DT(START|END);TZID=Europe/London:(\d+T\d+)", rb"DT\1:\2Z", data)
    assert read(utc, "Europe/London") == {
        "one@college": ("2026-03-29 11:00", "2026-03-29 13:00", False)
    }
    off = data.replace(b"CONFIRMED", b"CANCELLED")
    assert read(off, "Europe/London")["one@college"][2]
