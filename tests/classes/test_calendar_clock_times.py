"""Times that a clock skips, or shows twice: by a rule, and on the pages of the office."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from recoverycollege import clock
from recoverycollege.classes.rules.clock_times import (
    check_shown,
    comes_twice,
    is_skipped,
    occurs_twice,
)
from recoverycollege.database import db
from recoverycollege.refusals import Refused

LONDON, AUCKLAND, CAIRO = "Europe/London", "Pacific/Auckland", "Africa/Cairo"
FORWARD, BACK = date(2026, 3, 29), date(2026, 10, 25)


@pytest.mark.parametrize(
    ("zone", "day", "at", "skipped", "twice"),
    [
        (LONDON, FORWARD, "00:59", False, False),
        (LONDON, FORWARD, "01:00", True, False),
        (LONDON, FORWARD, "01:59", True, False),
        (LONDON, FORWARD, "02:00", False, False),
        (LONDON, FORWARD, "10:00", False, False),
        (LONDON, BACK, "00:59", False, False),
        (LONDON, BACK, "01:00", False, True),
        (LONDON, BACK, "01:59", False, True),
        (LONDON, BACK, "02:00", False, False),
        (LONDON, date(2026, 7, 1), "01:30", False, False),
        (AUCKLAND, date(2026, 9, 27), "02:30", True, False),
        (AUCKLAND, date(2026, 4, 5), "02:30", False, True),
        (CAIRO, date(2026, 4, 24), "00:30", True, False),
        (CAIRO, date(2026, 10, 29), "23:30", False, True),
        ("Asia/Kolkata", FORWARD, "01:30", False, False),
        ("UTC", BACK, "01:30", False, False),
    ],
)
def test_the_rule(zone, day, at, skipped, twice):
    there = time.fromisoformat(at), ZoneInfo(zone)
    assert (is_skipped(day, *there), comes_twice(day, *there)) == (skipped, twice)
    if skipped:
        with pytest.raises(Refused) as refusal:
            check_shown(day, *there)
        assert refusal.value.params == {"day": f"{day:%d/%m/%Y}", "time": at}
    else:
        check_shown(day, *there)
        moment = clock.instant(day, *there).astimezone(ZoneInfo(zone))
        assert occurs_twice(moment) == twice
        assert moment.fold == 0  # of two, the first
        assert f"{moment:%H:%M}" == at


@pytest.fixture
def office(client, college, sign_in_as):
    return sign_in_as(college.office())


@pytest.fixture
def add(office, college):
    found = college.scheduled_class(state="draft", sessions=0)

    def added(day, starts, ends, how_many="1"):
        answer = office.submit(
            f"/staff/classes/{found.id}/dates/add",
            day=day,
            starts=starts,
            ends=ends,
            how_many=how_many,
        )
        db.session.expire_all()
        return answer, found

    return added


@pytest.mark.parametrize(
    ("starts", "ends", "skipped"), [("01:30", "03:00", "01:30"), ("00:15", "01:15", "01:15")]
)
def test_a_time_that_no_clock_shows_is_refused_beside_its_field(add, starts, ends, skipped):
    answer, found = add("2026-03-29", starts, ends)
    assert answer.status_code == 422
    assert f"The clocks go forward on 29/03/2026, and {skipped} is skipped" in answer.text
    name = "starts" if skipped == starts else "ends"
    assert f'id="{name}-error"' in answer.text
    assert found.sessions == []


def test_in_a_row_of_weeks_the_day_is_named(add):
    answer, found = add("2026-03-22", "01:30", "03:00", "3")
    assert answer.status_code == 422
    assert "The clocks go forward on 29/03/2026" in answer.text
    assert found.sessions == []


def test_of_a_time_that_comes_twice_the_first_is_meant_and_said(add, office):
    answer, found = add("2026-10-25", "00:30", "01:30")
    said = "The clocks go back on Sunday 25 October, and 01:30 comes twice. The first is meant."
    assert said in office.get(answer.location).text
    [session] = found.sessions
    assert session.starts_at == datetime(2026, 10, 24, 23, 30, tzinfo=UTC)
    assert session.ends_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    page = f"/staff/classes/{found.id}/dates/{session.id}"
    shown = office.get(page).text
    assert said in shown
    assert 'id="starts-hint"' in shown
    assert "comes twice" in office.get(office.submit(page, ends="01:45").location).text
    answer = office.submit(page, starts="10:00", ends="12:00")
    assert "comes twice" not in office.get(answer.location).text


def test_an_end_after_the_clock_went_back_is_a_longer_night(add):
    _answer, found = add("2026-10-25", "00:30", "02:30")
    [session] = found.sessions
    assert (session.ends_at - session.starts_at).total_seconds() == 3 * 3600
