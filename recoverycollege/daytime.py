"""When we write to people unasked: between 9 and 20 by the college's clock."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_BEGINS, DAY_ENDS = time(9), time(20)


def next_daytime(moment: datetime, zone: ZoneInfo) -> datetime:
    """The moment itself, if it is by day in `zone`; else the next morning at 9. A UTC instant."""
    here = moment.astimezone(zone)
    if DAY_BEGINS <= here.time() < DAY_ENDS:
        return moment
    day = here.date() + timedelta(days=here.time() >= DAY_ENDS)
    return datetime.combine(day, DAY_BEGINS, zone).astimezone(UTC)
