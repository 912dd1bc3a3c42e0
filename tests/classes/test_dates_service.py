"""The dates of a class, as the clock on the wall shows them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from recoverycollege import clock
from recoverycollege.classes.services import dates
from recoverycollege.database import db
from recoverycollege.refusals import Refused

pytestmark = pytest.mark.usefixtures("client")

LONDON = ZoneInfo("Europe/London")


def hours(rows: Any) -> list[datetime]:
    return [row.starts_at for row in rows]


def test_weekly_keeps_its_local_time_when_the_clock_changes(college: Any) -> None:
    found, by_id = college.scheduled_class(sessions=0), college.office().id
    rows = dates.add_weekly(
        found.id, date(2026, 3, 24), time(10, 30), time(12), 2, zone=LONDON, by_id=by_id
    )
    assert hours(rows) == [
        datetime(2026, 3, 24, 10, 30, tzinfo=UTC),
        datetime(2026, 3, 31, 9, 30, tzinfo=UTC),
    ]
    assert found.version == 1


def test_two_meetings_at_one_time_are_refused(college: Any) -> None:
    found, by_id = college.scheduled_class(sessions=0), college.office().id
    day, planned = date(2026, 3, 24), {"zone": LONDON, "by_id": by_id}
    dates.add_session(found.id, day, time(10), time(12), **planned)
    dates.add_session(found.id, day, time(12), time(13), **planned)
    with pytest.raises(Refused):
        dates.add_session(found.id, day, time(11), time(14), **planned)


def test_moving_counts_up_the_version(college: Any) -> None:
    found, by_id = college.scheduled_class(sessions=1), college.office().id
    session = found.sessions[0]
    moved = dates.move_session(
        session.id, date(2026, 7, 1), time(9), time(11), zone=LONDON, now=clock.now(), by_id=by_id
    )
    assert moved.starts_at == datetime(2026, 7, 1, 8, tzinfo=UTC)
    assert found.version == 1


def test_an_end_before_its_start_is_refused(college: Any) -> None:
    found, by_id = college.scheduled_class(sessions=0), college.office().id
    with pytest.raises(Refused):
        dates.add_session(found.id, date(2026, 3, 24), time(12), time(12), zone=LONDON, by_id=by_id)


def test_a_date_with_a_register_stays(college: Any, time: Any) -> None:
    found, by_id = college.scheduled_class(sessions=2), college.office().id
    college.mark(found.sessions[0], college.enrol(found))
    session_id = found.sessions[0].id
    with pytest.raises(Refused, match="register"):
        dates.remove_session(session_id, now=time.now, by_id=by_id)
    db.session.expire_all()
    assert session_id in [session.id for session in found.sessions]


def test_the_last_date_of_an_open_class_stays(college: Any, time: Any) -> None:
    found, by_id = college.scheduled_class(sessions=1), college.office().id
    with pytest.raises(Refused, match="still to come"):
        dates.remove_session(found.sessions[0].id, now=time.now, by_id=by_id)


def test_a_class_called_off_gets_no_dates(college: Any) -> None:
    found = college.scheduled_class(state="called_off")
    with pytest.raises(Refused):
        dates.add_session(
            found.id,
            date(2026, 9, 1),
            time(10),
            time(12),
            zone=LONDON,
            by_id=college.office().id,
        )
