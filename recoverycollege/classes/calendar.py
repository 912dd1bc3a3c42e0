"""Calendar files: facts in, bytes out. One event per session, at the hour the wall clock shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from recoverycollege.classes.models import ScheduledClass
from recoverycollege.classes.rules.clock_times import occurs_twice
from recoverycollege.text import clean, header_safe

if TYPE_CHECKING:
    import icalendar

MIMETYPE = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=6)


@dataclass(frozen=True)
class Event:
    """One session as a calendar shows it. `sequence` grows with each change of the dates."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    summary: str
    location: str = ""
    description: str = ""
    url: str = ""
    sequence: int = 0
    called_off: bool = False
    private: bool = False


def calendar_file(events: Iterable[Event], *, now: datetime, name: str = "") -> bytes:
    """An iCalendar file. `name` is what a program that subscribes calls it."""
    # Not at the top: these take ten megabytes that the catalogue never needs.
    import icalendar

    from recoverycollege.classes.zone_rules import timezone_block

    events = list(events)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Classes//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("name", header_safe(name))
        calendar.add("x-wr-calname", header_safe(name))
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for zone in sorted({event.zone for event in events}):
        first = min(event.starts_at for event in events if event.zone == zone)
        calendar.add_component(timezone_block(ZoneInfo(zone), first))
    for event in events:
        calendar.add_component(_event(event, now))
    return bytes(calendar.to_ical())


def _event(event: Event, now: datetime) -> icalendar.Event:
    import icalendar

    found = icalendar.Event()
    found.add("uid", event.uid)
    found.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    starts, ends = _on_the_clock(event)
    found.add("dtstart", starts)
    found.add("dtend", ends)
    found.add("sequence", event.sequence)
    found.add("status", "CANCELLED" if event.called_off else "CONFIRMED")
    found.add("summary", header_safe(event.summary))
    if event.private:
        found.add("class", "PRIVATE")
    if event.location:
        found.add("location", header_safe(event.location))
    if event.description:
        found.add("description", clean(event.description))
    if event.url:
        found.add("url", event.url)
    return found


def _on_the_clock(event: Event) -> tuple[datetime, datetime]:
    """Start and end as the wall clock shows them. Where it shows a time twice, in the night it
    goes back, readers differ about which is meant: there both are written in UTC."""
    zone = ZoneInfo(event.zone)
    local = event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)
    if any(occurs_twice(moment) for moment in local):
        return event.starts_at.astimezone(UTC), event.ends_at.astimezone(UTC)
    return local


def class_events(
    found: ScheduledClass,
    *,
    host: str,
    url: str,
    summary: str,
    called_off: str = "",
    location: str = "",
    description: str = "",
    private: bool = False,
) -> list[Event]:
    """The sessions of a class as events. Their uid stays, so that a changed date moves along.
    `called_off` is what those say that do not take place: not every reader shows a status."""
    return [
        Event(
            uid=f"session-{session.id}@{host}",
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            zone=session.zone,
            summary=(called_off or summary) if off else summary,
            location=location,
            description=description,
            url=url,
            sequence=found.version,
            called_off=off,
            private=private,
        )
        for session in found.sessions
        for off in (session.called_off or found.state == "called_off",)
    ]
