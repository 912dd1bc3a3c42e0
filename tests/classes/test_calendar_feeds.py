"""The calendar of a class and of the college, as a calendar program gets them."""

from __future__ import annotations

from datetime import UTC, timedelta

import icalendar


def events(response):
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'inline; filename="dates.ics"'
    return icalendar.Calendar.from_ical(response.data).events


def test_a_class_has_a_neutral_title(client, college):
    group = college.scheduled_class(college.course("Living with voices"))
    data = client.get(f"/classes/{group.id}/calendar.ics")
    found = events(data)
    assert [str(e["SUMMARY"]) for e in found] == ["Riverside class"] * 3
    assert "voices" not in data.text
    assert "Recovery" not in data.text
    assert [e["DTSTART"].dt.astimezone(UTC) for e in found] == [s.starts_at for s in group.sessions]


def test_its_title_is_there_for_the_asking(client, college):
    group = college.scheduled_class(college.course("Living with voices"))
    page = client.get(f"/classes/{group.id}").text
    path = f"/classes/{group.id}/calendar.ics?titles=1"
    assert path in page
    assert {str(e["SUMMARY"]) for e in events(client.get(path))} == {"Living with voices"}


def test_events_keep_their_name_and_count_their_changes(client, college):
    group = college.scheduled_class(version=3)
    found = events(client.get(f"/classes/{group.id}/calendar.ics"))
    host = "127.0.0.1"
    wanted = [f"session-{s.id}@{host}" for s in group.sessions]
    assert [name.split("@")[0] for name in wanted] == [e["UID"].split("@")[0] for e in found]
    assert {e["SEQUENCE"] for e in found} == {3}


def test_a_class_called_off_is_cancelled_in_calendars(client, college):
    group = college.scheduled_class(state="called_off")
    found = events(client.get(f"/classes/{group.id}/calendar.ics"))
    assert {str(e["STATUS"]) for e in found} == {"CANCELLED"}


def test_the_college_calendar_names_what_is_to_come(client, college):
    college.scheduled_class(college.course("Food and mood"))
    college.scheduled_class(college.course("Long ago"), starts_in=timedelta(days=-90))
    college.scheduled_class(college.course("Not yet"), state="draft")
    found = events(client.get("/calendar.ics"))
    assert {str(e["SUMMARY"]) for e in found} == {"Food and mood"}
    assert len(client.statements) <= 3


def test_an_empty_college_has_an_empty_calendar(client, college):
    assert events(client.get("/calendar.ics")) == []


def test_a_session_called_off_stays_in_the_college_calendar(client, college):
    """Also the one that is next, of a class that goes on."""
    group = college.scheduled_class(college.course("Food and mood"), version=5)
    group.sessions[0].called_off = True
    found = events(client.get("/calendar.ics"))
    assert [(str(e["STATUS"]), str(e["SUMMARY"])) for e in found] == [
        ("CANCELLED", "Called off: Food and mood"),
        ("CONFIRMED", "Food and mood"),
        ("CONFIRMED", "Food and mood"),
    ]
    assert {e["SEQUENCE"] for e in found} == {5}
    assert len({str(e["UID"]) for e in found}) == 3


def test_a_class_called_off_stays_in_the_college_calendar(client, college):
    college.scheduled_class(college.course("Food and mood"), state="called_off", sessions=1)
    [event] = events(client.get("/calendar.ics"))
    assert (str(event["STATUS"]), str(event["SUMMARY"])) == (
        "CANCELLED",
        "Called off: Food and mood",
    )


def test_the_college_calendar_brings_every_zone_it_speaks_of(client, college):
    first, second = college.scheduled_class(sessions=1), college.scheduled_class(sessions=1)
    second.sessions[0].zone = "America/New_York"
    answer = client.get("/calendar.ics")
    found = icalendar.Calendar.from_ical(answer.data)
    assert [str(zone["TZID"]) for zone in found.timezones] == ["America/New_York", "Europe/London"]
    assert {e["DTSTART"].params["TZID"] for e in found.events} == {
        "America/New_York",
        "Europe/London",
    }
    starts = sorted(e["DTSTART"].dt.astimezone(UTC) for e in found.events)
    assert starts == sorted(g.sessions[0].starts_at for g in (first, second))
    public = [e for e in found.events if "CLASS" in e]
    assert public == []
