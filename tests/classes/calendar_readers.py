"""Four programs that read calendars, each with its own idea of zones: what do they show?

Each reads a file and gives, by uid, when an event starts and ends as the wall clock of a zone
shows it, and whether it is cancelled.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
import vobject

from tests.postgres import missing
from tests.source import ROOT

Shown = dict[str, tuple[str, str, bool]]
Reader = Callable[[bytes, str], Shown]
FORMAT = "%Y-%m-%d %H:%M"
FROM, TO = datetime(2025, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
ICAL_JS = ROOT / ".venv" / "readers" / "node_modules" / "ical.js" / "dist" / "ical.es5.min.cjs"
KHAL = Path(sys.executable).parent / "khal"
KHAL_CONFIG = """
[calendars]
[[mine]]
path = {folder}/mine
[sqlite]
path = {folder}/khal.sqlite
[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""
# Two digits, so that the words compare; the browser's own zone is the reader's.
IN_THE_BROWSER = """(text) => {
  const two = (number) => String(number).padStart(2, "0");
  const wall = (time) => {
    const d = time.toJSDate();
    const day = `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
    return `${day} ${two(d.getHours())}:${two(d.getMinutes())}`;
  };
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const part of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(part);
  }
  return JSON.stringify(calendar.getAllSubcomponents("vevent").map((part) => {
    const event = new ICAL.Event(part);
    const status = part.getFirstPropertyValue("status");
    return [event.uid, wall(event.startDate), wall(event.endDate), status];
  }));
}"""


def _shown(events: Iterable[tuple[str, datetime, datetime, str]], zone: str) -> Shown:
    there = ZoneInfo(zone)
    return {
        uid: (f"{s.astimezone(there):{FORMAT}}", f"{e.astimezone(there):{FORMAT}}", _off(status))
        for uid, s, e, status in events
    }


def _off(status: str) -> bool:
    return status.strip() == "CANCELLED"


def by_icalendar(data: bytes, zone: str) -> Shown:
    """icalendar, with the days laid out by recurring-ical-events."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(FROM, TO)
    return _shown(((str(e["UID"]), e.start, e.end, str(e["STATUS"])) for e in found), zone)


def by_vobject(data: bytes, zone: str) -> Shown:
    """vobject, which knows of zones only what the file says."""
    events = vobject.readOne(data.decode()).contents.get("vevent", [])
    return _shown(
        ((e.uid.value, e.dtstart.value, e.dtend.value, e.status.value) for e in events), zone
    )


def by_khal(data: bytes, zone: str) -> Shown:
    """khal, as a person at a terminal uses it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "mine").mkdir()
        (folder / "config").write_text(KHAL_CONFIG.format(folder=folder, zone=zone))
        (folder / "dates.ics").write_bytes(data)
        _khal(folder, "import", "--batch", "--include-calendar", "mine", str(folder / "dates.ics"))
        span = [f"{day:%Y-%m-%d}" for day in (FROM, TO)]
        form = "{uid}|{start}|{end}|{status}"
        listed = _khal(folder, "list", "--once", "--day-format", "", "--format", form, *span)
    rows = [line.split("|") for line in listed.splitlines() if "|" in line]
    return {uid: (start, end, _off(status)) for uid, start, end, status in rows}


def _khal(folder: Path, *words: str) -> str:
    command = [str(KHAL), "--config", str(folder / "config"), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def by_ical_js(data: bytes, zone: str, *, browser: Any) -> Shown:
    """ical.js, which reads calendars in Thunderbird and Nextcloud, in a browser of that zone."""
    context = browser.new_context(timezone_id=zone)
    page = context.new_page()
    page.add_script_tag(path=str(ICAL_JS))
    found = json.loads(page.evaluate(IN_THE_BROWSER, data.decode()))
    context.close()
    return {uid: (start, end, _off(status)) for uid, start, end, status in found}


READERS = ("icalendar", "vobject", "ical.js", "khal")


def reader(name: str, browser: Callable[[], Any]) -> Reader:
    """The reader of that name; `browser` gives Chromium, where it is needed. Skips the test when
    the reader is not there."""
    if name == "ical.js":
        if not ICAL_JS.exists():
            missing("ical.js is not there: `make test` fetches it where npm is", "NEED_BROWSER")
        return partial(by_ical_js, browser=browser())
    return {"icalendar": by_icalendar, "vobject": by_vobject, "khal": by_khal}[name]
