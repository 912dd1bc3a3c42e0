"""How long a place is set aside: holds for whoever asked, offers of places that came free."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from recoverycollege.daytime import DAY_BEGINS, DAY_ENDS, next_daytime

BY_HAND = {"phone", "letter"}
NO_OFFERS_BEFORE_START = timedelta(hours=24)
TO_ANSWER = timedelta(hours=3)  # after the letter left
MORNING, EVENING = time(10), time(19, 45)


def hold_ends(now: datetime, starts_at: datetime, contact_by: str) -> datetime:
    """Until when a place is kept for someone who asked and is not confirmed yet.

    Two hours by e-mail or text; 72 hours where a person from the office confirms.
    """
    hours = 72 if contact_by in BY_HAND else 2
    return min(now + timedelta(hours=hours), starts_at)


def offer_ends(
    now: datetime, starts_at: datetime, contact_by: str, zone: ZoneInfo
) -> datetime | None:
    """Until when a freed place is offered: 48 hours (72 by phone or post), half of what is left
    when the start is near, ending between 9 and 20 by the college's clock. None within 24 hours
    of the start: then a person from the office rings instead. Made in the evening, it runs for
    three hours of the morning at least.
    """
    left = starts_at - now
    if left < NO_OFFERS_BEFORE_START:
        return None
    window = timedelta(hours=72 if contact_by in BY_HAND else 48)
    ends = (now + min(window, left / 2)).astimezone(zone)
    if not DAY_BEGINS <= ends.time() <= DAY_ENDS:
        ends = _in_daytime(ends, starts_at)
    return max(ends.astimezone(now.tzinfo), next_daytime(now, zone) + TO_ANSWER)


def _in_daytime(ends: datetime, starts_at: datetime) -> datetime:
    """The next morning; or the evening before, when that morning is too near the start."""
    day = ends.date() + timedelta(days=1 if ends.time() > DAY_ENDS else 0)
    morning = datetime.combine(day, MORNING, ends.tzinfo)
    if morning <= starts_at - timedelta(hours=2):
        return morning
    return datetime.combine(day - timedelta(days=1), EVENING, ends.tzinfo)
