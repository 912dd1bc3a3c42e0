"""Calendar files, read back: strictly by their lines, and by a reader that knows its zones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from recoverycollege.classes.calendar import Event, calendar_file
from recoverycollege.classes.zone_rules import timezone_block

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


def weekly(first: datetime, count: int, **more) -> list[Event]:
    """Sessions at the same hour of the wall clock, week after week."""
    events = []
    for n in range(count):
        starts = first + timedelta(weeks=n)
        ends = starts + timedelta(hours=2)
        events.append(
            Event(
                uid=f"session-{n}@college.example",
                starts_at=starts.astimezone(UTC),
                ends_at=ends.astimezone(UTC),
                zone=first.tzinfo.key,
                **({"summary": "Riverside class"} | more),
            )
        )
    return events


def read(data: bytes) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(data)


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Australia/Sydney"])
@pytest.mark.parametrize("month", [3, 10])
def test_the_hour_stays_the_same_across_a_clock_change(zone, month):
    first = datetime(2026, month, 3, 10, 30, tzinfo=ZoneInfo(zone))
    events = weekly(first, 8)
    offsets = {event.starts_at.astimezone(ZoneInfo(zone)).utcoffset() for event in events}
    assert len(offsets) == 2  # the clock does change in between
    for event, found in zip(events, read(calendar_file(events, now=NOW)).events, strict=True):
        assert found["DTSTART"].dt.strftime("%H:%M") == "10:30"
        assert found["DTEND"].dt.strftime("%H:%M") == "12:30"
        assert found["DTSTART"].params["TZID"] == zone
        assert found["DTSTART"].dt.astimezone(UTC) == event.starts_at


@pytest.mark.parametrize(
    "zone",
    ["Europe/London", "America/New_York", "Australia/Sydney", "Asia/Kolkata", "Africa/Casablanca"],
)
def test_the_zone_block_alone_gives_the_right_hour(zone):
    """A reader that knows no zones, only what the file says of them."""
    first = datetime(2026, 1, 1, tzinfo=UTC)
    block = icalendar.Timezone.from_ical(timezone_block(ZoneInfo(zone), first).to_ical())
    by_file = block.to_tz(lookup_tzid=False)
    for days in range(0, 3 * 365, 3):
        local = datetime(2026, 1, 1, 13, 0) + timedelta(days=days)
        wanted = local.replace(tzinfo=ZoneInfo(zone)).utcoffset()
        assert local.replace(tzinfo=by_file).utcoffset() == wanted, local


def test_clock_changes_are_written_as_yearly_rules():
    lines = timezone_block(LONDON, NOW).to_ical().decode().split("\r\n")
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3" in lines
    assert "DTSTART:20260329T010000" in lines
    assert "DTSTART:20261025T020000" in lines


def test_every_line_is_short_and_ends_with_crlf():
    hard = "Ærlig snak, Łódź; \\ 🌅 " * 30
    events = weekly(
        datetime(2026, 3, 3, 10, 30, tzinfo=LONDON),
        2,
        summary=hard,
        location=hard,
        description=f"{hard}\nBEGIN:VALARM\r\nX:1",
        url="https://college.example/classes/1",
    )
    data = calendar_file(events, now=NOW)
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"") and b"\r" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")  # a letter is never cut in two
    event = read(data).events[0]
    assert event["DESCRIPTION"].startswith("Ærlig snak, Łódź; \\ 🌅")
    assert not event.subcomponents


def test_an_event_says_all_a_reader_needs_to_follow_a_change():
    events = weekly(datetime(2026, 3, 3, 10, 30, tzinfo=LONDON), 1, sequence=4, called_off=True)
    event = read(calendar_file(events, now=NOW)).events[0]
    assert event["UID"] == "session-0@college.example"
    assert event["SEQUENCE"] == 4
    assert event["STATUS"] == "CANCELLED"
    assert event["DTSTAMP"].dt == NOW


def test_no_sessions_is_still_a_calendar():
    assert read(calendar_file([], now=NOW, name="Riverside")).events == []
