"""What people write to the college becomes a task: for the office, or for the manager."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from recoverycollege.accounts.models import Task
from recoverycollege.accounts.services.tasks import add_task

CLOSING = time(17)
SATURDAY = 5


def next_working_day(now: datetime, zone: ZoneInfo) -> datetime:
    """The end of the next day from Monday to Friday."""
    day = now.astimezone(zone).date() + timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, CLOSING, zone).astimezone(now.tzinfo)


def take_message(
    about: str,
    *,
    name: str,
    reach: str,
    words: str,
    now: datetime,
    zone: ZoneInfo,
    person_id: int | None = None,
) -> Task:
    """`about` is get_back or problem. What went wrong goes to the manager, and names the person
    only if they did so themselves."""
    problem = about == "problem"
    return add_task(
        "problem" if problem else "get_back",
        now=now,
        due_at=next_working_day(now, zone),
        person_id=None if problem else person_id,
        name=name.strip(),
        reach=reach.strip(),
        words=words.strip(),
        for_role="manager" if problem else "office",
    )
