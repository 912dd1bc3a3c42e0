"""How long a place is set aside, in hours of a kind person's day."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recoverycollege.daytime import next_daytime
from recoverycollege.enrolment.rules.windows import hold_ends, offer_ends

LONDON = ZoneInfo("Europe/London")
ZONES = ("Europe/London", "Europe/Copenhagen", "America/St_Johns", "Australia/Lord_Howe", "UTC")


def at(words: str) -> datetime:
    """London's clock, as an instant."""
    return datetime.fromisoformat(words).replace(tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("contact_by", "starts_in", "hours"),
    [
        ("email", 500, 2),
        ("text", 500, 2),
        ("phone", 500, 72),
        ("letter", 500, 72),
        ("email", 1, 1),
        ("phone", 30, 30),
    ],
)
def test_hold_ends(contact_by, starts_in, hours):
    now = at("2026-03-11 10:00")
    ends = hold_ends(now, now + timedelta(hours=starts_in), contact_by)
    assert ends - now == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("now", "starts", "contact_by", "ends"),
    [
        # Two days; three by phone or post.
        ("2026-03-11 10:00", "2026-04-11 10:00", "email", "2026-03-13 10:00"),
        ("2026-03-11 10:00", "2026-04-11 10:00", "text", "2026-03-13 10:00"),
        ("2026-03-11 10:00", "2026-04-11 10:00", "phone", "2026-03-14 10:00"),
        ("2026-03-11 10:00", "2026-04-11 10:00", "letter", "2026-03-14 10:00"),
        # Never at night: the next morning.
        ("2026-03-11 09:00", "2026-04-11 10:00", "email", "2026-03-13 09:00"),
        ("2026-03-11 08:59", "2026-04-11 10:00", "email", "2026-03-13 10:00"),
        ("2026-03-11 03:00", "2026-04-11 10:00", "email", "2026-03-13 10:00"),
        ("2026-03-11 20:00", "2026-04-11 10:00", "email", "2026-03-13 20:00"),
        ("2026-03-11 20:01", "2026-04-11 10:00", "email", "2026-03-14 10:00"),
        ("2026-03-11 23:59", "2026-04-11 10:00", "email", "2026-03-14 10:00"),
        # Near the start: half of what is left.
        ("2026-03-11 10:00", "2026-03-14 10:00", "email", "2026-03-13 10:00"),
        ("2026-03-11 10:00", "2026-03-13 10:00", "email", "2026-03-12 10:00"),
        ("2026-03-11 10:00", "2026-03-13 10:00", "phone", "2026-03-12 10:00"),
        ("2026-03-11 10:00", "2026-03-12 10:00", "email", "2026-03-11 19:45"),
        ("2026-03-11 18:00", "2026-03-12 18:00", "email", "2026-03-12 10:00"),
        # Made in the evening: three hours of the morning at least.
        ("2026-03-11 20:00", "2026-03-12 20:00", "email", "2026-03-12 12:00"),
        ("2026-03-11 21:00", "2026-03-12 21:30", "phone", "2026-03-12 12:00"),
        # Less than a day before: the office rings.
        ("2026-03-11 10:00", "2026-03-12 09:59", "email", None),
        ("2026-03-11 10:00", "2026-03-11 11:00", "email", None),
        ("2026-03-11 10:00", "2026-03-10 10:00", "email", None),
        # The clock goes forward on 29 March, and back on 25 October: 48 hours are 48 hours.
        ("2026-03-27 10:00", "2026-04-20 10:00", "email", "2026-03-29 11:00"),
        ("2026-03-27 19:30", "2026-04-20 10:00", "email", "2026-03-30 10:00"),
        ("2026-10-23 10:00", "2026-11-20 10:00", "email", "2026-10-25 09:00"),
        ("2026-10-23 09:30", "2026-11-20 10:00", "email", "2026-10-25 10:00"),
        ("2026-10-23 20:30", "2026-11-20 10:00", "email", "2026-10-25 19:30"),
    ],
)
def test_offer_ends(now, starts, contact_by, ends):
    found = offer_ends(at(now), at(starts), contact_by, LONDON)
    if ends is None:
        assert found is None
    else:
        assert found == at(ends)


moments = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1)).map(
    lambda found: found.replace(tzinfo=UTC)
)


@given(
    now=moments,
    left=st.timedeltas(timedelta(hours=-48), timedelta(days=30)),
    contact_by=st.sampled_from(("email", "text", "phone", "letter")),
    zone=st.sampled_from(ZONES),
)
@example(at("2026-10-24 12:10"), timedelta(hours=24, minutes=20), "email", "Europe/London")
@example(at("2026-10-24 23:30"), timedelta(hours=24), "email", "Europe/London")
@example(at("2026-03-28 23:30"), timedelta(hours=24), "email", "Europe/London")
def test_an_offer_can_be_answered_in_daytime_before_the_start(now, left, contact_by, zone):
    starts_at = now + left
    ends = offer_ends(now, starts_at, contact_by, ZoneInfo(zone))
    if left < timedelta(hours=24):
        assert ends is None
        return
    assert ends is not None
    assert ends.utcoffset() == timedelta(0)
    assert now + timedelta(hours=7) <= ends <= now + timedelta(hours=72 + 14)
    assert ends <= starts_at - timedelta(hours=2)
    assert ends >= next_daytime(now, ZoneInfo(zone)) + timedelta(hours=3)
    assert time(9) <= ends.astimezone(ZoneInfo(zone)).time() <= time(20)
